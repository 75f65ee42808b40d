import type { List } from './array.ts'
import { itemErrors } from './list.ts'

/** What is said of a mapping, or a list of keys and values, where the template's placeholders belong. */
export const OVERRIDES_MEANT =
  'Texts for placeholders belong in "overrides" (in a file, "override"). ' +
  'This is only the list of the placeholders that the template has, as in ["###VERSION###", "##URL##"].'

/**
 * Reads the placeholders of a template: one on each line, comma-separated, or a YAML/JSON array. Unlike an item of
 * other lists, a placeholder may start with `#`. `[]` says that the template has none.
 */
export async function parsePlaceholders(source: string): Promise<List> {
  const isArray = source.startsWith('[')
  const isMapping = isArray ? /^\[\s*\{/.test(source) : /^\{|:(\s|$)/m.test(source)
  if (isMapping) return { items: [], errors: [{ message: OVERRIDES_MEANT }] }
  // In YAML, `- ##URL##` is an empty item and a comment. Such lines are read here.
  const isYaml = isArray || (/^-\s/.test(source) && !/^\s*-\s+#/m.test(source))
  if (!isYaml) return parseLines(source)
  const { parseArray } = await import(/* webpackChunkName: "overrides" */ './array.ts')
  return parseArray(source)
}

function parseLines(source: string): List {
  const items = source
    .split('\n')
    .flatMap((line) => line.replace(/^\s*-\s+/, '').split(','))
    .map((item) => item.trim())
    .filter((item) => item !== '')
  const problems = items.map((item) => (/^["'“”„‟«»‘’‚‛‹›]/u.test(item) ? QUOTED : undefined))
  return { items, errors: itemErrors(problems.map((problem) => ({ problem }))) }
}

const QUOTED =
  'starts with a quote, which would become part of the placeholder. Leave the quotes out, or write an array: ["###VERSION###", "##URL##"].'
