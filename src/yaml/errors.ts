/** A position in a text, line and column from 1. It has an end if it covers a whole node or expression. */
export interface Position {
  line: number
  column: number
  endLine?: number
  endColumn?: number
}

/** What to say about a text: with words of the text in it, and without them (`bare`), since they may name people. A string quotes nothing. */
export type Message = string | { text: string; bare: string }

/** An error in a text: its message, and the same without any word of the text. */
export interface YamlError extends Position {
  message: string
  bare: string
}

/** An error at an offset, in UTF-16 units. */
export interface ErrorAt {
  offset: number
  message: Message
}

// A name or a text of the file may be as long as the file. In UTF-16 units.
const MAX_LENGTH = 8_000

/** Both forms of a message. One that quotes too much to be read quotes nothing. */
export function bothForms(message: Message): { message: string; bare: string } {
  return typeof message === 'string'
    ? { message, bare: message }
    : { message: message.text.length > MAX_LENGTH ? message.bare : message.text, bare: message.bare }
}

/** A message that quotes something of the text, at `…` of the bare message. */
export function quoting(bare: string, quoted: string): Message {
  return { text: bare.replace('…', () => quoted), bare }
}

// Nobody reads the numbers of more lines than this.
const MAX_LINES = 10

/** The errors in the order of their places. The same message many times over is there once, with its lines. */
export function inOrder(errors: readonly YamlError[]): YamlError[] {
  const sorted = errors.toSorted((a, b) => a.line - b.line || a.column - b.column)
  return [...Map.groupBy(sorted, ({ message }) => message).values()].flatMap(([first, ...rest]) => {
    if (first === undefined || rest.length === 0) return first ?? []
    const lines = [...new Set(rest.map(({ line }) => line))]
    const listed = lines.slice(0, MAX_LINES).join(', ') + (lines.length > MAX_LINES ? ', …' : '')
    const times = rest.length === 1 ? 'once more' : `${rest.length} more times`
    const again = ` The same is wrong ${times}, on line ${listed}.`
    return { ...first, message: first.message + again, bare: first.bare + again }
  })
}
