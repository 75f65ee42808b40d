import { data, Evaluator, ExpressionError, Lexer, Parser } from '@actions/expressions'
import type { Contexts } from './contexts.ts'
import { FUNCTIONS, MAX_LENGTH, problemWith } from './expression-functions.ts'
import { nearestProperty, type Tokens } from './expression-hints.ts'

/** A mistake in a text with expressions: where it is in the text, and a sentence. */
export interface ExpressionProblem {
  offset: number
  length: number
  message: string
}

const UNAVAILABLE_CONTEXTS: Record<string, string> = {
  inputs: 'Use github.event.inputs.… instead, or hand the value in through "env:" of the step.',
  secrets: 'Hand the value in through "env:" of the step, if people may really read it.',
  ...Object.fromEntries(
    ['vars', 'needs', 'steps', 'job', 'jobs', 'runner', 'strategy', 'matrix'].map((context) => [
      context,
      'Hand the value in through "env:" of the step, and use env.… here.',
    ]),
  ),
}

const UNAVAILABLE_FUNCTIONS = ['hashfiles', 'success', 'failure', 'always', 'cancelled']

/** Fills in the expressions of a text, each evaluated once and never its result. */
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
      errors.push({ offset: start, length: 3, message: 'This expression has no end. Write }} behind it.' })
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
      message: `Filled in, this text has more than ${MAX_LENGTH} characters.`,
    })
  }
  return errors.length > 0 ? { errors } : { text }
}

/** Where an expression ends, behind its `}}`; -1 if nowhere. Text in single quotes may hold braces. */
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
    const refused = refusal(expression, tokens)
    if (refused) return refused
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
    const said = error instanceof Error ? error.message : String(error)
    // The lexer tells the place of what it cannot read in words only.
    const [, symbol, position] = /^(Unexpected symbol: .*?)\. Located at position (\d+)/s.exec(said) ?? []
    return symbol === undefined
      ? { offset: first, message: `${shown} cannot be evaluated: ${said}.` }
      : { offset: Number(position) - 1, message: `${shown} cannot be read: ${symbol}.` }
  }
}

/** The first name that an action cannot see, or that means nothing here. */
function refusal(expression: string, tokens: Tokens): { offset: number; message: string } | undefined {
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
  if (result.kind === data.Kind.Dictionary) return 'Name the property of it that is meant.'
  const near = nearestProperty(tokens, contexts)
  return near === undefined
    ? "Write || '…' behind it to say what holds then."
    : `Did you mean ${near}? Or write || '…' behind it.`
}

function offsetOf(expression: string, { line, column }: { line: number; column: number }): number {
  const before = expression.split('\n').slice(0, line).join('\n')
  return Math.min(expression.length, before.length + (line > 0 ? 1 : 0) + column)
}

const dictionaries = new WeakMap<Contexts, data.Dictionary>()

function dictionaryOf(contexts: Contexts): data.Dictionary {
  const known = dictionaries.get(contexts)
  if (known) return known
  const made: data.Dictionary = JSON.parse(JSON.stringify(contexts), data.reviver)
  dictionaries.set(contexts, made)
  return made
}
