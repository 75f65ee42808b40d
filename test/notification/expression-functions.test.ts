import { describe, expect, test } from 'vitest'
import { fillIn } from '../../src/notification/expressions.ts'

const LIMIT = 256 * 1024
const contexts = {
  github: { event: { long: 'x'.repeat(LIMIT / 2), more: 'x'.repeat(LIMIT / 2), labels: ['a', null] } },
  env: {},
}

function problemOf(template: string): string {
  const filled = fillIn(template, contexts)
  return 'mistakes' in filled ? filled.mistakes.map(({ message }) => message).join('\n') : ''
}

describe('a text stays within bounds:', () => {
  test('one that is as long as can be is filled in', () => {
    expect(problemOf('${{ github.event.long }}${{ github.event.long }}')).toBe('')
  })

  test('one character more is a mistake', () => {
    expect(problemOf('${{ github.event.long }}!${{ github.event.long }}')).toContain(
      'more than 262144 characters',
    )
  })

  test.each([
    "format('{0}{0}{0}', github.event.long)",
    "join(github.event.*.name, github.event.long) || format('{0}{0}!', github.event.long)",
    'toJSON(github.event)',
  ])('so is a function whose result would be longer, before it takes up the memory: %s', (expression) => {
    expect(problemOf(`\${{ ${expression} }}`)).toMatch(/too long/)
  })
})

test('a list with nothing in one of its places cannot be joined', () => {
  expect(problemOf("${{ join(github.event.labels, ', ') }}")).toContain('item 2 of join(…) is empty')
})

test('one text can be joined, and is itself', () => {
  expect(fillIn("${{ join('a') }}", contexts)).toEqual({ text: 'a' })
})
