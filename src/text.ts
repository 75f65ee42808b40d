/**
 * Shortens text to at most `maxLength` characters and an ellipsis. It cuts between words: if a secret crosses the
 * limit, all of it is removed. The runner would not mask a part of a secret.
 */
export function cutBetweenWords(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text
  const end = text.slice(0, maxLength + 1).lastIndexOf(' ')
  return `${text.slice(0, Math.max(0, end))}…`
}

/** Formats milliseconds as seconds with one decimal, such as `1.5 s`. */
export function seconds(milliseconds: number): string {
  return `${(milliseconds / 1_000).toFixed(1)} s`
}

/** Puts text on one line: each run of white space and control characters becomes a single space. */
export function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, ' ').trim()
}

/** Makes the first letter a capital. */
export function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** A part of a text, in UTF-16 units: from the first up to, but not including, the second. */
export type Range = [start: number, end: number]

/** Where a text has a part, from left to right. */
export function occurrencesOf(text: string, part: string): Range[] {
  const ranges: Range[] = []
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length))
    ranges.push([at, at + part.length])
  return ranges
}

/** Replaces parts of a text. Parts that overlap are replaced as one. */
export function replaceRanges(text: string, ranges: readonly Range[], replacement: string): string {
  const parts: string[] = []
  let done = 0
  for (const [start, end] of ranges.toSorted(([a], [b]) => a - b)) {
    if (start >= done) parts.push(text.slice(done, start), replacement)
    done = Math.max(done, end)
  }
  return parts.join('') + text.slice(done)
}
