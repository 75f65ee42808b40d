import { describe, expect, test } from 'vitest'
import { hasPlainKey, lineOf, linesOf } from '../../src/yaml/lines.ts'

describe('a line is taken apart into its key and its value:', () => {
  const cases: [text: string, indent: number, key: string | undefined, value: string][] = [
    ['A: b', 0, 'A', 'b'],
    ['  A:   b  ', 2, 'A', 'b'],
    ['A:', 0, 'A', ''],
    ['A:b', 0, undefined, 'A:b'],
    ['A:b: c: d', 0, 'A:b', 'c: d'],
    ['A b: c', 0, 'A b', 'c'],
    [': a', 0, undefined, ': a'],
    ['a ', 0, undefined, 'a'],
    ['', 0, undefined, ''],
    ['- A: b', 0, 'A', 'b'],
    ['-  - A: b', 0, 'A', 'b'],
    ['- b', 0, undefined, 'b'],
    ['-A: b', 0, '-A', 'b'],
    ['"A: b": c', 0, '"A: b"', 'c'],
    ["'A: b' :", 0, "'A: b'", ''],
    ['"A: b" c: d', 0, '"A', 'b" c: d'],
    ['x "A: b": c', 0, 'x "A', 'b": c'],
    ['"": c', 0, '""', 'c'],
  ]
  test.for(cases)('%j', ([text, indent, key, value]) => {
    expect(linesOf(text)).toEqual([{ start: 0, text, indent, ...(key === undefined ? {} : { key }), value }])
  })
})

test('lines begin where they stand in the text, whatever ends them', () => {
  const lines = linesOf('A: b\r\nC: d\n\nE: f')

  expect(lines.map(({ start, text }) => [start, text])).toEqual([
    [0, 'A: b'],
    [6, 'C: d'],
    [11, ''],
    [12, 'E: f'],
  ])
  expect([0, 5, 6, 10, 11, 12, 99].map((offset) => lineOf(lines, offset))).toEqual([0, 0, 1, 1, 2, 3, 3])
})

test('a key is plain if it is one word, in quotes or not', () => {
  const isPlain = (key?: string) =>
    hasPlainKey({ start: 0, text: '', indent: 0, value: '', ...(key === undefined ? {} : { key }) })

  expect(['A', '##A.b-c##', '"A"', "'A'"].filter(isPlain)).toHaveLength(4)
  expect(['A b', '(A', 'A)', '"A b"', '', undefined].filter(isPlain)).toEqual([])
})
