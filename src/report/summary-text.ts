import { printable } from '../log/neutralize.ts'

// Characters with a meaning in HTML or Markdown. A numeric character reference takes that meaning away (CommonMark §2.5).
const MARKUP = /[&<>"'`*_~[\]\\]/.source

// After Markdown and HTML, GitHub searches the text for mentions, issues, emoji, formulas and URLs. At that point,
// character references are characters again. GitHub searches each text node separately, so a <span> around such a
// character hides it. For formulas, GitHub documents this: https://docs.github.com/get-started/writing-on-github/working-with-advanced-formatting/writing-mathematical-expressions
const LINKED = /[@#:$]|(?<=GH)-|(?<=www)\./.source

const SPECIAL = new RegExp(`${MARKUP}|(?<linked>${LINKED})`, 'giu')

/**
 * Text from outside as HTML that GitHub shows as exactly this text, in the tables and paragraphs of a job summary.
 * Line breaks become `<br>`, because an empty line would end the HTML. Characters that cannot be shown become U+FFFD.
 *
 * @param limit the maximum that is shown, in UTF-16 units
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

/** Cuts between characters and ends with `…` if something was cut off. */
function cut(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, limit).replace(/[\ud800-\udbff]$/, '')}…`
}
