/** Invisible and of no width; it keeps two characters from being read as one mark. */
const joiner = '\u2060'

/** C0 and C1 controls but the newline, and the marks that reorder or break a line: any of them can paint over a terminal. */
const controls = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g

/**
 * Makes text from outside safe to print: control characters become visible, and neither `::command::` at the start of a line
 * nor `##[command]` anywhere, which GitHub's runner would obey, stays one.
 */
export function neutralise(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replaceAll('\t', '    ')
    .replace(controls, visible)
    .replace(/^(\s*:)(?=:)/gm, `$1${joiner}`)
    .replaceAll('##[', `##${joiner}[`)
}

function visible(control: string): string {
  const code = control.charCodeAt(0)
  // Unicode has a picture for each of the first 32.
  return code < 0x20 ? String.fromCharCode(0x2400 + code) : `\\u${code.toString(16).padStart(4, '0')}`
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })
const wide =
  /^(?:\p{Emoji_Presentation}|.\ufe0f|\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|[\u3000-\u303f\uff01-\uff60\uffe0-\uffe6])/u

/** How many columns of a terminal a text without line breaks takes. */
export function columns(text: string): number {
  let sum = 0
  for (const { segment } of graphemes.segment(text)) sum += columnsOf(segment)
  return sum
}

/** Breaks text at its newlines, and at words (a word that is too long: anywhere) so that no line takes more than `width` columns. */
export function wrap(text: string, width: number): string[] {
  return text.split('\n').flatMap((line) => wrapLine(line, width))
}

function wrapLine(line: string, width: number): string[] {
  const lines: string[] = []
  let current = ''
  for (const word of line.match(/\s+|\S+/g) ?? []) {
    if (columns(current) + columns(word) <= width) {
      current += word
      continue
    }
    if (current.trim() !== '') lines.push(current.trimEnd())
    // The space at which a line is broken goes.
    const [last = '', ...before] = word.trim() === '' ? [] : chop(word, width).toReversed()
    lines.push(...before.toReversed())
    current = last
  }
  return [...lines, current.trimEnd()]
}

function chop(word: string, width: number): string[] {
  const pieces: string[] = []
  let piece = ''
  for (const { segment } of graphemes.segment(word)) {
    if (columns(piece) + columnsOf(segment) > width) {
      pieces.push(piece)
      piece = ''
    }
    piece += segment
  }
  return [...pieces, piece]
}

function columnsOf(grapheme: string): number {
  if (/^[\p{Cf}\p{M}]+$/u.test(grapheme)) return 0
  return wide.test(grapheme) ? 2 : 1
}
