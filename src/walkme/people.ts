import { occurrencesOf, oneLine, replaceRanges } from '../text.ts'

const WORD = /[\p{L}\p{N}_]/u

// An ID as short as this is often a number, and a part of a version, a date or another ID.
const SHORT = 3

/**
 * Replaces the IDs of end users in a text with `(an end user)`. Upper and lower case are the same. An ID within a longer
 * word or number is left alone: it is something else.
 */
export function withoutPeople(text: string, endUserIds: readonly string[]): string {
  const forms = endUserIds.flatMap((id) => [id, oneLine(id), encodeURIComponent(id.toWellFormed())])
  const searched = lowerCase(text)
  // A plain search: a pattern of many long IDs does not compile.
  const ranges = [...new Set(forms.map(lowerCase))]
    .filter((form) => form.trim() !== '')
    .flatMap((form) => occurrencesOf(searched, form))
    .filter(([start, end]) => !isPartOfWord(text, start, end))
  return replaceRanges(text, ranges, '(an end user)')
}

function isPartOfWord(text: string, start: number, end: number): boolean {
  const [before, first, last, after] = [start - 1, start, end - 1, end].map((at) =>
    WORD.test(text.charAt(at)),
  )
  if ((before && first) || (last && after)) return true
  if (end - start > SHORT) return false
  return (
    /[\p{L}\p{N}][-./]$/u.test(text.slice(start - 2, start)) || /^[-./][\p{L}\p{N}]/u.test(text.slice(end))
  )
}

/** Lower case that keeps every character at its place. */
function lowerCase(text: string): string {
  return text.replace(/\p{Lu}/gu, (letter) => {
    const lower = letter.toLowerCase()
    return lower.length === letter.length ? lower : letter
  })
}
