import type { YAMLError } from 'yaml'
import type { Message } from './errors.ts'

/** A line of YAML: its offset in the source, and its key and value where it looks as if it had them. */
export interface Line {
  start: number
  text: string
  indent: number
  key?: string
  value: string
}

/** The bare message for a quote that is not closed. */
export const NOT_CLOSED =
  'The quote that begins this text is not closed. Write it at the end too. If the text itself begins with it, put all of it in quotes of the other kind'

const TOO_FAR =
  'The indentation is wrong: this line would continue the text of the line above. Begin it in the same column as the other names'

// A longer line would bury the message. In UTF-16 units.
const MAX_SHOWN = 300

/** Whether a line has a key without spaces, as most placeholders have. Prose with a colon in it has none. */
export function hasPlainKey({ key }: Line): boolean {
  return key !== undefined && /^["']?[#\w.-]+["']?$/.test(key)
}

interface Explained {
  /** Where on the line the error is, from 0. */
  column: number
  message: Message
  /** Whether the line is prose: text without a key of its own. */
  isProse: boolean
}

/** Says what is wrong with a line that the YAML parser cannot read: the cause, and the line as it should be if that is known. */
export function explainLine(lines: readonly Line[], at: number, error: YAMLError): Explained {
  const line = lines[at] ?? { start: 0, text: '', indent: 0, value: '' }
  const column = Math.max(0, Math.min(error.pos[0] - line.start, line.text.length))
  const say = (message: Message, where = column) => ({ column: where, message, isProse: false })
  const valueAt = line.text.lastIndexOf(line.value)
  const inQuotes = (bare: string, corrected: string) => say(withLine(bare, line, corrected), valueAt)

  const openBracket = () => {
    const opening = lines.findLast(({ value }, index) => index <= at && /^[[{]/.test(value)) ?? line
    return say(unclosedBracket(opening), opening.start - line.start + opening.text.lastIndexOf(opening.value))
  }

  switch (error.code) {
    case 'TAB_AS_INDENT':
      return say('A tab cannot indent YAML. Use spaces.')
    case 'MULTIPLE_DOCS':
      return say('Only one YAML document is expected here. Remove the "---" line.')
    case 'BAD_DQ_ESCAPE': {
      const bare =
        'In double quotes a backslash begins an escape. Write \\\\ for a backslash, or use single quotes'
      return say(withLine(bare, line, `'${line.value.slice(1, -1).replaceAll("'", "''")}'`))
    }
    case 'UNEXPECTED_TOKEN':
    case 'MISSING_CHAR':
      if (error.message.startsWith('Sequence item')) return say(indentation(lines, at), line.indent)
      if (error.message.includes('directives-end'))
        return say('A line cannot start with %. Put the name in quotes, as in "%NAME%": text.', 0)
      break
    case 'BAD_INDENT':
      return error.message.startsWith('Flow') ? openBracket() : say(indentation(lines, at), line.indent)
    default:
  }
  if (error.message.startsWith('Missing closing')) {
    const opening = lines.findLast((one, index) => index <= at && isOpen(one)) ?? line
    const message = withLine(NOT_CLOSED, opening, JSON.stringify(opening.value))
    return {
      column: opening.start - line.start + opening.text.lastIndexOf(opening.value),
      message,
      isProse: false,
    }
  }
  if (error.code === 'BLOCK_AS_IMPLICIT_KEY' && error.pos[0] < line.start)
    return say(`${TOO_FAR}.`, line.indent)
  if (line.key === undefined) return withoutKey(lines, at, column)
  const first = lines.find(({ key }) => key !== undefined)
  if (first !== undefined && first !== line && line.indent < first.indent && column <= line.indent)
    return say(indentation(lines, at), line.indent)
  const joined = joinedKey(lines, line)
  if (/^["']/.test(line.value))
    return joined === undefined ? say(quotesInside(line), valueAt) : say(`${joined}.`, valueAt)
  if (/^[>|]/.test(line.value)) {
    const sign = line.value.charAt(0)
    const bare = `YAML reads "${sign}" at the beginning as the sign of a text on the lines below. Put the text in quotes`
    return inQuotes(bare, JSON.stringify(line.value))
  }
  if (error.code === 'BLOCK_AS_IMPLICIT_KEY') return say(colonInside(line, joined), valueAt)
  if (/^[@`%,\]}&*!?-]/.test(line.value)) {
    const bare = `A text cannot start with ${line.value.charAt(0)} unless it is in quotes`
    return inQuotes(bare, JSON.stringify(line.value))
  }
  if (line.value.startsWith('{{'))
    return inQuotes(
      'An expression begins with ${{. Write the dollar sign, or put the text in quotes if it is meant as it is',
      JSON.stringify(line.value),
    )
  if (/^[[{]/.test(line.value))
    return inQuotes(
      `YAML reads ${line.value.charAt(0)} at the beginning as a list or a mapping. Put the text in quotes`,
      JSON.stringify(line.value),
    )
  const above = lines.findLast(({ text }, index) => index < at && text.trim() !== '')
  const isBelowItem = above?.text.trimStart().startsWith('- ') && !line.text.trimStart().startsWith('- ')
  if (isBelowItem && above?.key !== undefined) return say(indentation(lines, at), line.indent)
  if (isBelowItem)
    return say(
      'The lines above are a list, and this one is not. Write all of them as "KEY: text".',
      line.indent,
    )
  if (!hasPlainKey(line)) return withoutKey(lines, at, column)
  return say(`This is not valid YAML (${error.message.replace(/\s+/g, ' ')}).`)
}

function withLine(bare: string, { key }: Line, value: string): Message {
  const corrected = key === undefined ? value : `${key}: ${value}`
  return corrected.length > MAX_SHOWN
    ? `${bare}.`
    : { text: `${bare}: ${corrected}`, bare: bare === NOT_CLOSED ? bare : `${bare}.` }
}

function isOpen({ value }: Line): boolean {
  const quote = value.charAt(0)
  if (quote !== '"' && quote !== "'") return false
  const rest = value.slice(1)
  return !(quote === '"' ? rest.replace(/\\./g, '') : rest.replaceAll("''", '')).includes(quote)
}

function quotesInside(line: Line): Message {
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

function colonInside(line: Line, joined: string | undefined): Message {
  if (/\$\{\{[^?]*\?[^:]*: /.test(line.value))
    return "GitHub's expressions have no \"? :\". Write ${{ condition && 'one' || 'other' }}."
  const bare = 'A ": " inside a text needs quotes around the whole text'
  if (joined === undefined) return withLine(bare, line, JSON.stringify(line.value))
  const isSure = !/[a-z]/.test(line.key ?? '')
  if (isSure) return `${joined}.`
  return withLine(`${joined}. If it is one text, put it in quotes`, line, JSON.stringify(line.value))
}

/** What to say if one line holds several keys, as a folded input does. */
function joinedKey(lines: readonly Line[], { key = '', value }: Line): string | undefined {
  if (lines.length > 1) return undefined
  const others = value.matchAll(/\s["']?([#\w][\w.#-]*)["']?:(?=\s|$)/g)
  const isLowerCase = /[a-z]/.test(key)
  const looksAlike = [...others].some(([, other = '']) => isLowerCase || !/[a-z]/.test(other))
  return looksAlike
    ? 'Several keys are on one line, so ">" may have joined the lines. Write "overrides: |", which keeps them apart'
    : undefined
}

function unclosedBracket(line: Line): Message {
  const bracket = line.value.charAt(0)
  const bare = `The ${bracket} here is not closed. Write ${bracket === '[' ? ']' : '}'} at its end. If it is text, put it in quotes`
  return withLine(bare, line, JSON.stringify(line.value))
}

function indentation(lines: readonly Line[], at: number): Message {
  const above = lines.findLast(({ key }, index) => index < at && key !== undefined)
  const now = (lines[at]?.indent ?? 0) + 1
  if (above === undefined) return `The indentation is wrong: this line begins in column ${now}.`
  const below = lines[lines.indexOf(above) + 1]
  if (/^[|>][-+\d]*$/.test(above.value) && below)
    return `The indentation is wrong: this line begins in column ${now}, and the text above in column ${below.indent + 1}. Begin both in the same column.`
  const dashes = above.text.slice(above.indent).startsWith('- ') ? 2 : 0
  return `The indentation is wrong: this line begins in column ${now}, and the name above in column ${above.indent + dashes + 1}. Begin both in the same column.`
}

function withoutKey(lines: readonly Line[], at: number, column: number): Explained {
  const line = lines[at] ?? { start: 0, text: '', indent: 0, value: '' }
  const above = lines.findLast(({ text }, index) => index < at && text.trim() !== '')
  const say = (message: Message, isProse = false) => ({ column: line.indent || column, message, isProse })
  const [, key, sign, value] = /^(["']?[#\w-]+["']?)(:| ?=|;| )\s*(\S.*)$/.exec(line.value) ?? []
  const isKey =
    key !== undefined &&
    value !== undefined &&
    (sign !== ' ' || !/[a-z]/.test(key) || /^[a-z]+([A-Z][a-z]+)+$/.test(key))
  if (isKey) {
    const bare = sign === ':' ? 'A space is missing after the colon' : 'A colon is missing after the key'
    return say({ text: `${bare}: ${key}: ${value.slice(0, MAX_SHOWN)}`, bare: `${bare}.` })
  }
  const [, item] = /^-([^\s-].*)$/.exec(line.value) ?? []
  if (item !== undefined) {
    const bare = 'A space is missing after the dash'
    return say({ text: `${bare}: - ${item.slice(0, MAX_SHOWN)}`, bare: `${bare}.` })
  }
  if (above !== undefined && /^[|>][-+\d]*$/.test(above.value))
    return say(
      `This line is not indented, so it is not part of the text above. Indent it under the "${above.value}".`,
      true,
    )
  return say(
    'This line has no name before it. If it continues the text above, begin that text with "|" and indent its lines under it.',
    true,
  )
}
