import fc from 'fast-check'
import { expect, test } from 'vitest'
import { asHtml } from '../../src/report/summary-text.ts'
import { elementsOf, render, textOf } from './github.ts'

// Drawn from what Markdown and HTML are made of, words between it, and anything else.
const MARKUP =
  '< > & " \' ` ``` * _ ~~ [ ] ( ) ! \\ | # @ : $ { ^ <b> </td> <!-- --> &lt; &#60; ]( https://a.b www.a.b a@b.c [^1]'
const markup = fc.constantFrom(...MARKUP.split(' '), ' ', '\n', '\n\n')
const text = fc
  .array(fc.oneof({ weight: 3, arbitrary: markup }, fc.string({ unit: 'grapheme', maxLength: 5 })), {
    maxLength: 30,
  })
  .map((parts) => parts.join(''))

const readable = (text: string) =>
  text.replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]/g, '\ufffd')

test('any text in a cell is that text and nothing else', () => {
  fc.assert(
    fc.property(text, (text) => {
      const page = render(`<table><tr><td>${asHtml(text, 2_000)}.</td></tr></table>\n`)

      expect(textOf(page).trimEnd()).toBe(`${readable(text)}.`)
      expect(tagsIn(page).difference(new Set(['table', 'tbody', 'tr', 'td']))).toEqual(new Set())
    }),
  )
})

test('and so it is where Markdown would be read', () => {
  fc.assert(
    fc.property(text, (text) => {
      const page = render(`- ${asHtml(`x${text}`, 2_000)}.`)

      expect(textOf(page).trim()).toBe(`x${readable(text)}.`)
      expect(tagsIn(page).difference(new Set(['ul', 'li']))).toEqual(new Set())
    }),
  )
})

function tagsIn(page: Parameters<typeof elementsOf>[0]): Set<string> {
  const tags = elementsOf(page).map(({ tagName }) => tagName)
  return new Set(tags).difference(new Set(['br', 'span']))
}

test('Markdown is none, wherever it stands', () => {
  for (const text of [
    '*a*',
    '_a_',
    '~~a~~',
    '`a`',
    '[a](b)',
    '![a](b)',
    '\\*',
    '<b>a</b>',
    '&lt;',
    '<!-- a -->',
  ]) {
    expect(textOf(render(`- ${asHtml(text, 100)}`)).trim()).toBe(text)
  }
})

test('an emoji is not cut in half', () => {
  expect(asHtml('ab🚀', 3)).toBe('ab…')
})

test('a text of just the limit is whole', () => {
  expect(asHtml('abc', 3)).toBe('abc')
})
