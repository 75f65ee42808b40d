import type { List } from './array.ts'

/**
 * Reads a list: one item on each line, comma-separated items, or a YAML/JSON array. Items are trimmed and
 * otherwise keep exactly the text that was typed. An item that contains a comma needs the array form.
 */
export async function parseList(source: string): Promise<List> {
  if (!/^(\[|-\s)/.test(source)) return parsePlain(source)
  // YAML is a separate chunk, because most runs do not need it.
  const { parseArray } = await import('./array.ts')
  return parseArray(source)
}

function parsePlain(source: string): List {
  const items = source
    .split(/[\n,]/)
    .map((item) => item.trim())
    .filter((item) => item !== '')
  return { items, errors: items.flatMap((item, index) => itemErrors(item, index + 1)) }
}

/** What is wrong with an item of a list. The message does not show the item, because it may be the ID of a person. */
function itemErrors(item: string, position: number): List['errors'] {
  const message = problemWithId(item)
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
