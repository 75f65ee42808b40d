import { occurrencesOf, type Range, replaceRanges } from '../text.ts'
import { decode } from './decode.ts'

/** Texts to look for, as they are written and without escapes. */
export interface Forms {
  written: readonly string[]
  decoded: readonly string[]
}

/** Something shorter is not a secret: hidden everywhere, it would blank the log and the outputs. In UTF-16 units. */
export const SHORTEST_SECRET = 4

/** A beginning of a secret that is as long as this gives some of it away. In UTF-16 units. */
const SHORTEST_BEGINNING = 8

/**
 * The forms in which the runner masks a secret: as it is, line by line, and URL-encoded. What is too short for a secret
 * is left out.
 */
export function formsOf(secret: string): string[] {
  const lines = secret.split(/[\r\n]+/).map((line) => line.trim())
  const plain = [secret, secret.trim(), ...lines].filter((form) => form.length >= SHORTEST_SECRET)
  return [...new Set(plain.flatMap(encodingsOf))]
}

function encodingsOf(text: string): string[] {
  const wellFormed = text.toWellFormed()
  const percent = [
    encodeURIComponent(wellFormed),
    new URLSearchParams([['', wellFormed]]).toString().slice(1),
  ]
  return [
    text,
    ...percent,
    ...percent.map((form) => form.replace(/%[0-9A-F]{2}/g, (byte) => byte.toLowerCase())),
  ]
}

/** A text in base64: padded, unpadded, and base64url. */
export function base64FormsOf(text: string): string[] {
  const bytes = Buffer.from(text, 'utf8')
  return [bytes.toString('base64'), bytes.toString('base64').replace(/=+$/, ''), bytes.toString('base64url')]
}

/** The written forms of secrets, and what they decode to. */
export function withDecoded(written: readonly string[]): Forms {
  const decoded = new Set(written.map((form) => decode(form).text))
  return { written, decoded: [...decoded].filter((form) => form.length >= SHORTEST_SECRET) }
}

/** Whether a text holds one of the forms, in whatever way its characters are escaped. */
export function holds(text: string, forms: Forms): boolean {
  return rangesIn(text, forms, occurrencesOf).length > 0
}

/** Replaces every form of the secrets with `***`, in whatever way its characters are escaped. */
export function redact(text: string, forms: Forms): string {
  return replaceRanges(text, rangesIn(text, forms, occurrencesOf), '***')
}

/**
 * Redacts a text that broke off, perhaps in the middle of a secret: replaces also the beginnings of secrets, and drops
 * the last word.
 */
export function redactCutOff(text: string, forms: Forms): string {
  const ranges = [...rangesIn(text, forms, occurrencesOf), ...rangesIn(text, forms, beginningsOf)]
  const clean = replaceRanges(text, ranges, '***')
  let end = clean.length
  while (end > 0 && !/\s/.test(clean.charAt(end - 1))) end--
  return clean.slice(0, end)
}

type Search = (text: string, form: string) => Range[]

function rangesIn(text: string, { written, decoded }: Forms, search: Search): Range[] {
  const { text: plain, offsets } = decode(text)
  return [
    // As written too: what comes before a secret can make its first characters look like an escape.
    ...written.flatMap((form) => search(text, form)),
    ...decoded
      .flatMap((form) => search(plain, form))
      .map(([start, end]): Range => [offsets?.[start] ?? start, offsets?.[end] ?? end]),
  ]
}

function beginningsOf(text: string, form: string): Range[] {
  return occurrencesOf(text, form.slice(0, SHORTEST_BEGINNING)).map(([start, least]) => {
    let end = least
    while (end < text.length && text[end] === form[end - start]) end++
    return [start, end]
  })
}
