import { isNode, isScalar, isSeq } from 'yaml'
import { inOrder } from '../yaml/errors.ts'
import { readStrictYaml } from '../yaml/strict-yaml.ts'
import { isFolded, textOf } from '../yaml/text-of.ts'
import type { IdForm } from './id.ts'
import { type CheckItem, itemErrors } from './list.ts'

/** The items of a list input, or what is wrong with it. Messages count items and never show one. */
export interface List {
  items: string[]
  errors: { message: string; line?: number; column?: number }[]
}

/** Reads a list that is written as a YAML or JSON array. Items keep exactly the text that was typed. */
export function parseArray(source: string, check: CheckItem = () => undefined): List {
  const yaml = readStrictYaml(source)
  const items: string[] = []
  const checked: Parameters<typeof itemErrors>[0][number][] = []
  if (isSeq(yaml.root)) {
    for (const [index, node] of yaml.root.items.entries()) {
      const text = textOf(yaml, node, yaml.root, `Item ${index + 1} of the list`)?.trim()
      if (isFolded(yaml, node))
        yaml.addError(
          yaml.root,
          `Item ${index + 1} of the list goes on over several lines. Begin each item with "- ", all in the same column.`,
        )
      if (text === '') yaml.addError(yaml.root, `Item ${index + 1} of the list is empty. Remove it.`)
      if (text) items.push(text)
      const problem = text && !isFolded(yaml, node) ? check(text, formOf(node, yaml.root.flow)) : undefined
      checked.push({ problem, position: yaml.position(isNode(node) ? node : yaml.root) })
    }
  } else if (yaml.root !== undefined) {
    yaml.addError(0, 'A list was expected: one item on each line, or ["a", "b"].')
  }
  // An item may be the ID of a person, so the text is left out of each message.
  const errors = inOrder(yaml.errors).map(({ message, bare, ...location }) => ({
    ...location,
    message: bare,
  }))
  return { items, errors: [...errors, ...itemErrors(checked)] }
}

/** How an ID in YAML was written. `isFlow`: in a list with brackets, or not in a list. */
export function formOf(node: unknown, isFlow: boolean | undefined): IdForm {
  if (isScalar(node) && (node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE')) return 'quoted'
  return isFlow ? 'line' : 'array'
}
