import type { YamlError } from '../yaml/strict-yaml.ts'

const KEY = /^(\s*)["']?([A-Za-z$][\w$-]*)["']?\s*:/

/** What is said instead of a message that would show a line with people in it. */
const UNSHOWN =
  'This cannot be read, and is not shown, since it may name a person. Write each ID in straight quotes, and comments on ' +
  'lines of their own.'

// Messages that name a member or count an item, and quote no text.
const SHOWS_NOTHING = /^(There is no member|"endUsersIds" (is|must)|Item \d+ of "endUsersIds" (is|must))/

/** Mistakes without the texts of lines that hold the IDs of end users: people are never named in a log. */
export function hidePrivateLines<T extends YamlError>(source: string, errors: readonly T[]): T[] {
  const isPrivate = privateLines(source)
  return errors.map((error) =>
    isPrivate.has(error.line) && !SHOWS_NOTHING.test(error.message) ? { ...error, message: UNSHOWN } : error,
  )
}

/** The lines from `endUsersIds` (however it is spelt) to the next member, from 1. Judged by the text, since it may be no YAML. */
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
