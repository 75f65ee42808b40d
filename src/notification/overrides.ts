import { isMap, isSeq, type Node, type YAMLMap } from 'yaml'
import { REPEATED_KEY, readStrictYaml, type StrictYaml, textOf, type YamlMistake } from './strict-yaml.ts'

/** What replaces a placeholder of the template: the API's `{key, value}`, and where it was written. */
export interface Override {
  key: string
  value: string
  line: number
  column: number
}

/**
 * Reads overrides: a YAML mapping of key to text, or the API's own list of `{key, value}`.
 * Keys and values stay exactly the text that was typed.
 */
export function parseOverrides(source: string): { overrides: Override[]; mistakes: YamlMistake[] } {
  const yaml = readStrictYaml(source)
  const overrides = yaml.root === undefined ? [] : overridesIn(yaml, yaml.root)
  return { overrides, mistakes: yaml.mistakes }
}

function overridesIn(yaml: StrictYaml, root: unknown): Override[] {
  if (isMap(root)) {
    return root.items.flatMap(({ key, value }) => override(yaml, key, value, asNode(key)))
  }
  if (isSeq(root)) {
    return distinct(
      yaml,
      root.items.flatMap((item) => overrideInList(yaml, item)),
    )
  }
  yaml.complain(0, 'A placeholder and its text were expected on each line, as in VERSION: 4.2.')
  return []
}

function overrideInList(yaml: StrictYaml, item: unknown): Override[] {
  if (!isMap(item)) {
    yaml.complain(
      asNode(item),
      'Each item of the list must be a key and a value, as in {"key": "URL", "value": "https://…"}.',
    )
    return []
  }
  const key = member(item, 'key')
  const value = member(item, 'value')
  const unknown = item.items.find((pair) => pair !== key && pair !== value)
  if (key === undefined || value === undefined || unknown !== undefined) {
    yaml.complain(
      asNode(unknown?.key ?? item),
      'An item of the list has exactly the two members "key" and "value".',
    )
    return []
  }
  return override(yaml, key.value, value.value, item)
}

/** A mapping's repeated keys are a matter of YAML; a list's are not. */
function distinct(yaml: StrictYaml, overrides: Override[]): Override[] {
  const seen = new Set<string>()
  for (const { key, ...place } of overrides) {
    if (seen.has(key)) yaml.complain(place, REPEATED_KEY)
    seen.add(key)
  }
  return overrides
}

function override(yaml: StrictYaml, keyNode: unknown, valueNode: unknown, owner: Node | null): Override[] {
  const key = textOf(yaml, keyNode, owner, 'The key')
  if (key === '') yaml.complain(owner, 'The key is empty: it names the placeholder that the text replaces.')
  const value = textOf(yaml, valueNode, owner, key ? `The text for ${JSON.stringify(key)}` : 'The text')
  return key && value !== undefined ? [{ key, value, ...yaml.position(owner) }] : []
}

function member(map: YAMLMap, name: string) {
  return map.items.find((pair) => String(pair.key) === name)
}

function asNode(value: unknown): Node | null {
  return value !== null && typeof value === 'object' && 'range' in value ? (value as Node) : null
}
