import type { Message } from './errors.ts'
import type { Line } from './lines.ts'

/** The bare message for a quote that is not closed. */
export const NOT_CLOSED =
  'The quote that begins this text is not closed. Write it at the end too. If the text itself begins with it, put all of it in quotes of the other kind'

// A longer line would bury the message. In UTF-16 units.
const MAX_SHOWN = 300

/** A message, and the line with its value as it should be. */
export function withLine(bare: string, { key }: Line, value: string): Message {
  const corrected = key === undefined ? value : `${key}: ${value}`
  return corrected.length > MAX_SHOWN
    ? `${bare}.`
    : { text: `${bare}: ${corrected}`, bare: bare === NOT_CLOSED ? bare : `${bare}.` }
}

/** Whether a value begins with a quote that its line does not close. */
export function isOpen({ value }: Line): boolean {
  const quote = value.charAt(0)
  if (quote !== '"' && quote !== "'") return false
  const rest = value.slice(1)
  return !(quote === '"' ? rest.replace(/\\./g, '') : rest.replaceAll("''", '')).includes(quote)
}

/** What to say of a value that begins with a quote. */
export function quotesInside(line: Line): Message {
  const [, alone] = /^("[^"]*"|'[^']*')\s*[,;]$/.exec(line.value) ?? []
  if (alone !== undefined)
    return withLine('Nothing can stand behind the closing quote. Remove the comma or semicolon', line, alone)
  const { value } = line
  const quote = value.charAt(0)
  const inner = value.length > 1 && value.endsWith(quote) ? value.slice(1, -1) : undefined
  // `"a" and "b"` begins with a quoted word, `"Fix "login" now"` has one inside.
  const isClosing = (next: string) => /[\s,;]/.test(next)
  const text = inner === undefined || isClosing(inner.charAt(inner.indexOf(quote) + 1)) ? value : inner
  const how = quote === '"' ? 'quotes, with \\" for each quote inside' : 'double quotes'
  const bare = `The text ends at its second quote, and there is more behind it. Put the whole text in ${how}`
  return withLine(bare, line, JSON.stringify(text))
}

/** What to say of a value with `: ` in it. */
export function colonInside(line: Line, joined: string | undefined): Message {
  if (/\$\{\{[^?]*\?[^:]*: /.test(line.value.slice(0, MAX_SHOWN)))
    return "GitHub's expressions have no \"? :\". Write ${{ condition && 'one' || 'other' }}."
  const bare = 'A ": " inside a text needs quotes around the whole text'
  if (joined === undefined) return withLine(bare, line, JSON.stringify(line.value))
  const isSure = !/[a-z]/.test(line.key ?? '')
  if (isSure) return `${joined}.`
  return withLine(`${joined}. If it is one text, put it in quotes`, line, JSON.stringify(line.value))
}

/** What to say if one line holds several keys, as a folded input does. */
export function joinedKey(lines: readonly Line[], { key = '', value }: Line): string | undefined {
  if (lines.length > 1) return undefined
  const others = value.matchAll(/\s["']?([#\w][\w.#-]*)["']?:(?=\s|$)/g)
  const isLowerCase = /[a-z]/.test(key)
  const looksAlike = [...others].some(([, other = '']) => isLowerCase || !/[a-z]/.test(other))
  return looksAlike
    ? 'Several keys are on one line, so ">" may have joined the lines. Write "overrides: |", which keeps them apart'
    : undefined
}

/** What to say of a value that begins with a bracket and has no end. */
export function unclosedBracket(line: Line): Message {
  const bracket = line.value.charAt(0)
  const bare = `The ${bracket} here is not closed. Write ${bracket === '[' ? ']' : '}'} at its end. If it is text, put it in quotes`
  return withLine(bare, line, JSON.stringify(line.value))
}
