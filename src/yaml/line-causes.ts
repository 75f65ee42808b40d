import type { Message } from './errors.ts'
import type { Line } from './lines.ts'

// A longer line would bury the message. In UTF-16 units.
const MAX_SHOWN = 300

/** What is wrong with a line. */
export interface Explained {
  /** Where on the line the error is, from 0. */
  column: number
  message: Message
  /** Whether the line is prose: text without a key of its own. */
  isProse: boolean
}

/** What to say of a line that begins in the wrong column. */
export function indentation(lines: readonly Line[], at: number): Message {
  const above = lines.findLast(({ key }, index) => index < at && key !== undefined)
  const now = (lines[at]?.indent ?? 0) + 1
  if (above === undefined) return `The indentation is wrong: this line begins in column ${now}.`
  const below = lines[lines.indexOf(above) + 1]
  if (/^[|>][-+\d]*$/.test(above.value) && below)
    return `The indentation is wrong: this line begins in column ${now}, and the text above in column ${below.indent + 1}. Begin both in the same column.`
  const dashes = above.text.slice(above.indent).startsWith('- ') ? 2 : 0
  return `The indentation is wrong: this line begins in column ${now}, and the name above in column ${above.indent + dashes + 1}. Begin both in the same column.`
}

/** Says what is wrong with a line without a key. */
export function withoutKey(lines: readonly Line[], at: number, column: number): Explained {
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
