import { addWarning, type Diagnostics } from '../diagnostics.ts'
import type { Located } from './draft.ts'

// In a URL, %0A is right. In a path of Windows, \n is the beginning of a name.
/** Addresses and paths, in which an escape or a percent sign is right. */
export const URL_OR_PATH = /\b(?:[a-z][a-z\d+.-]{0,20}:\/\/|mailto:)[^\s\\]*|\b[a-z]:\\\S*|\\\\\S*/gi
const ESCAPE = /\\r\\n|\\n|%0D%0A|%0A/i

/** Adds a warning for each text in which `\n` or `%0A` was probably meant as a line break, but is shown as it is. */
export function warnAboutEscapes(
  texts: readonly (Located<string> | undefined)[],
  diagnostics: Diagnostics,
): void {
  for (const text of texts) {
    if (text?.value === undefined || text.value.includes('\n')) continue
    const [literal] = ESCAPE.exec(text.value.replace(URL_OR_PATH, '')) ?? []
    if (literal === undefined) continue
    addWarning(diagnostics, text.location, describeEscape(literal, text))
  }
}

function describeEscape(literal: string, { location, value = '' }: Located<string>): string {
  const read = `People will read "${literal}" in this text as it is`
  if (!isJsonText(value)) return `${read}. For a line break, write a text of several lines after "|".`
  return 'input' in location && location.input === 'overrides'
    ? `${read}, and its quotes. If it comes from toJSON(…), write no other quotes around the expression.`
    : `${read}, and its quotes. If it comes from toJSON(…), write the expression without toJSON.`
}

/** Whether a text is what toJSON makes of a text: people would read its quotes too. */
function isJsonText(text: string): boolean {
  return /^"(?:[^"\\]|\\.)*"$/.test(text.trim())
}
