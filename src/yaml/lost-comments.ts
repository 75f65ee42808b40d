import { Lexer } from 'yaml'

// `##URL##: …` and `#URL#: …` are meant as a placeholder and its text, but YAML reads them as comments.
const PLACEHOLDER_COMMENT = /^#+[^\s#][^\n]*?:(\s|$)/u

/**
 * Finds comments in which YAML would silently drop text: after a value, or where a placeholder was meant.
 *
 * @returns each with its offset into the source, in UTF-16 units, and a sentence
 */
export function* lostComments(source: string): Generator<{ offset: number; message: string }> {
  let offset = 0
  let inScalar = false
  for (const lexeme of new Lexer().lex(source)) {
    // The lexer's control lexemes are not part of the text. After SCALAR comes text that may start with a hash.
    if (lexeme === '\x02' || lexeme === '\x18') continue
    if (lexeme === '\x1f') {
      inScalar = true
      continue
    }
    if (lexeme.startsWith('#') && !inScalar) {
      const message = lostText(source, offset, lexeme)
      if (message !== undefined) yield { offset, message }
    }
    inScalar = false
    offset += lexeme.length
  }
}

function lostText(source: string, offset: number, comment: string): string | undefined {
  const lineStart = source.lastIndexOf('\n', offset - 1) + 1
  const before = source.slice(lineStart, offset)
  if (/^\s*$/.test(before)) {
    if (!PLACEHOLDER_COMMENT.test(comment)) return undefined
    const colon = comment.search(/:(\s|$)/u)
    const key = comment.slice(0, colon)
    return `YAML reads this line as a comment and would drop it. Put the key in quotes: ${quotedPair(key, comment.slice(colon + 1))}`
  }
  const [, indent = '', value = before] = /^(\s*(?:- )?(?:[^\s:]+:\s+)?)(.*)$/su.exec(before) ?? []
  const isQuoted = /^["'|>[{]/.test(value.trim())
  if (isQuoted) return 'YAML would drop this comment. Put it on a line of its own.'
  const whole = JSON.stringify((value + comment).trim())
  return `YAML reads everything from " #" on as a comment and would drop it. Put the text in quotes: ${indent.trimStart()}${whole}`
}

function quotedPair(key: string, value: string): string {
  const text = value.trim()
  return `${JSON.stringify(key)}: ${/^["'|>]/.test(text) ? text : JSON.stringify(text)}`
}
