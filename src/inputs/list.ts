import type { List } from './array.ts'

/**
 * Reads a list: one item on each line, comma-separated items, or a YAML/JSON array. Items are trimmed and
 * otherwise keep exactly the text that was typed. An item that contains a comma needs the array form.
 *
 * @param check what is wrong with an item of a plain list, undefined if nothing is
 */
export async function parseList(source: string, check = problemWithId): Promise<List> {
  if (!/^(\[|-\s)/.test(source)) return parsePlain(source, check)
  // YAML is a separate chunk, because most runs do not need it.
  const { parseArray } = await import('./array.ts')
  return parseArray(source)
}

function parsePlain(source: string, check: typeof problemWithId): List {
  const items = plainItems(source)
  return { items, errors: items.flatMap((item, index) => itemErrors(check(item), index + 1)) }
}

/** The items of a list that is no array, trimmed: one on each line, or comma-separated. */
export function plainItems(source: string): string[] {
  return source
    .split(/[\n,]/)
    .map((item) => item.trim())
    .filter((item) => item !== '')
}

/** What is wrong with an item of a list. The message does not show the item, because it may be the ID of a person. */
function itemErrors(message: string | undefined, position: number): List['errors'] {
  return message === undefined ? [] : [{ message: `Item ${position} ${message}` }]
}

/** Why a text is probably not meant as an ID, undefined if nothing looks wrong. IDs are opaque, so everything else is accepted. */
export function problemWithId(text: string): string | undefined {
  if (/^["'“”„‟«»‘’‚‛‹›]/u.test(text)) {
    return 'starts with a quote, which would become part of the ID. Leave the quotes out, or write an array: ["a", "b"].'
  }
  if (/(^|\s)#/.test(text)) {
    return 'has a comment in it, which would become part of the ID. Leave it out, or write an array: ["a", "b"].'
  }
  return undefined
}
