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
    ['["a", ~]', /^Item 2 of the list is missing/],
    ['["a", [b]]', /^Item 2 of the list must be text/],
    ['[a]: b', /^A list was expected/],
    ['["a"', /^The array cannot be read/],
    ['[a, “jane@example.com”]', /^Item 2 of the list starts with a typographic quote\.$/],
    ['- jane@example.com # Jane', /^The array cannot be read/],
    ['- &jane x', /^The array cannot be read/],
  ])('is a mistake, told once: %j', (source, message) => {
    const { errors } = parseArray(source)

    expect(errors).toHaveLength(1)
    expect(errors[0]).toEqual({
      message: expect.stringMatching(message),
      line: 1,
      column: expect.any(Number),
      ...('endLine' in (errors[0] ?? {}) ? { endLine: 1, endColumn: expect.any(Number) } : {}),
    })
  })
})
