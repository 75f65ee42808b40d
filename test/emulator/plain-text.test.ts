import { expect, test } from 'vitest'
import { columns, neutralise, wrap } from '../../emulator/plain-text.ts'

/** What the runner obeys: a command at the start of a line, or the older form anywhere (actions/runner, ActionCommand.cs). */
const command = /^\s*::|##\[/m

test.each([
  '::error::x',
  '  ::set-output name=a::b',
  'fine\n::add-mask::x',
  'fine\r\n::add-mask::x',
  'fine\r::add-mask::x',
  '##[error]x',
  'in the middle ##[add-mask]x',
  '####[error]',
  '\t::error::x',
  '\u00a0::error::x',
  '\ufeff::error::x',
])('%j is no command any more', (text) => {
  const safe = neutralise(text)
  expect(safe).not.toMatch(command)
  expect(safe.replaceAll('\u2060', '')).toBe(text.replace(/\r\n?/g, '\n').replaceAll('\t', '    '))
})

test.each([
  ['\u001b[31mred', '␛[31mred'],
  ['a\u0007\b\u0000', 'a␇␈␀'],
  ['\u009b31m', '\\u009b31m'],
  ['\u202eevil', '\\u202eevil'],
  ['one\u2028two', 'one\\u2028two'],
  ['del\u007f', 'del\\u007f'],
])('the controls in %j become visible', (text, safe) => {
  expect(neutralise(text)).toBe(safe)
})

test('ordinary text stays as it is', () => {
  const text = 'CRM 4.10 ✓ naïve 日本語 👩‍💻 ##URL## a::b https://example.com'
  expect(neutralise(text)).toBe(text)
})

test.each([
  ['abc', 3],
  ['日本', 4],
  ['한국', 4],
  ['🚀', 2],
  ['👩‍💻', 2],
  ['e\u0301', 1],
  ['a\u2060b', 2],
  ['！', 2],
  ['', 0],
])('%j takes %i columns', (text, width) => {
  expect(columns(text)).toBe(width)
})

test.each<[string, string, string[]]>([
  ['short text', 'one two', ['one two']],
  ['text at a word', 'one two three', ['one two', 'three']],
  ['a word that is too long', 'abcdefghijklmnopqrst uv', ['abcdefghij', 'klmnopqrst', 'uv']],
  ['wide text', '日本語日本語', ['日本語日本', '語']],
  ['several lines', 'a\n\n  b', ['a', '', '  b']],
  ['nothing', '', ['']],
])('%s is wrapped', (_, text, lines) => {
  expect(wrap(text, 10)).toEqual(lines)
})
