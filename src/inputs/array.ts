import { isSeq } from 'yaml'
import { readStrictYaml, textOf } from '../yaml/strict-yaml.ts'

/** The items of a list input, or what is wrong with it. Messages count items and never show one. */
export interface List {
  items: string[]
  errors: { message: string; line?: number; column?: number }[]
}

/** Reads a list that is written as a YAML or JSON array. Items keep exactly the text that was typed. */
export function parseArray(source: string): List {
  const yaml = readStrictYaml(source)
  const items: string[] = []
  if (isSeq(yaml.root)) {
    for (const [index, node] of yaml.root.items.entries()) {
      const text = textOf(yaml, node, yaml.root, `Item ${index + 1} of the list`)?.trim()
      if (text === '') yaml.addError(yaml.root, `Item ${index + 1} of the list is empty. Remove it.`)
      if (text) items.push(text)
    }
  } else if (yaml.root !== undefined) {
    yaml.addError(0, 'A list was expected: one item on each line, or ["a", "b"].')
  }
  // Messages about YAML quote the text, and an item may be the ID of a person.
  return {
    items,
    errors: yaml.errors.map(({ message, ...location }) => ({ ...location, message: unquoted(message) })),
  }
}

/** A message without the text that it quotes: the part in brackets is cut off, and a message about YAML is replaced. */
function unquoted(message: string): string {
  return message.startsWith('Item ') || message.startsWith('A list ')
    ? message.replace(/ \(.*$/s, '.')
    : UNREADABLE
}

const UNREADABLE =
  'The array cannot be read. Write each item in straight quotes, as in ["a", "b"], and comments on lines of their own.'
