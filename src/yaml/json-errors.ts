import { type Document, visit, type YAMLError } from 'yaml'
import { type ErrorAt, quoting } from './errors.ts'
import type { Token } from './json-tokens.ts'

type Expected = 'key' | 'colon' | 'value' | 'comma' | 'end'

/** The first syntax error of a text that is meant as JSON, in JSON's words. Undefined if its pieces are in order. */
export function jsonError(
  source: string,
  tokens: readonly Token[],
  lineOf: (offset: number) => number,
): ErrorAt | undefined {
  const open: Token[] = []
  const openCount = { '{': 0, '[': 0 }
  let expected: Expected = 'value'
  let previous: Token | undefined
  let overLines: Token | undefined
  // A string that runs over the end of its line has probably lost its closing quote, and what comes after it only follows.
  const first = (error: ErrorAt) => (overLines ? unclosed(overLines) : error)
  const textOf = (token: Token) => source.slice(token.start, token.end)
  const afterValue = (): Expected => (open.length > 0 ? 'comma' : 'end')

  for (const token of tokens) {
    if (token.kind === 'comment') continue
    const text = textOf(token)
    if (token.kind === 'string' && !token.isClosed) return unclosed(token)
    if (token.kind !== 'punctuation' || text === '{' || text === '[') {
      const error = misplaced(source, { token, previous, expected })
      if (error) return first(error)
      if (token.kind === 'string' && text.includes('\n')) overLines ??= token
      if (text === '{' || text === '[') {
        open.push(token)
        openCount[text]++
      }
      expected = text === '{' ? 'key' : text === '[' ? 'value' : expected === 'key' ? 'colon' : afterValue()
    } else if (text === ':') {
      if (expected !== 'colon')
        return first({ offset: token.start, message: 'This colon does not belong here.' })
      expected = 'value'
    } else if (text === ',') {
      if (expected !== 'comma') return first(extraComma(token, previous))
      expected = open.at(-1) && textOf(open.at(-1) ?? token) === '{' ? 'key' : 'value'
    } else {
      const matching = text === '}' ? '{' : '['
      const isExtra = openCount[matching] === 0
      const opening = isExtra ? undefined : open.pop()
      if (opening === undefined)
        return first({ offset: token.start, message: quoting('This … closes nothing. Remove it.', text) })
      const isBrace = textOf(opening) === '{'
      openCount[isBrace ? '{' : '[']--
      const closing = isBrace ? '}' : ']'
      if (text !== closing) {
        const bare = `This ${text} does not close the ${textOf(opening)} of line ${lineOf(opening.start)}. Write ${closing} first.`
        return first({ offset: token.start, message: bare })
      }
      expected = afterValue()
    }
    previous = token
  }
  const opening = open.at(-1)
  if (opening === undefined) return undefined
  const bracket = textOf(opening)
  const message = `This ${bracket} is never closed. Write ${bracket === '{' ? '}' : ']'} where it ends.`
  return first({ offset: opening.start, message })
}

function unclosed({ start }: Token): ErrorAt {
  return {
    offset: start,
    message: 'The text that begins here has no closing quote on its line. Write " at its end.',
  }
}

function extraComma(token: Token, previous: Token | undefined): ErrorAt {
  const message = 'There is nothing before this comma. Remove the comma, or write what is missing.'
  return { offset: previous?.kind === 'punctuation' ? previous.start : token.start, message }
}

interface Place {
  token: Token
  previous: Token | undefined
  expected: Expected
}

/** What is wrong if a value or a key begins here. */
function misplaced(source: string, { token, previous, expected }: Place): ErrorAt | undefined {
  if (expected === 'value' || (expected === 'key' && token.kind !== 'punctuation')) return undefined
  if (expected === 'end')
    return { offset: token.start, message: 'The JSON has ended before this. Remove what comes after it.' }
  if (expected === 'key')
    return { offset: token.start, message: 'A name in quotes was expected here, as in "title": "…".' }
  const last = previous ? source.slice(previous.start, previous.end) : ''
  const offset = previous?.end ?? token.start
  if (previous && token.kind === 'string' && /^(?:[}\]]|-?\d[\w.+-]*|true|false|null)\s*$/.test(last))
    return { offset: previous.start + last.trimEnd().length, message: 'A comma is missing here.' }
  if (previous?.end === token.start && (previous.kind === 'string' || token.kind === 'string')) {
    if (previous.kind === 'string' && /^["']\s*[\w$]+\s*:\s*["']$/.test(last)) {
      const message = 'The closing quote of the name that begins here is missing, as in "title": "…".'
      return { offset: previous.start, message }
    }
    if (/^[;.]/.test(source.slice(token.start, token.end)))
      return { offset: token.start, message: 'A comma was expected in place of this character.' }
    if (previous.kind === 'word')
      return {
        offset: previous.start,
        message: 'The opening quote of what begins here is missing. Write " before it.',
      }
    return {
      offset: offset - 1,
      message: 'This quote ends the text. Write \\" for a quote inside a text.',
    }
  }
  return expected === 'colon'
    ? { offset, message: 'A colon is missing here, between the name and its value.' }
    : { offset, message: 'A comma is missing here.' }
}

/** Texts without quotes of their own that have a quote at one end, such as `x"`: YAML takes it as a part of the text. */
export function oddQuote(document: Document): ErrorAt[] {
  const errors: ErrorAt[] = []
  visit(document, {
    Scalar(_key, { type, value, range }) {
      const text = String(value)
      if (type === 'PLAIN' && text.endsWith('"') && text.split('"').length % 2 === 0) {
        const message = 'The opening quote of what begins here is missing. Write " before it.'
        errors.push({ offset: range?.[0] ?? 0, message })
      }
    },
  })
  return errors
}

/** What the YAML parser finds in a text whose pieces are in order as JSON. */
export function otherJsonErrors(errors: readonly YAMLError[]): ErrorAt[] {
  const [first] = errors
  if (first === undefined) return []
  const message =
    first.code === 'BAD_DQ_ESCAPE'
      ? 'A backslash begins an escape. Write \\\\ for a backslash.'
      : `This is not valid JSON (${first.message.replace(/\s+/g, ' ')}).`
  return [{ offset: first.pos[0], message }]
}
