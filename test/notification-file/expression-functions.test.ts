import { describe, expect, test } from 'vitest'
import { fillIn } from '../../src/notification-file/expressions.ts'

const LIMIT = 256 * 1024
const long = 'x'.repeat(LIMIT / 2)
const contexts = {
  github: {
    event: { long, more: long, full: long + long, empty: '', list: [long, long, 'x'], labels: ['a', null] },
  },
  env: {},
}

function problemOf(template: string): string {
  const filled = fillIn(template, contexts)
  return 'errors' in filled ? filled.errors.map(({ message }) => message).join('\n') : ''
}

describe('a text stays within bounds:', () => {
  test.each([
    '${{ github.event.long }}${{ github.event.long }}',
    '${{ github.event.full }}${{ github.event.empty }}',
    "${{ join(github.event.full, '') }}",
    "${{ contains('{0}{0}{0}', github.event.long) }}",
    '${{ contains(github.event.full, github.event.full) }}',
  ])('one that is as long as can be is filled in: %s', (template) => {
    expect(problemOf(template)).toBe('')
  })

  test('one character more is a mistake, and what comes behind it is not looked at', () => {
    expect(problemOf('!${{ github.event.full }}${{ github.event.nothing }}')).toBe(
      'With its expressions filled in, this text has more than 262144 characters.',
    )
  })

  test.each([
    "format('{0}{0}{0}', github.event.long)",
    "format('{10}{10}{10}', '', '', '', '', '', '', '', '', '', '', github.event.long)",
    "join(github.event.*.name, github.event.long) || format('{0}{0}!', github.event.long)",
    "join(github.event.list, '')",
    "join(fromJSON('[1, 2, 3]'), github.event.long)",
  ])('so is a function whose result would be longer, before it takes up the memory: %s', (expression) => {
    expect(problemOf(`\${{ ${expression} }}`)).toMatch(/would be too long/)
  })

  test('and one whose result is longer', () => {
    expect(problemOf('${{ toJSON(github.event) }}')).toMatch(/the result of toJson\(…\) is too long/)
  })
})

test('a list with nothing in one of its places cannot be joined', () => {
  expect(problemOf("${{ join(github.event.labels, ', ') }}")).toContain('item 2 of join(…) is empty')
})

test('one text can be joined, and is itself', () => {
  expect(fillIn("${{ join('a') }}", contexts)).toEqual({ text: 'a' })
})
