/**
 * Member names that occur twice in one object of a JSON text. `JSON.parse` keeps the last one silently, other parsers the
 * first, so a strict server takes neither.
 * @param text Must be valid JSON.
 */
export function repeatedMembers(text: string): string[] {
  const repeated: string[] = []
  const open: Set<string>[] = []
  // In valid JSON, a string with a colon behind it can only be a member's name.
  for (const [token, name] of text.matchAll(/("(?:[^"\\]|\\.)*")\s*:|"(?:[^"\\]|\\.)*"|[{}]/g)) {
    if (token === '{') open.push(new Set())
    else if (token === '}') open.pop()
    else if (name !== undefined) {
      const names = open.at(-1)
      const plain: string = JSON.parse(name)
      if (names?.has(plain)) repeated.push(plain)
      names?.add(plain)
    }
  }
  return repeated
}
