import type { YAMLError } from 'yaml'
import type { Message } from './errors.ts'
import { type Explained, indentation, withoutKey } from './line-causes.ts'
import { hasPlainKey, type Line } from './lines.ts'
import {
  colonInside,
  isOpen,
  joinedKey,
  NOT_CLOSED,
  quotesInside,
  unclosedBracket,
  withLine,
} from './value-causes.ts'

const TOO_FAR =
  'The indentation is wrong: this line would continue the text of the line above. Begin it in the same column as the other names'

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
  const first = lines.find(({ key }) => key !== undefined) ?? line
  if (line.indent < first.indent && column <= line.indent) return say(indentation(lines, at), line.indent)
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
