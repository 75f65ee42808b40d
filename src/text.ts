import leven from 'leven'

/**
 * Text of so many characters at the most, cut between words: a secret that stands across the cut is dropped whole,
 * since the part of it that would stay is one that nobody masks.
 */
export function cutBetweenWords(text: string, most: number): string {
  if (text.length <= most) return text
  const end = text.slice(0, most + 1).lastIndexOf(' ')
  return `${text.slice(0, Math.max(0, end))}…`
}

/** Milliseconds as seconds with one digit behind the point. */
export function seconds(milliseconds: number): string {
  return `${(milliseconds / 1_000).toFixed(1)} s`
}

/** Text in one line: white space and control characters become single spaces. */
export function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, ' ').trim()
}

/** Text that begins with a capital letter. */
export function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** A name without what people vary: case, `-`, `_` and spaces. */
export function bareName(name: string): string {
  return name.toLowerCase().replace(/[-_ ]/g, '')
}

/** Whether a name is probably a misspelling of a known one: one letter off, two where the known one is longer than six. */
export function isNearName(name: string, known: string): boolean {
  const allowed = known.length > 6 ? 2 : name.length > 2 ? 1 : 0
  return leven(name, known, { maxDistance: allowed + 1 }) <= allowed
}
