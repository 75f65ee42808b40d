import { data, Evaluator, ExpressionError, Lexer, Parser } from '@actions/expressions'
import { rawInFile } from '../notification/raw-expression.ts'
import { bothForms, type Message } from '../yaml/errors.ts'
import type { Contexts } from './contexts.ts'
import { dictionaryOf } from './expression-data.ts'
import { FUNCTIONS, hasQuotesOfJson, MAX_LENGTH, problemWith } from './expression-functions.ts'
import { adviceForSyntax, nearestProperty, quotesOfJson, type Tokens } from './expression-hints.ts'

/** An error in a text with expressions: offset and length in the text, both in UTF-16 units, and what to say. */
export interface ExpressionProblem {
  offset: number
  length: number
  message: string
  /** The message without any word of the text. */
  bare: string
}

// GitHub's own limit for one expression.
const MAX_EXPRESSION = 21_000

// Nobody reads more errors of one text than this.
const MAX_ERRORS = 50

const UNAVAILABLE_CONTEXTS: Record<string, string> = {
  inputs: 'Use github.event.inputs.… instead, or pass the value through "env:" of the step.',
  secrets: 'Pass the value through "env:" of the step, if people may read it.',
  ...Object.fromEntries(
    ['vars', 'needs', 'steps', 'job', 'jobs', 'runner', 'strategy', 'matrix'].map((context) => [
      context,
      'Pass the value through "env:" of the step, and use env.… here.',
    ]),
  ),
}

const UNAVAILABLE_FUNCTIONS = ['hashfiles', 'success', 'failure', 'always', 'cancelled']

/** Fills in the expressions of a text. Each is evaluated once; an expression in a result is not evaluated. */
export function fillIn(
  template: string,
  contexts: Contexts,
): { text: string } | { errors: ExpressionProblem[] } {
  const errors: ExpressionProblem[] = []
  let text = ''
  let end = 0
  const raw = rawProblem(template)
  if (raw) return { errors: [raw] }
  for (let start = template.indexOf('${{'); start >= 0; start = template.indexOf('${{', end)) {
    if (text.length > MAX_LENGTH || errors.length >= MAX_ERRORS) break
    text += template.slice(end, start)
    end = endOfExpression(template, start + 3)
    if (end < 0) {
      const message = 'This expression has no end. Write }} after it, and close each single quote in it.'
      errors.push({ offset: start, length: 3, ...bothForms(message) })
      return { errors }
    }
    const result = evaluate(template.slice(start + 3, end - 2), contexts)
    if ('text' in result) text += result.text
    else
      errors.push({
        offset: start + 3 + result.offset,
        length: end - 2 - (start + 3 + result.offset),
        ...bothForms(result.message),
      })
  }
  text += template.slice(end)
  if (text.length > MAX_LENGTH) {
    errors.push({
      offset: 0,
      length: template.length,
      ...bothForms(`With its expressions filled in, this text has more than ${MAX_LENGTH} characters.`),
    })
  }
  return errors.length > 0 ? { errors } : { text }
}

/** What is meant as an expression but is none. One that a file cannot read anyway is told that at once. */
export function rawProblem(template: string): ExpressionProblem | undefined {
  const raw = rawInFile(template)
  if (raw === undefined) return undefined
  const { offset, length, context, message } = raw
  return { offset, length, ...bothForms(invisible(context) ?? message) }
}

function invisible(context: string): string | undefined {
  const name = context.toLowerCase()
  return Object.hasOwn(UNAVAILABLE_CONTEXTS, name)
    ? `"${context}" is not visible to an action. ${UNAVAILABLE_CONTEXTS[name]}`
    : undefined
}

/** The offset after the `}}` of an expression, -1 if there is none. Text in single quotes may contain braces. */
function endOfExpression(template: string, from: number): number {
  let isQuoted = false
  for (let at = from; at < template.length; at++) {
    if (template[at] === "'") isQuoted = !isQuoted
    else if (!isQuoted && template.startsWith('}}', at)) return at + 2
  }
  return -1
}

function evaluate(
  expression: string,
  contexts: Contexts,
): { text: string } | { offset: number; message: Message } {
  const typed = expression.trim()
  const first = expression.length - expression.trimStart().length
  if (typed === '') return { offset: 0, message: 'There is no expression between ${{ and }}.' }
  if (typed.length > MAX_EXPRESSION)
    return { offset: first, message: `This expression has more than ${MAX_EXPRESSION} characters.` }
  const shown = `\${{ ${typed.length > 200 ? `${typed.slice(0, 200)}…` : typed} }}`
  const say = (rest: string): Message => ({ text: `${shown} ${rest}`, bare: `This expression ${rest}` })
  try {
    const { tokens } = new Lexer(expression).lex()
    const unavailable = findUnavailable(expression, tokens)
    if (unavailable) return unavailable
    const tree = new Parser(tokens, ['github', 'env'], []).parse()
    const result = new Evaluator(tree, dictionaryFor(contexts), FUNCTIONS).evaluate()
    if (hasQuotesOfJson(result)) return { offset: first, message: quotesOfJson(typed) }
    const problem = problemWith(result)
    if (problem === undefined) return { text: result.coerceString() }
    return { offset: first, message: say(`${problem}. ${adviceForResult(result, tokens, contexts)}`) }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    // The lexer gives the position of a symbol that it cannot read only in its message.
    const [, symbol, position] = /^(Unexpected symbol: .*?)\. Located at position (\d+)/s.exec(message) ?? []
    const offset =
      error instanceof ExpressionError
        ? offsetOf(expression, error.pos)
        : symbol === undefined
          ? first
          : Number(position) - 1
    const what = symbol ?? message
    const advice = adviceForSyntax(what)
    if (advice) return { offset, message: advice }
    const isSyntax = symbol !== undefined || error instanceof ExpressionError
    const rest = `cannot be ${isSyntax ? 'read' : 'evaluated'}`
    return { offset, message: { text: `${shown} ${rest}: ${what}.`, bare: `This expression ${rest}.` } }
  }
}

/** The first name that an action cannot read, or that has no meaning in a file. */
function findUnavailable(
  expression: string,
  tokens: Tokens,
): { offset: number; message: string } | undefined {
  for (const [index, { lexeme, range }] of tokens.entries()) {
    const name = lexeme.toLowerCase()
    const isFunction = tokens[index + 1]?.lexeme === '('
    const isProperty = tokens[index - 1]?.lexeme === '.'
    const offset = offsetOf(expression, range.start)
    if (isFunction && UNAVAILABLE_FUNCTIONS.includes(name)) {
      return {
        offset,
        message: `${lexeme}() is not available in a notification file. Use it in "if:" of the step.`,
      }
    }
    const message = isFunction || isProperty ? undefined : invisible(lexeme)
    if (message !== undefined) return { offset, message }
    if (isProperty && name === 'token' && tokens[index - 2]?.lexeme.toLowerCase() === 'github') {
      return { offset, message: 'github.token is a secret, and people would read it.' }
    }
  }
  return undefined
}

function adviceForResult(result: data.ExpressionData, tokens: Tokens, contexts: Contexts): string {
  if (result.kind === data.Kind.Array) return 'Use join(…).'
  if (result.kind === data.Kind.Dictionary) return 'Name the property that you mean.'
  const near = nearestProperty(tokens, contexts)
  return near === undefined
    ? "Write || '…' after it to set a default."
    : `Did you mean ${near}? Or write || '…' after it.`
}

function offsetOf(expression: string, { line, column }: { line: number; column: number }): number {
  const before = expression.split('\n').slice(0, line).join('\n')
  return Math.min(expression.length, before.length + (line > 0 ? 1 : 0) + column)
}

const dictionaries = new WeakMap<Contexts, data.Dictionary>()

function dictionaryFor(contexts: Contexts): data.Dictionary {
  const dictionary = dictionaries.get(contexts) ?? dictionaryOf(contexts)
  dictionaries.set(contexts, dictionary)
  return dictionary
}
