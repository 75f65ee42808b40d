import { data, Evaluator, ExpressionError, Lexer, Parser } from '@actions/expressions'
import type { Contexts } from './contexts.ts'
import { FUNCTIONS, MAX_LENGTH, problemWith } from './expression-functions.ts'
import { nearestProperty, type Tokens } from './expression-hints.ts'

/** An error in a text with expressions: offset and length in the text, both in UTF-16 units, and a sentence. */
export interface ExpressionProblem {
  offset: number
  length: number
  message: string
}

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
  for (let start = template.indexOf('${{'); start >= 0; start = template.indexOf('${{', end)) {
    if (text.length > MAX_LENGTH) break
    text += template.slice(end, start)
    end = endOfExpression(template, start + 3)
    if (end < 0) {
      errors.push({ offset: start, length: 3, message: 'This expression has no end. Write }} after it.' })
      return { errors }
    }
    const result = evaluate(template.slice(start + 3, end - 2), contexts)
    if ('text' in result) text += result.text
    else
      errors.push({
        offset: start + 3 + result.offset,
        length: end - 2 - (start + 3 + result.offset),
        message: result.message,
      })
  }
  text += template.slice(end)
  if (text.length > MAX_LENGTH) {
    errors.push({
      offset: 0,
      length: template.length,
      message: `With its expressions filled in, this text has more than ${MAX_LENGTH} characters.`,
    })
  }
  return errors.length > 0 ? { errors } : { text }
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
): { text: string } | { offset: number; message: string } {
  const shown = `\${{ ${expression.trim()} }}`
  const first = expression.length - expression.trimStart().length
  if (expression.trim() === '') return { offset: 0, message: 'There is no expression between ${{ and }}.' }
  try {
    const { tokens } = new Lexer(expression).lex()
    const unavailable = findUnavailable(expression, tokens)
    if (unavailable) return unavailable
    const tree = new Parser(tokens, ['github', 'env'], []).parse()
    const result = new Evaluator(tree, dictionaryOf(contexts), FUNCTIONS).evaluate()
    const problem = problemWith(result)
    if (problem === undefined) return { text: result.coerceString() }
    return { offset: first, message: `${shown} ${problem}. ${adviceForResult(result, tokens, contexts)}` }
  } catch (error) {
    if (error instanceof ExpressionError) {
      return {
        offset: offsetOf(expression, error.pos),
        message: `${shown} cannot be read: ${error.message}.`,
      }
    }
    const message = error instanceof Error ? error.message : String(error)
    // The lexer gives the position of a symbol that it cannot read only in its message.
    const [, symbol, position] = /^(Unexpected symbol: .*?)\. Located at position (\d+)/s.exec(message) ?? []
    return symbol === undefined
      ? { offset: first, message: `${shown} cannot be evaluated: ${message}.` }
      : { offset: Number(position) - 1, message: `${shown} cannot be read: ${symbol}.` }
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
    if (!isFunction && !isProperty && Object.hasOwn(UNAVAILABLE_CONTEXTS, name)) {
      return { offset, message: `"${lexeme}" is not visible to an action. ${UNAVAILABLE_CONTEXTS[name]}` }
    }
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

function dictionaryOf(contexts: Contexts): data.Dictionary {
  const cached = dictionaries.get(contexts)
  if (cached) return cached
  const dictionary: data.Dictionary = JSON.parse(JSON.stringify(contexts), data.reviver)
  dictionaries.set(contexts, dictionary)
  return dictionary
}
