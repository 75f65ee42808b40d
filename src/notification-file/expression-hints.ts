import type { Lexer } from '@actions/expressions'
import { isNearName } from '../text.ts'
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
