import { type Lexer, wellKnownFunctions } from '@actions/expressions'
import { isNearName } from '../inputs/near-name.ts'
import type { Message } from '../yaml/errors.ts'
import type { Contexts } from './contexts.ts'

/** The tokens of an expression. */
export type Tokens = ReturnType<Lexer['lex']>['tokens']

/** The path that is probably meant by one that does not exist, such as `github.event.head_comit.message`. */
export function nearestProperty(tokens: Tokens, contexts: Contexts): string | undefined {
  for (const path of pathsIn(tokens)) {
    let value: unknown = contexts
    for (const [index, name] of path.entries()) {
      const keys = value !== null && typeof value === 'object' ? Object.keys(value) : []
      const key = keys.find((known) => known.toLowerCase() === name.toLowerCase())
      if (key === undefined) {
        const near = keys.find((known) => isNearName(name.toLowerCase(), known.toLowerCase()))
        if (near === undefined) return undefined
        return [...path.slice(0, index), near, ...path.slice(index + 1)].join('.')
      }
      value = Object.entries(value ?? {}).find(([known]) => known === key)?.[1]
    }
  }
  return undefined
}

/** The plain paths in an expression, such as `github.event.number`. A path ends before an index or a function. */
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

// A longer expression would bury the message. In UTF-16 units.
const MAX_SHOWN = 300

/** What to say of an expression whose result has the quotes of toJSON in it, with the same without toJSON. */
export function quotesOfJson(expression: string): Message {
  const why = 'In a file toJSON is not needed, and people would read its quotes'
  const bare = `${why}: write the expression without it.`
  const [, whole] = /^toJSON\(((?:'[^']*'|[^()'])*)\)$/i.exec(expression) ?? []
  const rest =
    whole?.trim() ?? expression.replace(/\btoJSON\(\s*([\w.*[\]-]+)\s*\)/gi, (_, path: string) => path)
  if (/\btoJSON\s*\(/i.test(rest) || rest.length > MAX_SHOWN) return bare
  return { text: `${why}: write \${{ ${rest} }}`, bare }
}

/** What to do about an expression that cannot be read, by what GitHub's parser says. Undefined if that says it well enough. */
export function adviceForSyntax(problem: string): Message | undefined {
  const [, text] = /^Unexpected symbol: '"(.*?)"?'$/s.exec(problem) ?? []
  if (text !== undefined) {
    const bare = 'A text in an expression needs single quotes'
    const shown = text === '' ? '…' : text.replaceAll("'", "''")
    return { text: `${bare}: '${shown}'`, bare: `${bare}.` }
  }
  const [, symbol] = /^Unexpected symbol: '(.*)'$/s.exec(problem) ?? []
  if (symbol !== undefined) {
    const rest =
      "is no part of GitHub's expressions, which have && || ! == != < <= > >= and functions, but no filters, slices or arithmetic."
    return { text: `"${symbol.slice(0, 100)}" ${rest}`, bare: `Something here ${rest}` }
  }
  const [, functionName] = /^Unrecognized function: '([^']*)'/.exec(problem) ?? []
  if (functionName !== undefined) {
    const known = Object.values(wellKnownFunctions).map(({ name }) => name.replace('Json', 'JSON'))
    const near = known.find((name) => isNearName(functionName.toLowerCase(), name.toLowerCase()))
    const rest = near
      ? `Did you mean ${near}(…)?`
      : `They have ${known.join(', ')}. To change a text, do it in a step before, and pass it through "env:" of this step.`
    const bare = "GitHub's expressions have no such function."
    return {
      text: `GitHub's expressions have no function ${functionName}(…). ${rest}`,
      bare: `${bare} ${rest}`,
    }
  }
  const [, context] = /^Unrecognized named-value: '([^']*)'/.exec(problem) ?? []
  if (context === undefined) return undefined
  const near = ['github', 'env'].find((name) => isNearName(context.toLowerCase(), name))
  const rest = near
    ? `Did you mean ${near}?`
    : "A file can read github.… and env.…, and a text needs single quotes: '…'."
  return { text: `There is no context "${context}". ${rest}`, bare: `There is no such context. ${rest}` }
}
