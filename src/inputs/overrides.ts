import { isMap, isNode, isSeq, type Node, type YAMLMap } from 'yaml'
import {
  type Position,
  REPEATED_KEY,
  readStrictYaml,
  type StrictYaml,
  textOf,
  type YamlError,
} from '../yaml/strict-yaml.ts'

/** The text for a placeholder of the template: the API's `{key, value}`, and where it was written. */
export interface ReadOverride {
  key: string
  value: string
  position: Position
}

/** Reads a value's text, or adds an error and returns undefined. The error is located at `owner` if there is no node. */
export type ReadText = (node: unknown, owner: Node | null, what: string) => string | undefined

/**
 * Reads overrides: a YAML mapping of key to text, or the API's own list of `{key, value}`.
 * Keys and values keep exactly the text that was typed.
 */
export function parseOverrides(source: string): { overrides: ReadOverride[]; errors: YamlError[] } {
  const yaml = readStrictYaml(source)
  const readText: ReadText = (node, owner, what) => textOf(yaml, node, owner, what)
  const overrides = yaml.root === undefined ? [] : overridesIn(yaml, yaml.root, readText)
  return { overrides, errors: yaml.errors }
}

/** Reads the overrides in a node. */
export function overridesIn(yaml: StrictYaml, node: unknown, readText: ReadText): ReadOverride[] {
  if (isMap(node)) {
    return node.items.flatMap(({ key, value }) => override(yaml, key, value, nodeOf(key), readText))
  }
  if (isSeq(node)) {
    const overrides = node.items.flatMap((item) => overrideInList(yaml, item, readText))
    rejectRepeated(yaml, overrides)
    return overrides
  }
  yaml.addError(
    nodeOf(node) ?? 0,
    'A placeholder and its text were expected on each line, as in VERSION: 4.2.',
  )
  return []
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
    const message = 'An item of the list has exactly the two members "key" and "value".'
    yaml.addError(nodeOf(unknown?.key ?? item), message)
    return []
  }
  return override(yaml, key.value, value.value, item, readText)
}

/** Adds an error for each repeated key of a list. In a mapping, the YAML parser finds repeated keys. */
function rejectRepeated(yaml: StrictYaml, overrides: readonly ReadOverride[]): void {
  const seen = new Set<string>()
  for (const { key, position } of overrides) {
    if (seen.has(key)) yaml.addError(position, REPEATED_KEY)
    seen.add(key)
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
  const value = readText(valueNode, owner, key ? `The text for ${JSON.stringify(key)}` : 'The text')
  return key && value !== undefined ? [{ key, value, position: yaml.position(owner) }] : []
}

function member(map: YAMLMap, name: string) {
  return map.items.find((pair) => String(pair.key) === name)
}
