import type { YamlError } from '../yaml/strict-yaml.ts'

const KEY = /^(\s*)["']?([A-Za-z$][\w$-]*)["']?\s*:/

/** Replaces a message that would show a line with the IDs of people. */
const HIDDEN =
  'This cannot be read. It is not shown, because it may name a person. Write each ID in straight quotes, and comments ' +
  'on lines of their own.'

// These messages name a member or the number of an item. They quote no text.
const QUOTES_NOTHING = /^(There is no member|"endUsersIds" (is|must)|Item \d+ of "endUsersIds" (is|must))/

/** Errors without the text of lines that contain the IDs of end users: a log never names people. */
export function hidePrivateLines<T extends YamlError>(source: string, errors: readonly T[]): T[] {
  const isPrivate = privateLines(source)
  return errors.map((error) =>
    isPrivate.has(error.line) && !QUOTES_NOTHING.test(error.message) ? { ...error, message: HIDDEN } : error,
  )
}

/**
 * The numbers, from 1, of the lines from `endUsersIds` (in any spelling) to the next member. They are found in the
 * text, because it may not be valid YAML.
 */
function privateLines(source: string): ReadonlySet<number> {
  const lines = new Set<number>()
  let indent: number | undefined
  for (const [index, line] of source.split('\n').entries()) {
    const [, space = '', name = ''] = KEY.exec(line) ?? []
    const isMember = name !== '' && (indent === undefined || space.length <= indent)
    if (isMember) indent = /^end-?_?users?/i.test(name) ? space.length : undefined
    if (indent !== undefined || /["']?endUsersIds["']?\s*:/.test(line)) lines.add(index + 1)
  }
  return lines
}
