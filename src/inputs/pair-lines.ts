import type { Message } from '../yaml/errors.ts'

/** Lines of keys and texts with another sign between them, such as those of a .env file: where the first one is, and what to say. */
export interface WrongLines {
  /** The index of the line, from 0. */
  line: number
  message: Message
}

// A key as templates have them: `VERSION`, `###VERSION###`. `export` stands in .env files and is no part of it.
const WRONG =
  /^(?:export +)?(?:"(?<double>#*[\w.-]+#*)"|'(?<single>#*[\w.-]+#*)'|(?<key>#*[\w.-]+#*))(?<sign>\s*(?:=>|->|:=|=|;)|:(?=[^\s:/]|\/[^/]|https?:))\s*(?<value>.*)$/
// Without any sign, only a key in capitals is surely a key.
const UNSIGNED = /^(?<key>#*[A-Z][A-Z\d_]*#*)(?<sign> +)(?<value>\S.*)$/
const RIGHT = /^(?:"(?<double>[^"]*)"|'(?<single>[^']*)'|(?<key>[^\s#"'-][^:]*)):(?:\s+(?<value>.*))?$/
// A line that is commented out in a .env file too.
const COMMENT = /^#(?:$|\s|[\w.-]+=)/

/** Text that YAML reads as it stands, for certain. */
const PLAIN = /^[\p{L}\p{N}/.(+](?:[^:#]|:(?=\S)|(?<=\S)#)*$/u

/**
 * What to say if every line is meant as a key and its text, but in several the sign between them is not a colon and a
 * space. All of them are shown as they should be. YAML would join such lines, or take those with hashes for comments.
 *
 * @returns undefined if there is any other line, or at most one of these
 */
export function wrongLines(source: string): WrongLines | undefined {
  const lines = source.split('\n').map((line) => line.trimEnd())
  const written = lines.flatMap((line, index) => (line === '' || COMMENT.test(line) ? [] : [{ line, index }]))
  if (written.length < 2) return undefined
  const corrected: string[] = []
  const wrong: { line: number; sign: string }[] = []
  for (const { line, index } of written) {
    const match = WRONG.exec(line) ?? RIGHT.exec(line) ?? UNSIGNED.exec(line)
    const { double, single, key = double ?? single, value = '', sign } = match?.groups ?? {}
    if (key === undefined) return undefined
    if (sign !== undefined) wrong.push({ line: index, sign: sign.trim() })
    corrected.push(`${/^[\w.-]+$/.test(key) ? key : JSON.stringify(key)}: ${asText(value)}`)
  }
  const [first, second] = wrong
  if (!first || !second) return undefined
  const found = first.sign === ':' ? '":" alone' : first.sign === '' ? 'a space alone' : `"${first.sign}"`
  const bare = `A colon and a space were expected between each key and its text, not ${found}.`
  return { line: first.line, message: { text: `${bare} The corrected text:\n${corrected.join('\n')}`, bare } }
}

function asText(value: string): string {
  const isWord = /^(null|Null|NULL)$/.test(value)
  return isQuoted(value) || (PLAIN.test(value) && !value.endsWith(':') && !isWord)
    ? value
    : JSON.stringify(value)
}

function isQuoted(value: string): boolean {
  return /^'(?:[^']|'')*'$/.test(value) || /^"(?:[^"\\]|\\["\\nrt/])*"$/.test(value)
}
