import { expect, test } from 'vitest'
import { fillPlaceholders } from '../../emulator/placeholders.ts'

function fill(text: string, overrides: Record<string, string>) {
  const { texts, unused, left } = fillPlaceholders(
    [text],
    Object.entries(overrides).map(([key, value]) => ({ key, value })),
  )
  return { text: texts[0], unused, left }
}

test.each<[string, string, Record<string, string>, string]>([
  ['with its hashes', 'to ##URL##', { '##URL##': 'x' }, 'to x'],
  ['without its hashes', 'to ##URL##', { URL: 'x' }, 'to x'],
  ['without its hashes, however many there are', 'to ###URL###', { URL: 'x' }, 'to x'],
  ['everywhere', '###A### and ###A###', { A: 'x' }, 'x and x'],
  ['as literal text', 'the {name} here', { '{name}': 'x' }, 'the x here'],
  ['as text and not as a pattern', 'a.c abc', { 'a.c': 'x' }, 'x abc'],
  ['with an empty value', '[###A###]', { A: '' }, '[]'],
  ['beside another one', '##URL#####NAME###', { URL: 'u', NAME: 'n' }, 'un'],
  ['and not the start of a longer one', '##URL## ##URL2##', { URL: 'u', URL2: 'v' }, 'u v'],
  ['before a shorter one that it begins with', 'abc', { a: '1', ab: '2' }, '2c'],
  ['and not the end of a longer one', '##URL## ##MY_URL##', { URL: 'u' }, 'u ##MY_URL##'],
  ['with characters that mean something to replace()', '##A##', { A: "$& $1 $' $$" }, "$& $1 $' $$"],
  ['with a value that looks like a placeholder, once', '##A## ##B##', { A: '##B##', B: 'b' }, '##B## b'],
  ['in its own case only', '##url##', { URL: 'x' }, '##url##'],
])('a placeholder is filled %s', (_, text, overrides, filled) => {
  expect(fill(text, overrides).text).toBe(filled)
})

test('with other hashes than the template has, a key is literal text', () => {
  expect(fill('###URL###', { '##URL##': 'x' }).text).toBe('#x#')
})

test('each placeholder that was filled is told once, with its key, and whether that had the hashes', () => {
  const text = '###A### {word} ##B## ###A### ##C## A'
  const { placeholders } = fillPlaceholders(
    [text, '##B##'],
    ['A', '##B##', '{word}', 'D'].map((key) => ({ key, value: 'x' })),
  )
  expect(placeholders).toEqual([
    { placeholder: '###A###', key: 'A', hashes: 'without' },
    { placeholder: '##B##', key: '##B##', hashes: 'with' },
  ])
})

test('keys that occur nowhere are told, in their order', () => {
  expect(fill('##B##', { Z: '1', B: '2', A: '3' }).unused).toEqual(['Z', 'A'])
})

test('placeholders that nobody filled are told once, and values are not taken for any', () => {
  expect(fill('##A## ###B_1### ##A## ##C##', { C: '##D##' }).left).toEqual(['##A##', '###B_1###'])
})

test('without overrides everything is left', () => {
  expect(fill('##A##', {})).toEqual({ text: '##A##', unused: [], left: ['##A##'] })
})
