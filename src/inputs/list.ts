import type { List } from './array.ts'

/**
 * Reads a list: one item a line, or comma-separated, or a YAML/JSON array. Items are trimmed and stay exactly
 * the text that was typed; an item with a comma in it needs the array form.
 */
export async function parseList(source: string): Promise<List> {
  if (!/^(\[|-\s)/.test(source)) return parsePlain(source)
  // YAML is a chunk of its own, which most runs do without.
  const { parseArray } = await import('./array.ts')
  return parseArray(source)
}

function parsePlain(source: string): List {
  const items = source
    .split(/[\n,]/)
    .map((item) => item.trim())
    .filter((item) => item !== '')
  return { items, errors: items.flatMap((item, index) => oddities(item, index + 1)) }
}

/** What an ID can hardly be meant to look like. The ID itself stays untold: it may be a person's. */
function oddities(item: string, position: number): List['errors'] {
  const message = oddity(item)
  return message === undefined ? [] : [{ message: `Item ${position} ${message}` }]
}

/** Why a text can hardly be meant as an ID; undefined where it can. IDs are opaque: all else passes. */
export function oddity(text: string): string | undefined {
  if (/^["'“”„‟«»‘’‚‛‹›]/u.test(text)) {
    return 'starts with a quote, which would become part of the ID. Leave the quotes out, or write an array: ["a", "b"].'
  }
  if (/(^|\s)#/.test(text)) {
    return 'has a comment in it, which would become part of the ID. Leave it out, or write an array: ["a", "b"].'
  }
  return undefined
}
