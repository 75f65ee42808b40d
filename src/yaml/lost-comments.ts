import { Lexer } from 'yaml'
import type { ErrorAt, Message } from './errors.ts'

// `##URL##: …`, `#URL#: …` and `##URL##=…` are meant as a placeholder and its text, but YAML reads them as comments.
const PLACEHOLDER_COMMENT = /^#+[^\s#][^\n]*?:(\s|$)|^#+[^\s#]+#+:/u
const PLACEHOLDER_EQUALS = /^(#+[\w.-]+#+)\s*=(.*)$/s

// A notification has a few hundred. A file of nothing but brackets and commas has more, and takes seconds to read.
const MAX_LEXEMES = 50_000

/** Finds comments in which YAML would silently drop text: after a value, or where a placeholder was meant. */
export function lostComments(source: string): { errors: ErrorAt[]; isTooLong: boolean } {
  const errors: ErrorAt[] = []
  let offset = 0
  let inScalar = false
  let count = 0
  for (const lexeme of new Lexer().lex(source)) {
    if (++count > MAX_LEXEMES) return { errors, isTooLong: true }
    // The lexer's control lexemes are not part of the text. After SCALAR comes text that may start with a hash.
    if (lexeme === '\x02' || lexeme === '\x18') continue
    if (lexeme === '\x1f') {
      inScalar = true
      continue
    }
    if (lexeme.startsWith('#') && !inScalar) {
      const message = lostText(source, offset, lexeme)
      if (message !== undefined) errors.push({ offset, message })
    }
    inScalar = false
    offset += lexeme.length
  }
  return { errors, isTooLong: false }
}

function lostText(source: string, offset: number, comment: string): Message | undefined {
  const lineStart = source.lastIndexOf('\n', offset - 1) + 1
  const before = source.slice(lineStart, offset)
  if (/^\s*$/.test(before)) {
    const [, withEquals, valueOfIt = ''] = PLACEHOLDER_EQUALS.exec(comment) ?? []
    if (withEquals === undefined && !PLACEHOLDER_COMMENT.test(comment)) return undefined
    const spaced = comment.search(/:(\s|$)/u)
    const colon = spaced < 0 ? comment.indexOf(':') : spaced
    const pair =
      withEquals === undefined
        ? quotedPair(comment.slice(0, colon), comment.slice(colon + 1))
        : quotedPair(withEquals, valueOfIt)
    const bare = 'YAML reads this line as a comment and would drop it. Put the key in quotes'
    return { text: `${bare}: ${pair}`, bare: `${bare}.` }
  }
  const [, indent = '', value = before] = /^(\s*(?:- )?(?:[^\s:]+:\s+)?)(.*)$/su.exec(before) ?? []
  const isQuoted = /^["'|>[{]/.test(value.trim())
  if (isQuoted) return 'YAML would drop this comment. Put it on a line of its own.'
  const whole = JSON.stringify((value + comment).trim())
  const bare = 'YAML reads everything from " #" on as a comment and would drop it. Put the text in quotes'
  return {
    text: `${bare}: ${indent.trimStart()}${whole}`,
    bare: `${bare}, or the comment on a line of its own.`,
  }
}

function quotedPair(key: string, value: string): string {
  const text = value.trim()
  return `${JSON.stringify(key)}: ${/^["'|>]/.test(text) ? text : JSON.stringify(text)}`
}
