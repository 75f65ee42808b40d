import { printable } from '../log/neutralize.ts'

// What HTML and Markdown take for their own; as a number it is a character and nothing else (CommonMark §2.5).
const MARKUP = /[&<>"'`*_~[\]\\]/.source

// After Markdown and HTML, GitHub searches the text itself for mentions, issues, emoji, formulas and URLs, and there
// numbers are characters again. But it searches each piece of text by itself, so an element of its own hides these.
// For formulas GitHub says so: https://docs.github.com/get-started/writing-on-github/working-with-advanced-formatting/writing-mathematical-expressions
const LINKED = /[@#:$]|(?<=GH)-|(?<=www)\./.source

const SPECIAL = new RegExp(`${MARKUP}|(?<linked>${LINKED})`, 'giu')

/**
 * Text from outside as HTML that GitHub shows as just this text, in a job summary's tables and paragraphs. Line
 * breaks become `<br>`, since an empty line would end the HTML; characters that are not for reading become U+FFFD.
 *
 * @param limit the most that is shown of it, in UTF-16 units
 */
export function asHtml(text: string, limit: number): string {
  const shown = printable(cut(text, limit).replace(/\r\n?/g, '\n').toWellFormed())
  return shown
    .replace(SPECIAL, (character, linked) =>
      linked ? `<span>${reference(character)}</span>` : reference(character),
    )
    .replaceAll('\n', '<br>')
}

function reference(character: string): string {
  return `&#${character.charCodeAt(0)};`
}

/** Cuts between characters, and shows that something is missing. */
function cut(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, limit).replace(/[\ud800-\udbff]$/, '')}…`
}
