import { isMap, isNode, isScalar, isSeq, type Node, type Scalar, type YAMLMap } from 'yaml'
import { bothForms, inOrder, type Message, type Position, type YamlError } from '../yaml/errors.ts'
import { readStrictYaml, type StrictYaml } from '../yaml/strict-yaml.ts'
import { textOf } from '../yaml/text-of.ts'
import { repeatedKey } from '../yaml/unsupported.ts'
import { wrongLines } from './pair-lines.ts'

/** The text for a placeholder of the template: the API's `{key, value}`, and where it was written. */
export interface ReadOverride {
  key: string
  value: string
  position: Position
}

/** Reads a value's text, or adds an error and returns undefined. The error is located at `owner` if there is no node. */
export type ReadText = (node: unknown, owner: Node | null, what: Message) => string | undefined

const NAMES_PEOPLE = /end[-_ ]*user/i

/**
 * Reads overrides: a YAML mapping of key to text, or the API's own list of `{key, value}`.
 * Keys and values keep exactly the text that was typed.
 */
export function parseOverrides(source: string): { overrides: ReadOverride[]; errors: YamlError[] } {
  const wrong = wrongLines(source)
  if (wrong) {
    const { message, bare } = bothForms(wrong.message)
    const said = NAMES_PEOPLE.test(source) ? bare : message
    return { overrides: [], errors: [{ line: wrong.line + 1, column: 1, message: said, bare }] }
  }
  const isPrivate = (name: string) => name === 'endUsersIds'
  const part = (root: unknown) => ofNotification(root)?.override
  const yaml = readStrictYaml(source, { isFilledIn: true, isPrivate, part })
  const readText: ReadText = (node, owner, what) => textOf(yaml, node, owner, what)
  const overrides = overridesOf(yaml, readText)
  // Whoever pastes a whole notification pastes the IDs of people too.
  const mayNamePeople = NAMES_PEOPLE.test(source) && ofNotification(yaml.root) === undefined
  const errors = mayNamePeople ? yaml.errors.map((error) => ({ ...error, message: error.bare })) : yaml.errors
  return { overrides, errors: inOrder(errors) }
}

function overridesOf(yaml: StrictYaml, readText: ReadText): ReadOverride[] {
  if (yaml.root === undefined) return []
  const whole = ofNotification(yaml.root)
  if (whole === undefined) return overridesIn(yaml, yaml.root, readText)
  yaml.addError(
    yaml.root,
    'This is a whole notification, or its "override". Save it as a file and name the file in "notification-file", or leave only what is under "override" here.',
  )
  return isMap(whole.override) || isSeq(whole.override) ? overridesIn(yaml, whole.override, readText) : []
}

/** What a whole notification, as the API takes it, has under `override`. Undefined if this is not one. */
function ofNotification(root: unknown): { override: unknown } | undefined {
  if (!isMap(root)) return undefined
  const wrapped = member(root, 'notification')?.value
  const notification = isMap(wrapped) ? wrapped : root
  const override = (member(notification, 'override') ?? member(notification, 'overrides'))?.value
  const isUnder = isMap(override) || isSeq(override) || (isScalar(override) && isBlock(override))
  const isWhole = isMap(wrapped) || isUnder || member(notification, 'templateId') !== undefined
  return isWhole ? { override } : undefined
}

/** Reads the overrides in a node. */
export function overridesIn(yaml: StrictYaml, node: unknown, readText: ReadText): ReadOverride[] {
  if (isMap(node)) {
    const pair = asPair(node)
    if (pair !== undefined) {
      yaml.addError(node, `Write a list if you use the API's form: begin the line of "key" with "- ".`)
      return []
    }
    return node.items.flatMap(({ key, value }) => override(yaml, key, value, nodeOf(key), readText))
  }
  if (isSeq(node)) {
    const overrides = node.items.flatMap((item) => overrideInList(yaml, item, readText))
    rejectRepeated(yaml, overrides)
    return overrides
  }
  yaml.addError(nodeOf(node) ?? 0, notPairs(yaml, node))
  return []
}

/** The value of `key` if a mapping is an item of the API's list, without the list around it. */
function asPair(map: YAMLMap): unknown {
  const isOne = map.items.every(({ key }) => /^(key|value)$/.test(String(key)))
  return isOne && map.items.length > 1 ? member(map, 'key') : undefined
}

function isBlock({ type }: Scalar): boolean {
  return type === 'BLOCK_LITERAL' || type === 'BLOCK_FOLDED'
}

/** Why a text is not pairs of key and text, with the first one as it should be written. */
function notPairs({ source }: StrictYaml, node: unknown): Message {
  const bare = 'A placeholder and its text were expected on each line, as in VERSION: 4.2.'
  if (!isScalar(node)) return bare
  if (node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE')
    return `${bare} Put quotes around the key and around the text, not around both together.`
  if (isBlock(node)) return `${bare} This is one text, because of the "|" or ">" before it. Remove it.`
  const written = source.slice(node.range?.[0], node.range?.[1])
  const wrong = wrongLines(written.replace(/\n\s+/g, '\n'))
  if (wrong) return wrong.message
  // YAML joined these lines, and what that makes of them is no text to correct.
  if (written.trim().includes('\n')) return bare
  const [, key, sign, value] = /^([#\w-]+)(:| ?=|;| )\s*(\S.*)$/.exec(String(node.value)) ?? []
  if (key === undefined || value === undefined || (sign === ' ' && /[a-z]/.test(key))) return bare
  const missing = sign === ':' ? 'a space is missing after the colon' : 'a colon is missing after the key'
  const quoted = key.startsWith('#') ? JSON.stringify(key) : key
  return {
    text: `${bare} Here ${missing}: ${quoted}: ${value.slice(0, 300)}`,
    bare: `${bare} Here ${missing}.`,
  }
}

/** A value of a YAML tree as a node, null if it is not a node. */
export function nodeOf(value: unknown): Node | null {
  return isNode(value) ? value : null
}

function overrideInList(yaml: StrictYaml, item: unknown, readText: ReadText): ReadOverride[] {
  if (!isMap(item)) {
    const message =
      'Each item of the list must be a key and a value, as in {"key": "URL", "value": "https://…"}.'
    yaml.addError(nodeOf(item), message)
    return []
  }
  const key = member(item, 'key')
  const value = member(item, 'value')
  const unknown = item.items.find((pair) => pair !== key && pair !== value)
  if (key === undefined || value === undefined || unknown !== undefined) {
    const hint = item.items.every((pair) => !/^(key|value)$/i.test(String(pair.key)))
      ? ' Or leave out the "- ": a line such as VERSION: 4.2 needs no list.'
      : ''
    const message = `An item of the list has exactly the two members "key" and "value".${hint}`
    yaml.addError(nodeOf(unknown?.key ?? item), message)
    return []
  }
  return override(yaml, key.value, value.value, item, readText)
}

/** Adds an error for each repeated key of a list. Those of a mapping were rejected as the YAML was read. */
function rejectRepeated(yaml: StrictYaml, overrides: readonly ReadOverride[]): void {
  const seen = new Map<string, number>()
  for (const { key, position } of overrides) {
    const before = seen.get(key)
    if (before === undefined) seen.set(key, position.line)
    else yaml.addError(position, repeatedKey(key, before))
  }
}

function override(
  yaml: StrictYaml,
  keyNode: unknown,
  valueNode: unknown,
  owner: Node | null,
  readText: ReadText,
): ReadOverride[] {
  const key = textOf(yaml, keyNode, owner, 'The key')
  if (key === '')
    yaml.addError(owner, 'The key is empty. Write the name of the placeholder that the text replaces.')
  if (key !== undefined && key !== '' && key !== key.trim()) {
    const bare = 'The key has a space at its beginning or end. Remove it'
    yaml.addError(owner, { text: `${bare}: ${JSON.stringify(key.trim())}`, bare: `${bare}.` })
  }
  const bare = 'The text'
  const what = key ? { text: `The text for ${JSON.stringify(key)}`, bare } : bare
  const value = readText(valueNode, owner, what)
  return key && value !== undefined ? [{ key, value, position: yaml.position(owner) }] : []
}

function member(map: YAMLMap, name: string) {
  return map.items.find((pair) => String(pair.key) === name)
}
