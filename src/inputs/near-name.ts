import leven from 'leven'

/**
 * Whether a name is probably a misspelling of a known name: it differs by one letter, or by two if the known name has
 * more than six letters. A name of one or two letters must be equal, unless the known one has more than six.
 */
export function isNearName(name: string, known: string): boolean {
  const allowed = known.length > 6 ? 2 : name.length > 2 ? 1 : 0
  return leven(name, known, { maxDistance: allowed + 1 }) <= allowed
}
