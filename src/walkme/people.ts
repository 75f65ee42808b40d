import { decode } from '../log/decode.ts'
import { occurrencesOf, oneLine, type Range, replaceRanges } from '../text.ts'

const WORD = /[\p{L}\p{N}_]/u

// An ID as short as this is often a number, and a part of a version, a date or another ID.
const SHORT = 3

/**
 * Replaces the IDs of end users in a text with `(an end user)`, in whatever way their characters are escaped. Upper and lower
 * case are the same. An ID within a longer word or number is left alone: it is something else.
 */
export function withoutPeople(text: string, endUserIds: readonly string[]): string {
  if (endUserIds.length === 0) return text
  const forms = endUserIds.flatMap((id) => [id, oneLine(id), encodeURIComponent(id.toWellFormed())])
  const { text: plain, offsets } = decode(text)
  const ranges = rangesOf(text, forms)
  if (offsets !== undefined)
    for (const [start, end] of rangesOf(
      plain,
      forms.map((form) => decode(form).text),
    ))
      ranges.push([offsets[start] ?? start, offsets[end] ?? end])
  return replaceRanges(text, ranges, '(an end user)')
}

/** Where the text has one of the forms as a word of its own. */
function rangesOf(text: string, forms: readonly string[]): Range[] {
  const searched = lowerCase(text)
  // A plain search: a pattern of many long IDs does not compile.
  return [...new Set(forms.map(lowerCase))]
    .filter((form) => form.trim() !== '')
    .flatMap((form) => occurrencesOf(searched, form))
    .filter(([start, end]) => !isPartOfWord(text, start, end))
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
