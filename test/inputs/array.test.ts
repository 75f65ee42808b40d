import { describe, expect, test } from 'vitest'
import { parseArray } from '../../src/inputs/array.ts'

describe('a list as an array', () => {
  test.each([
    ['["a,b", 0012, no]', ['a,b', '0012', 'no']],
    ['- a,b\n- 0012\n- " no "', ['a,b', '0012', 'no']],
    ['[]', []],
  ])('keeps its items as they were typed: %j', (source, items) => {
    expect(parseArray(source)).toEqual({ items, errors: [] })
  })

  test.each([
    ['["a", ""]', /^Item 2 of the list is empty/],
    ['["a", ~]', /^Item 2 of the list is ~,/],
    ['["a", [b]]', /^Item 2 of the list must be text/],
    ['[a]: b', /^A list was expected/],
    ['["a"', /^This \[ is never closed\. Write \]/],
    ['[a, “jane@example.com”]', /^Typographic quotes stand here .* without spaces inside\.$/],
    ['- jane@example.com # Jane', /comment on a line of its own\.$/],
    ['- &jane x', /^An anchor is not supported here/],
    ['- jane@example.com\n - joe', /^Item 1 of the list goes on over several lines/],
  ])('is a mistake, told once: %j', (source, message) => {
    const { errors } = parseArray(source)

    expect(errors).toHaveLength(1)
    expect(errors[0]).toEqual({
      message: expect.stringMatching(message),
      line: 1,
      column: expect.any(Number),
      ...('endLine' in (errors[0] ?? {})
        ? { endLine: expect.any(Number), endColumn: expect.any(Number) }
        : {}),
    })
  })
})

test('an item is checked in the form in which it was written, if it can be read', () => {
  const checked = (source: string) => {
    const calls: string[][] = []
    const { items } = parseArray(source, (...call) => {
      calls.push(call)
      return undefined
    })
    return { calls, items }
  }

  expect(checked(`['a', "b", c, "", [d]]`)).toEqual({
    calls: [
      ['a', 'quoted'],
      ['b', 'quoted'],
      ['c', 'line'],
    ],
    items: ['a', 'b', 'c'],
  })
  expect(checked("- a\n- 'b'\n- c\n  d").calls).toEqual([
    ['a', 'array'],
    ['b', 'quoted'],
  ])
})
