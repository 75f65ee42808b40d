import { type Document, parseDocument, visit } from 'yaml'
import { correctedText, type Shown } from './corrected.ts'
import type { ErrorAt } from './errors.ts'
import { jsonError, oddQuote, otherJsonErrors } from './json-errors.ts'
import { isTypographicQuote, jsonTokens, type Token } from './json-tokens.ts'
import { lostComments } from './lost-comments.ts'
import { type Straightened, straightenJson, straightenLines } from './straighten.ts'
import { syntaxErrors } from './syntax-errors.ts'

/** How a text is read. */
export interface ReadOptions extends Shown {
  /** Whether the workflow may have filled in text of others. */
  isFilledIn?: boolean
}

// A notification of JSON has a few hundred pieces.
const MAX_TOKENS = 20_000

const TOO_MUCH = 'There is too much in it. Nobody needs so many names and values in one notification.'

/** A text as YAML, and what is wrong with it. */
export interface Parsed {
  document: Document | undefined
  found: (ErrorAt & { isLostComment?: boolean })[]
}

/** Parses a text that is meant as YAML or JSON, after what is surely meant was put right: quotes, and comments of JavaScript. */
export function parse(source: string, options: ReadOptions, lineAt: (offset: number) => number): Parsed {
  const lost = lostComments(source)
  if (lost.isTooLong) return tooMuch(TOO_MUCH)
  const isJson = /^\s*[[{]/.test(source)
  try {
    const tokens = isJson ? jsonTokens(source) : []
    if (tokens.length > MAX_TOKENS) return tooMuch(TOO_MUCH)
    const straightened = isJson ? straightenJson(source, tokens) : undefined
    let document = isJson ? undefined : parseOne(source)
    const changed = document ? straightenedYaml(source, document) : straightened
    const repaired = changed?.text === source ? undefined : changed
    const remaining = repaired ? lostComments(repaired.text) : lost
    if (remaining.isTooLong) return tooMuch(TOO_MUCH)
    if (repaired || !document) document = parseOne(repaired?.text ?? source)
    const isValid = document.errors.length === 0
    const found: Parsed['found'] = remaining.errors.map((error) => ({ ...error, isLostComment: true }))
    const corrected = isValid && repaired ? correctedText(document, options) : undefined
    if (repaired && repaired.first >= 0)
      found.unshift(typographic(repaired, corrected, options.isPrivate !== undefined))
    const comments = tokens.filter(({ kind }) => kind === 'comment')
    if (comments.length > 0) found.push(scriptComments(comments, found.length > 0 ? undefined : corrected))
    if (isValid) return { document, found: isJson ? [...found, ...oddQuote(document)] : found }
    const text = repaired?.text ?? source
    const inJson = isJson ? jsonError(text, jsonTokens(text), lineAt) : undefined
    if (isJson)
      return { document, found: [...found, ...(inJson ? [inJson] : otherJsonErrors(document.errors))] }
    const inYaml = syntaxErrors(text, document.errors, { isFilledIn: options.isFilledIn === true })
    const isOnLost = ({ offset }: ErrorAt) =>
      found.some((one) => one.isLostComment && lineAt(one.offset) === lineAt(offset))
    const [filledIn] = inYaml
    if (filledIn?.from !== undefined) {
      const { from } = filledIn
      return {
        document,
        found: [...found.filter((one) => !one.isLostComment || one.offset < from), filledIn],
      }
    }
    return { document, found: [...found, ...inYaml.filter((error) => !isOnLost(error))] }
  } catch (error) {
    if (error instanceof RangeError)
      return tooMuch('It is nested too deeply. A notification has four levels.')
    throw error
  }
}

function tooMuch(message: string): Parsed {
  return { document: undefined, found: [{ offset: 0, message }] }
}

function parseOne(source: string): Document {
  // Repeated keys are looked for in linear time, by rejectUnsupported.
  const document = parseDocument(source, { schema: 'failsafe', prettyErrors: false, uniqueKeys: false })
  // Where the stack is used up, the library makes it an error of the text, in V8's words.
  if (document.errors.some(({ code }) => code === 'RESOURCE_EXHAUSTION')) throw new RangeError('nested')
  return document
}

/** Straightened YAML, if typographic quotes or no-break spaces stand where they are neither text nor in quotes. */
function straightenedYaml(source: string, document: Document): Straightened | undefined {
  let isSuspect = document.errors.length > 0
  visit(document, {
    Scalar(_key, { type, value }) {
      const text = String(value)
      if (type !== 'PLAIN') return
      isSuspect ||= isTypographicQuote(text.charAt(0)) || /^[^\S \n]|:[^\S \n]/u.test(text)
    },
  })
  return isSuspect ? straightenLines(source) : undefined
}

function typographic(
  { first, quotes }: Straightened,
  corrected: string | undefined,
  isHidden: boolean,
): ErrorAt {
  const bare =
    quotes.length === 0
      ? 'A no-break space stands here in place of a space. Write plain spaces.'
      : 'Typographic quotes stand here in place of straight ones. Write ", without spaces inside.'
  const named = quotes.length === 0 ? bare : bare.replace('quotes', `quotes (${quotes.join(' ')})`)
  const text = withCorrected(named, corrected)
  // Where it is known what may name people, the corrected text is without it.
  return { offset: first, message: { text, bare: isHidden ? text : bare } }
}

function scriptComments(comments: readonly Token[], corrected: string | undefined): ErrorAt {
  const [first] = comments
  const count = comments.length === 1 ? 'Remove this one' : `Remove this one and ${comments.length - 1} more`
  const bare = `JSON has no comments. ${count}, or write YAML, where a comment begins with "# ".`
  return {
    offset: first?.start ?? 0,
    message: { text: withCorrected(bare, comments.length > 1 ? corrected : undefined), bare },
  }
}

function withCorrected(message: string, corrected: string | undefined): string {
  return corrected === undefined ? message : `${message} The corrected text:\n${corrected}`
}
