import { isTypographicQuote, jsonTokens, type Token } from './json-tokens.ts'

/** A text in which YAML finds the quotes that were meant. It is as long as the source, so that offsets stay. */
export interface Straightened {
  text: string
  /** The offset of the first change. */
  first: number
  /** The typographic quotes that were used as quotes, each once. Empty if only no-break spaces were in the way. */
  quotes: string[]
}

/** Straightens what is meant as JSON, and blanks out its comments. */
export function straightenJson(source: string, tokens: readonly Token[]): Straightened {
  let text = ''
  let end = 0
  let first = -1
  let quotes = ''
  // What stands between the pieces is white space. A no-break space is none to YAML.
  const addGap = (to: number) => {
    const gap = source.slice(end, to)
    const plain = plainSpaces(gap)
    if (plain !== gap && first < 0) first = end
    text += plain
  }
  for (const token of tokens) {
    addGap(token.start)
    const piece = source.slice(token.start, token.end)
    end = token.end
    const straight = token.isTypographic && token.isClosed ? quoted(piece) : piece
    text += token.kind === 'comment' ? piece.replace(/[^\r\n]/g, ' ') : straight
    if (straight === piece) continue
    if (first < 0) first = token.start
    quotes += piece.charAt(0) + piece.charAt(piece.length - 1)
  }
  addGap(source.length)
  return { text, first, quotes: typographicIn(quotes) }
}

/** Straightens keys and values of YAML, line by line. Text in block scalars stays. Undefined if nothing is to be straightened. */
export function straightenLines(source: string): Straightened | undefined {
  let offset = 0
  let first: number | undefined
  let quotes = ''
  let blockIndent: number | undefined
  const lines = source.split('\n').map((line) => {
    const start = offset
    offset += line.length + 1
    const indent = line.length - line.trimStart().length
    if (blockIndent !== undefined && (indent > blockIndent || line.trim() === '')) return line
    blockIndent = /:\s+[|>][-+\d]*\s*$/.test(line.slice(-1_000)) ? indent : undefined
    const straight = straightLine(line)
    if (straight === line) return line
    const changed = [...line].findIndex((character, index) => character !== straight.charAt(index))
    first ??= start + Math.max(changed, 0)
    quotes += line
    return straight
  })
  if (first === undefined) return undefined
  return { text: lines.join('\n'), first, quotes: typographicIn(quotes) }
}

function straightLine(line: string): string {
  const [lead = ''] = /^[\s]*(?:-\s+)*/.exec(line) ?? []
  const body = line.slice(lead.length).trimEnd()
  const colon = endOfKey(body)
  const key = colon === undefined ? '' : body.slice(0, colon)
  const [gap = ''] = /^:?\s*/.exec(body.slice(key.length)) ?? []
  const value = body.slice(key.length + gap.length)
  const keyEnd = key.trimEnd().length
  const straightKey = isTypographicQuote(key.charAt(0))
    ? quoted(key.slice(0, keyEnd)) + key.slice(keyEnd)
    : key
  const rest = line.slice(lead.length + body.length)
  return plainSpaces(lead) + straightKey + plainSpaces(gap) + straightValue(value) + rest
}

/** The offset of the colon behind a key, undefined if there is no key. */
function endOfKey(body: string): number | undefined {
  const from = isTypographicQuote(body.charAt(0)) || body.startsWith('"') ? 1 : 0
  if (from === 0 && body.startsWith('[')) return undefined
  for (let at = from; at < body.length; at++) {
    if (body.charAt(at) !== ':' || !/^\s?$/.test(body.charAt(at + 1))) continue
    const before = body.slice(0, at).trimEnd()
    const last = before.charAt(before.length - 1)
    return from === 0 || last === '"' || isTypographicQuote(last) ? at : undefined
  }
  return undefined
}

function straightValue(value: string): string {
  if (/^[[{]/.test(value))
    return straightenJson(
      value,
      jsonTokens(value).filter(({ kind }) => kind === 'string'),
    ).text
  const inner = value.slice(1, -1)
  const isQuoted =
    value.length > 1 &&
    isTypographicQuote(value.charAt(0)) &&
    isTypographicQuote(value.charAt(value.length - 1))
  return isQuoted && !/[«»“”„‟"]/u.test(inner) ? quoted(value) : value
}

/** A text in straight quotes in place of typographic ones, as long as before: spaces within the quotes move out. */
function quoted(text: string): string {
  const inner = text.slice(1, -1)
  const trimmed = inner.trim()
  if (trimmed === '') return `""${' '.repeat(inner.length)}`
  const quote = /["\\]/.test(trimmed) ? "'" : '"'
  if (quote === "'" && trimmed.includes("'")) return text
  const before = inner.length - inner.trimStart().length
  const after = inner.length - before - trimmed.length
  return ' '.repeat(before) + quote + trimmed + quote + ' '.repeat(after)
}

function plainSpaces(text: string): string {
  return text.replace(/[^\S\r\n\t]/gu, ' ')
}

function typographicIn(text: string): string[] {
  return [...new Set(text)].filter(isTypographicQuote)
}
