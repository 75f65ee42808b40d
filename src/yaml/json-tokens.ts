/** A piece of a text that is meant as JSON. Offsets are in UTF-16 units. */
export interface Token {
  kind: 'string' | 'word' | 'punctuation' | 'comment'
  start: number
  end: number
  /** Whether a string has its closing quote. */
  isClosed: boolean
  /** Whether a string begins or ends with a typographic quote. */
  isTypographic: boolean
}

/** The quotes of word processors and of other languages, which neither JSON nor YAML knows as quotes. */
const TYPOGRAPHIC = '«»‹›“”„‟‘’‚‛「」『』'

// A string that goes on for more lines has lost its closing quote.
const MAX_LINES = 5

/** Whether a character is a typographic quote. Empty text is none. */
export function isTypographicQuote(character: string): boolean {
  return character !== '' && TYPOGRAPHIC.includes(character)
}

/** Splits a text that is meant as JSON into its pieces, whatever is wrong with it. Takes linear time. */
export function jsonTokens(source: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  while (at < source.length) {
    const start = at
    const character = source.charAt(at)
    const plain = { start, isClosed: true, isTypographic: false }
    if (/\s/.test(character)) at++
    else if ('{}[]:,'.includes(character)) tokens.push({ ...plain, kind: 'punctuation', end: ++at })
    else if (/["']/.test(character) || isTypographicQuote(character)) {
      const token = stringToken(source, start)
      tokens.push(token)
      at = token.end
    } else if (/^(\/\/|\/\*)/.test(source.slice(at, at + 2))) {
      at = source.charAt(at + 1) === '*' ? endOfBlockComment(source, at) : endOfLineComment(source, at)
      tokens.push({ ...plain, kind: 'comment', end: at })
    } else if (character === '#') at = endOfLine(source, at)
    else {
      at = endOfWord(source, at)
      tokens.push({ ...plain, kind: 'word', end: at })
    }
  }
  return tokens
}

function stringToken(source: string, start: number): Token {
  const quote = source.charAt(start)
  const token = { kind: 'string' as const, start, isClosed: true }
  if (isTypographicQuote(quote)) {
    let lines = 0
    for (let at = start + 1; at < source.length && lines < MAX_LINES; at++) {
      const character = source.charAt(at)
      if (character === '\n') lines++
      const isQuote = character === '"' || isTypographicQuote(character)
      if (isQuote && endsValue(source, at + 1)) return { ...token, end: at + 1, isTypographic: true }
    }
    return { ...token, end: endOfLine(source, start), isClosed: false, isTypographic: true }
  }
  let typographicEnd: number | undefined
  for (let at = start + 1; at < source.length; at++) {
    const character = source.charAt(at)
    if (character === '\n' && typographicEnd !== undefined)
      return { ...token, end: typographicEnd, isTypographic: true }
    if (isTypographicQuote(character) && endsValue(source, at + 1)) typographicEnd ??= at + 1
    if (character === '\\' && quote === '"') at++
    else if (character === quote) return { ...token, end: at + 1, isTypographic: false }
  }
  return { ...token, end: source.length, isClosed: false, isTypographic: false }
}

/** Whether what comes after a quote shows that it was a closing one. */
function endsValue(source: string, from: number): boolean {
  for (let at = from; at < source.length; at++) {
    const character = source.charAt(at)
    if (character === '\n' || ',:]}'.includes(character) || source.startsWith('//', at)) return true
    if (!/\s/.test(character)) return false
  }
  return true
}

function endOfWord(source: string, from: number): number {
  let at = from + 1
  for (; at < source.length; at++) {
    const character = source.charAt(at)
    if ('{}[],"\n'.includes(character)) break
    if (character === ':' && /^[\s,\]}]?$/.test(source.charAt(at + 1))) break
    if (/\s/.test(character) && /^(#|\/\/|\/\*)/.test(source.slice(at + 1, at + 3))) break
  }
  return at
}

function endOfBlockComment(source: string, start: number): number {
  const end = source.indexOf('*/', start + 2)
  return end < 0 ? source.length : end + 2
}

/** The end of a comment, with the lines that a web page or a mail wrapped it onto: prose that cannot be JSON. */
function endOfLineComment(source: string, start: number): number {
  let end = endOfLine(source, start)
  for (let lines = 1; lines < MAX_LINES && end < source.length; lines++) {
    const next = source.slice(end + 1, endOfLine(source, end + 1)).trim()
    const isProse = /^\p{L}\S* /u.test(next) && !next.endsWith(',') && !/^[\w$]+\s*:/.test(next)
    if (!isProse) break
    end = endOfLine(source, end + 1)
  }
  return end
}

function endOfLine(source: string, from: number): number {
  const end = source.indexOf('\n', from)
  return end < 0 ? source.length : end
}
