import type { List } from './array.ts'
import type { IdForm } from './id.ts'

/** Says what is wrong with an item, as the end of a sentence; undefined if nothing is. */
export type CheckItem = (text: string, form: IdForm) => string | undefined

/**
 * Reads a list: one item on each line, comma-separated items, or a YAML/JSON array. Items are trimmed and
 * otherwise keep exactly the text that was typed. An item that contains a comma needs the array form.
 *
 * @param check what is wrong with an item
 */
export async function parseList(source: string, check: CheckItem): Promise<List> {
  if (!/^(\[|-\s)/.test(source)) return parsePlain(source, check)
  // YAML is a separate chunk, because most runs do not need it.
  const { parseArray } = await import(/* webpackChunkName: "overrides" */ './array.ts')
  return parseArray(source, check)
}

function parsePlain(source: string, check: CheckItem): List {
  const items = plainItems(source)
  const problems = items.map((item) => check(item, 'line'))
  return { items, errors: itemErrors(problems.map((problem) => ({ problem }))) }
}

/** The items of a list that is no array, trimmed: one on each line, or comma-separated. */
export function plainItems(source: string): string[] {
  return source
    .split(/[\n,]/)
    .map((item) => item.trim())
    .filter((item) => item !== '')
}

/** A location in YAML, if there is one, and what is wrong with the item there. */
interface CheckedItem {
  problem: string | undefined
  position?: { line: number; column: number }
}

// More errors of the same kind are told once, with their number.
const MAX_SAME = 2

/** The errors of a list's items. The messages count the items and do not show them, because they may be IDs of people. */
export function itemErrors(items: readonly CheckedItem[]): List['errors'] {
  const wrong = items.flatMap(({ problem, position }, index) =>
    problem === undefined ? [] : [{ problem, message: `Item ${index + 1} ${problem}`, position }],
  )
  return [...Map.groupBy(wrong, ({ problem }) => problem).values()].flatMap((group) => {
    const rest = group.length > MAX_SAME ? group.length - 1 : 0
    return group.slice(0, group.length - rest).map(({ message, position }) => ({
      ...position,
      message: rest === 0 ? message : `${message} The same is wrong with ${rest} more items.`,
    }))
  })
}
