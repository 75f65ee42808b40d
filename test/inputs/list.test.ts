import { describe, expect, test } from 'vitest'
import { type IdKind, problemWithId } from '../../src/inputs/id.ts'
import { parseList } from '../../src/inputs/list.ts'

const read = (source: string, kind: IdKind = 'audience') =>
  parseList(source, (text, form) => problemWithId(text, kind, form))

describe('a list is read from', () => {
  test.each([
    ['a\nb', ['a', 'b']],
    ['a, b,,c', ['a', 'b', 'c']],
    ['["John Smith", \'a,b\', 0012]', ['John Smith', 'a,b', '0012']],
    ['- John Smith\n- "#c"', ['John Smith', '#c']],
  ])('%j', async (source, items) => {
    expect(await read(source)).toEqual({ items, errors: [] })
  })
})

describe('an item that is no ID is told with its number:', () => {
  test.each<[source: string, ...messages: RegExp[]]>([
    ['a1 a2', /^Item 1 has a space/],
    ['a1\n- a2', /^Item 2 starts with a bullet/],
    ['- a1 - a2', /^Item 1 has a space/],
    ['[a1 a2]', /^Item 1 has a space/],
    ['["a1", "<id2>"]', /^Item 2 has <…>/],
    ['["a1", "“a2”"]', /^Item 2 starts with a quote/],
    ['["\\ud800"]', /lone surrogate/],
    ['["a\\u200bb"]', /U\+200B/],
    ['a\nnull', /^Item 2 is the word "null"/],
    ['["null"]', /^Item 1 is the word "null"/],
    ['"a", "b"', /^Item 1 starts/, /^Item 2 starts/],
    ['<a>\nb\n<c>\n<d>\n<e>', /^Item 1 has <…>.* The same is wrong with 3 more items\.$/],
  ])('%j', async (source, ...messages) => {
    const { errors } = await read(source)
    expect(errors.map(({ message }) => message)).toEqual(
      messages.map((message) => expect.stringMatching(message)),
    )
  })

  test('with its line and column in an array', async () => {
    expect((await read('- a1\n- <a2>')).errors).toMatchObject([{ line: 2, column: 3 }])
  })
})
