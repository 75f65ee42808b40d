import type { YamlError } from '../yaml/errors.ts'
import { isMember } from './members.ts'

// Within quotes it may have escapes.
const KEY =
  /^(\s*(?:-\s+)*)(?:["'«»‹›“”„‟‘’‚‛「」『』]\s*)?([A-Za-z$][\w$\\-]*)\s*(?:["'«»‹›“”„‟‘’‚‛「」『』]\s*)?:/u
// A key of YAML's long form, whose value follows in the next line after a colon.
const LONG_KEY = /^(\s*)\?\s+["']?([A-Za-z$][\w$\\-]*)/

// A key within a line, after a bracket or a comma.
const INNER_KEY = /[{,[]\s*["'«»‹›“”„‟‘’‚‛「」『』]?\s*([A-Za-z$][\w$\\-]*)\s*["'«»‹›“”„‟‘’‚‛「」『』]?\s*:/gu

/** Errors without any word of lines that contain the IDs of end users: a log never names people. */
export function hidePrivateLines(source: string, errors: readonly YamlError[]): YamlError[] {
  const isPrivateLine = privateLines(source)
  return errors.map((error) => (isPrivateLine.has(error.line) ? { ...error, message: error.bare } : error))
}

/** Whether what a member of this name holds may name people: `endUsersIds` in any spelling, and every member that does not exist. */
export function isPrivate(name: string): boolean {
  return name === 'endUsersIds' || !(isMember(name) || /^(notification|key|value|\$schema)$/.test(name))
}

/**
 * The numbers, from 1, of the lines from a private member to the next member. They are found in the
 * text, because it may not be valid YAML.
 */
function privateLines(source: string): ReadonlySet<number> {
  const lines = new Set<number>()
  let indent: number | undefined
  let overrideIndent: number | undefined
  for (const [index, line] of source.split('\n').entries()) {
    const [, space = '', name = ''] = KEY.exec(line) ?? LONG_KEY.exec(line) ?? []
    const isInOverride = overrideIndent !== undefined && space.length > overrideIndent
    const isName = name !== '' && (indent === undefined || space.length <= indent)
    if (isName && !isInOverride) {
      indent = isPrivate(name) ? space.length : undefined
      overrideIndent = name === 'override' ? space.length : undefined
    }
    if (indent === undefined && overrideIndent === undefined && hasPrivateKey(line)) indent = space.length
    if (indent !== undefined || /endUsersIds[^:,\n]{0,9}:/.test(line)) lines.add(index + 1)
  }
  return lines
}

/** Whether a private member begins within a line, before any override, whose keys are no members. */
function hasPrivateKey(line: string): boolean {
  const names = [...line.matchAll(INNER_KEY)].flatMap(([, name = '']) => name)
  const end = names.indexOf('override')
  return names.slice(0, end < 0 ? names.length : end).some(isPrivate)
}
