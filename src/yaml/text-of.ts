import { isAlias, isMap, isScalar, isSeq, type Node, type Scalar } from 'yaml'
import { bothForms, type Message } from './errors.ts'
import { isTypographicQuote } from './json-tokens.ts'
import type { StrictYaml } from './strict-yaml.ts'

/** The text of a scalar as it was typed. If it cannot be text, adds an error and returns undefined. */
export function textOf(
  yaml: StrictYaml,
  node: unknown,
  owner: Node | null,
  what: Message,
): string | undefined {
  const say = (at: Node | null, rest: string, quoted = '') => {
    const { message, bare } = bothForms(what)
    yaml.addError(at, { text: `${message} ${rest}${quoted || '.'}`, bare: `${bare} ${rest}.` })
  }
  if (isAlias(node)) return undefined // it was already rejected, as is an empty text with an anchor or a tag
  if (isScalar(node) && (node.anchor ?? node.tag) !== undefined) return undefined
  if (isMap(node) || isSeq(node)) {
    say(
      node,
      'must be text, but this is a nested value. Put it in quotes to send it as text',
      adviceForNested(yaml, node),
    )
    return undefined
  }
  if (!isScalar(node) || isNothing(node)) {
    const typed = isScalar(node) ? String(node.value ?? '') : ''
    const rest =
      typed === ''
        ? 'is missing. Write the text after it, or "" if it is empty'
        : `is ${typed}, which is no text. Leave it out, or write "${typed}" in quotes if this is meant`
    say(isScalar(node) ? node : owner, rest)
    return undefined
  }
  const text = String(node.value)
  if (node.type === 'PLAIN' && isTypographicQuote(text.charAt(0))) {
    say(
      node,
      'starts with a typographic quote. Use straight quotes. If the text must start with this quote, put all of it in straight quotes',
      `: ${JSON.stringify(text)}`,
    )
    return undefined
  }
  const isBlock = node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED'
  return isBlock ? text.replace(/\n$/, '') : text
}

/** How to send as text what YAML reads as a nested value, such as `{{x}}`, if it stands on one line. */
function adviceForNested({ source }: StrictYaml, { range }: Node): string {
  const typed = source.slice(range?.[0], range?.[1]).trim()
  if (!/^[[{].{1,300}$/.test(typed)) return ''
  const quoted = `: ${JSON.stringify(typed)}`
  return typed.startsWith('{{') ? `${quoted}. An expression is written with a dollar sign: $${typed}` : quoted
}

/** Whether a text without quotes goes on over several lines, which YAML joins with spaces. */
export function isFolded({ source }: StrictYaml, node: unknown): boolean {
  if (!isScalar(node) || node.type !== 'PLAIN') return false
  return source.slice(node.range?.[0], node.range?.[1]).trim().includes('\n')
}

function isNothing(node: Scalar): boolean {
  return node.type === 'PLAIN' && /^(~|null|Null|NULL)?$/.test(String(node.value ?? ''))
}
