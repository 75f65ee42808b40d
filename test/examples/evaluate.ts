import { data, Evaluator, Lexer, Parser } from '@actions/expressions'

/** How a step or a job ended. */
export type Result = 'success' | 'failure' | 'cancelled' | 'skipped'

/** What an expression of a workflow sees. */
export interface Situation {
  /** By name; what is not among them does not exist. */
  contexts: Record<string, unknown>
  /** How it went so far: the steps before, or the jobs that are needed. */
  status: Result
}

type StatusFunction = (status: Result) => boolean

const STATUS_FUNCTIONS: Record<string, StatusFunction> = {
  always: () => true,
  success: (status) => status === 'success',
  failure: (status) => status === 'failure',
  cancelled: (status) => status === 'cancelled',
}

/**
 * Fills in the expressions of a value, as GitHub does for `with:` and `env:`.
 * @throws Where GitHub would silently put nothing or the word "Object": all but a secret that is not there.
 */
export function fill(value: string, situation: Situation): string {
  return value.replace(/\$\{\{((?:'[^']*'|[^'])*?)\}\}/g, (_, expression: string) => {
    const result = evaluate(expression, situation)
    const isMissingSecret = result.kind === data.Kind.Null && /^\s*secrets\.[\w-]+\s*$/.test(expression)
    if (!isMissingSecret && [data.Kind.Null, data.Kind.Array, data.Kind.Dictionary].includes(result.kind)) {
      throw new Error(`\${{${expression}}} is no text in this run`)
    }
    return result.coerceString()
  })
}

/** {@link fill}s all values. */
export function fillAll(values: Record<string, string>, situation: Situation): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, fill(value, situation)]))
}

/** Whether an `if:` lets a job or a step run: `success() &&` stands before one that asks for no status. */
export function holds(condition: string | undefined, situation: Situation): boolean {
  const expression = (condition ?? 'success()').replace(/^\s*\$\{\{(.*)\}\}\s*$/s, '$1')
  const { tokens } = new Lexer(expression).lex()
  const asks = tokens.some(
    ({ lexeme }, index) =>
      Object.hasOwn(STATUS_FUNCTIONS, lexeme.toLowerCase()) && tokens[index + 1]?.lexeme === '(',
  )
  const whole = asks ? expression : `success() && (${expression})`
  return evaluate(`!(${whole})`, situation).coerceString() === 'false'
}

function evaluate(expression: string, { contexts, status }: Situation): data.ExpressionData {
  const functions = Object.entries(STATUS_FUNCTIONS).map(([name, holdsFor]) => ({
    name,
    minArgs: 0,
    maxArgs: 0,
    call: () => new data.BooleanData(holdsFor(status)),
  }))
  const tree = new Parser(new Lexer(expression).lex().tokens, Object.keys(contexts), functions).parse()
  const dictionary: data.Dictionary = JSON.parse(JSON.stringify(contexts), data.reviver)
  return new Evaluator(tree, dictionary, new Map(functions.map((fn) => [fn.name, fn]))).evaluate()
}
