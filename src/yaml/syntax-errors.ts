import type { YAMLError } from 'yaml'
import { bothForms, type ErrorAt, type Message } from './errors.ts'
import { hasPlainKey, type Line, lineOf, linesOf } from './lines.ts'
import { explainLine } from './syntax-causes.ts'
import { NOT_CLOSED } from './value-causes.ts'

/** Text that people paste into a key's value through an expression, written so that it stays one value. */
const WITH_JSON = '${{ toJSON(github.event.head_commit.message) }}'

// Nobody reads more.
const MAX_ERRORS = 200

/**
 * The syntax errors of YAML, each by its cause and on the line that causes it. What only follows from another is left out.
 *
 * @param isFilledIn whether the workflow may have filled in text of others, such as a commit message
 * @returns if it has, one error for all of that text, which begins at `from`
 */
export function syntaxErrors(
  source: string,
  errors: readonly YAMLError[],
  { isFilledIn }: { isFilledIn: boolean },
): (ErrorAt & { from?: number })[] {
  const lines = linesOf(source)
  const found = new Map<number, ErrorAt & { isProse: boolean }>()
  for (const error of errors.slice(0, MAX_ERRORS)) {
    if (isConsequence(error, errors)) continue
    const at = causingLine(lines, error)
    if (found.has(at)) continue
    const { column, message, isProse } = explainLine(lines, at, error)
    found.set(at, { offset: (lines[at]?.start ?? 0) + column, message, isProse })
    // Everything after a quote that is not closed was read as part of the text.
    if (bothForms(message).bare.startsWith(NOT_CLOSED)) break
  }
  const [first, ...rest] = [...found.values()].toSorted((a, b) => a.offset - b.offset)
  if (first === undefined || !isFilledIn) return first ? [first, ...rest] : []
  if ([first, ...rest].some(({ isProse }) => isProse)) return [filledIn(lines, first.offset)]
  const isOneMistake = rest.every(
    ({ message }) => bothForms(message).message === bothForms(first.message).message,
  )
  return isOneMistake ? [first, ...rest] : [{ ...first, message: withAdvice(first.message) }, ...rest]
}

/** One error for text of several lines that was pasted in raw. It quotes nothing, since the text is not the author's. */
function filledIn(lines: readonly Line[], offset: number): ErrorAt & { from: number } {
  const line = lineOf(lines, offset)
  const { key, start } = lines.slice(0, line + 1).findLast(hasPlainKey) ?? { start: 0 }
  const message =
    `From here on, lines cannot be read as a key and a text. If this text comes from an expression, write it as ` +
    `${key ?? 'KEY'}: ${WITH_JSON}, with your own expression in toJSON(…). If you typed it, write "${key ?? 'KEY'}: |" and ` +
    'indent the lines of the text under it.'
  return { offset, message, from: start }
}

function withAdvice(message: Message): Message {
  const advice = `Several lines cannot be read. If such a text comes from an expression, write KEY: ${WITH_JSON}. Here: `
  return typeof message === 'string'
    ? advice + message
    : { text: advice + message.text, bare: advice + message.bare }
}

function isConsequence(error: YAMLError, errors: readonly YAMLError[]): boolean {
  if (error.message.includes('in YAML stream') && errors[0] !== error) return true
  const isNested = (other: YAMLError) =>
    other.code === 'BLOCK_AS_IMPLICIT_KEY' && other.pos[0] === error.pos[0] && other !== error
  return error.code === 'MULTILINE_IMPLICIT_KEY' && errors.some(isNested)
}

/** The index of the line that is wrong. The parser finds a line that is indented too far only in the one above. */
function causingLine(lines: readonly Line[], { code, pos: [offset] }: YAMLError): number {
  const at = lineOf(lines, offset)
  const line = lines[at]
  if (code !== 'BLOCK_AS_IMPLICIT_KEY' || line === undefined) return at
  if (/:(\s|$)/.test(line.text.slice(offset - line.start))) return at
  const next = lines.findIndex(({ text }, index) => index > at && text.trim() !== '')
  return next < 0 ? at : next
}
