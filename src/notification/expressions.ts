import { data, Evaluator, ExpressionError, Lexer, Parser, wellKnownFunctions } from '@actions/expressions'
import leven from 'leven'

/** What an expression can see: plain JSON, by context name. */
export interface Contexts {
  github: Readonly<Record<string, unknown>>
  env: Readonly<Record<string, unknown>>
}

/** A mistake in a text with expressions: where it is in the text, and a sentence. */
export interface ExpressionMistake {
  offset: number
  length: number
  message: string
}

type ExpressionFunction = (typeof wellKnownFunctions)[string]
type Tokens = ReturnType<Lexer['lex']>['tokens']

// No sensible text for people comes near; functions inside functions could otherwise grow without end.
const MAX_LENGTH = 256 * 1024

const ELSEWHERE: Record<string, string> = {
  inputs: 'Use github.event.inputs.… instead, or hand the value in through "env:" of the step.',
  secrets: 'Hand the value in through "env:" of the step, if people may really read it.',
  ...Object.fromEntries(
    ['vars', 'needs', 'steps', 'job', 'jobs', 'runner', 'strategy', 'matrix'].map((context) => [
      context,
      'Hand the value in through "env:" of the step, and use env.… here.',
    ]),
  ),
}

const UNAVAILABLE = ['hashfiles', 'success', 'failure', 'always', 'cancelled']

/** Fills in the expressions of a text, each evaluated once and never its result. */
export function fillIn(
  template: string,
  contexts: Contexts,
): { text: string } | { mistakes: ExpressionMistake[] } {
  const mistakes: ExpressionMistake[] = []
  let text = ''
  let end = 0
  for (let start = template.indexOf('${{'); start >= 0; start = template.indexOf('${{', end)) {
    text += template.slice(end, start)
    end = endOfExpression(template, start + 3)
    if (end < 0) {
      mistakes.push({ offset: start, length: 3, message: 'This expression has no end. Write }} behind it.' })
      return { mistakes }
    }
    const result = evaluate(template.slice(start + 3, end - 2), contexts)
    if ('text' in result) text += result.text
    else
      mistakes.push({
        offset: start + 3 + result.offset,
        length: end - 2 - (start + 3 + result.offset),
        message: result.message,
      })
  }
  text += template.slice(end)
  if (text.length > MAX_LENGTH) {
    mistakes.push({
      offset: 0,
      length: template.length,
      message: `Filled in, this text has more than ${MAX_LENGTH} characters.`,
    })
  }
  return mistakes.length > 0 ? { mistakes } : { text }
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
    const refused = refusal(tokens)
    if (refused) return refused
    const tree = new Parser(tokens, ['github', 'env'], []).parse()
    const result = new Evaluator(tree, dictionaryOf(contexts), FUNCTIONS).evaluate()
    const problem = problemWith(result)
    if (problem === undefined) return { text: result.coerceString() }
    return { offset: first, message: `${shown} ${problem}. ${remedy(result, tokens, contexts)}` }
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
function refusal(tokens: Tokens): { offset: number; message: string } | undefined {
  for (const [index, { lexeme, range }] of tokens.entries()) {
    const name = lexeme.toLowerCase()
    const isFunction = tokens[index + 1]?.lexeme === '('
    const isProperty = tokens[index - 1]?.lexeme === '.'
    const offset = range.start.column
    if (isFunction && UNAVAILABLE.includes(name)) {
      return {
        offset,
        message: `${lexeme}() is not available in a notification file. Use it in "if:" of the step.`,
      }
    }
    if (!isFunction && !isProperty && Object.hasOwn(ELSEWHERE, name)) {
      return { offset, message: `"${lexeme}" is not visible to an action. ${ELSEWHERE[name]}` }
    }
    if (isProperty && name === 'token' && tokens[index - 2]?.lexeme.toLowerCase() === 'github') {
      return { offset, message: 'github.token is a secret, and people would read it.' }
    }
  }
  return undefined
}

function problemWith(result: data.ExpressionData): string | undefined {
  switch (result.kind) {
    case data.Kind.Null:
      return 'is empty: there is no such value in this run'
    case data.Kind.Array:
      return 'is a list, not text'
    case data.Kind.Dictionary:
      return 'is an object, not text'
    case data.Kind.Number:
      return Number.isNaN(result.number()) ? 'is not a number' : undefined
    default:
      return undefined
  }
}

function remedy(result: data.ExpressionData, tokens: Tokens, contexts: Contexts): string {
  if (result.kind === data.Kind.Array) return 'Use join(…).'
  if (result.kind === data.Kind.Dictionary) return 'Name the property of it that is meant.'
  const near = nearestProperty(tokens, contexts)
  return near === undefined
    ? "Write || '…' behind it to say what holds then."
    : `Did you mean ${near}? Or write || '…' behind it.`
}

/** Where a path such as `github.event.head_comit.message` leaves what there is: the path that it probably means. */
function nearestProperty(tokens: Tokens, contexts: Contexts): string | undefined {
  for (const path of pathsIn(tokens)) {
    let value: unknown = contexts
    for (const [index, name] of path.entries()) {
      const keys = value !== null && typeof value === 'object' ? Object.keys(value) : []
      const key = keys.find((known) => known.toLowerCase() === name.toLowerCase())
      if (key === undefined) {
        const near = keys.find(
          (known) =>
            leven(known.toLowerCase(), name.toLowerCase()) <= (name.length > 6 ? 2 : name.length > 2 ? 1 : 0),
        )
        if (near === undefined) return undefined
        return [...path.slice(0, index), near, ...path.slice(index + 1)].join('.')
      }
      value = Object.entries(value ?? {}).find(([known]) => known === key)?.[1]
    }
  }
  return undefined
}

/** The plain paths in an expression, `github.event.number`; one ends where an index or a function comes. */
function pathsIn(tokens: Tokens): string[][] {
  const paths: string[][] = []
  let current: string[] = []
  for (const [index, { lexeme }] of tokens.entries()) {
    const isName = /^[a-z_][\w-]*$/i.test(lexeme)
    if (isName && tokens[index - 1]?.lexeme !== '.') {
      current = [lexeme]
      paths.push(current)
    } else if (isName) current.push(lexeme)
    else if (lexeme !== '.') current = []
  }
  return paths.filter((path) => path.length > 1)
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

/** GitHub's functions, but without silence (an empty argument vanishes in `format`) and without end. */
const FUNCTIONS = new Map<string, ExpressionFunction>([
  ...Object.entries(wellKnownFunctions).map(([name, fn]): [string, ExpressionFunction] => [
    name,
    {
      ...fn,
      call: (...args) => {
        if (name === 'format') refuseNonsense(args, fn.name)
        if (name === 'join') refuseNonsense(itemsOf(args), fn.name)
        if (lengthBefore(name, args) > MAX_LENGTH)
          throw new Error(`the result of ${fn.name}(…) would be too long`)
        const result = fn.call(...args)
        if (result.primitive && result.coerceString().length > MAX_LENGTH) {
          throw new Error(`the result of ${fn.name}(…) is too long`)
        }
        return result
      },
    },
  ]),
])

function refuseNonsense(args: data.ExpressionData[], name: string): void {
  const index = args.findIndex((arg) => problemWith(arg) !== undefined)
  const arg = args[index]
  if (arg) throw new Error(`item ${index + 1} of ${name}(…) ${problemWith(arg)}; write || '…' behind it`)
}

/** What `join` joins: its list's items, or its one text. */
function itemsOf([list]: data.ExpressionData[]): data.ExpressionData[] {
  if (list === undefined) return []
  return list.kind === data.Kind.Array ? list.values() : [list]
}

/** How long the result of a function will be at the most, in characters, before it takes up any memory. */
function lengthBefore(name: string, args: data.ExpressionData[]): number {
  const length = (arg: data.ExpressionData | undefined) => arg?.coerceString().length ?? 0
  const sum = (items: data.ExpressionData[]) => items.reduce((total, item) => total + length(item), 0)
  if (name === 'format') {
    const places = args[0]?.coerceString().matchAll(/\{(\d+)/g) ?? []
    return [...places].reduce((total, [, index]) => total + length(args[Number(index) + 1]), length(args[0]))
  }
  if (name === 'join') {
    const items = itemsOf(args)
    return sum(items) + items.length * length(args[1])
  }
  return 0
}
