import { describe, expect, test } from 'vitest'
import { fill, holds, type Result } from './evaluate.ts'

const situation = (status: Result = 'success') => ({
  status,
  contexts: {
    github: { event: { title: "it's }} 1", labels: ['a'] } },
    secrets: { ID: 'x' },
    inputs: { dry: true },
  },
})

describe('an expression in with or env', () => {
  const cases: [value: string, text: string][] = [
    ['${{ github.event.title }}', "it's }} 1"],
    ['a ${{ secrets.ID }} b ${{ secrets.id }}', 'a x b x'],
    ["${{ '}}' }}-${{ 'it''s' }}", "}}-it's"],
    ['${{ secrets.NOT_THERE }}', ''],
    ['${{ inputs.dry }}', 'true'],
    ['${{ toJSON(github.event.labels) }}', '[\n  "a"\n]'],
    ['no expression', 'no expression'],
  ]
  test.for(cases)('%s is text as GitHub makes it', ([value, text]) => {
    expect(fill(value, situation())).toBe(text)
  })

  test.for(['${{ github.event.titel }}', '${{ github.event.labels }}', '${{ github }}'])(
    '%s is refused',
    (value) => {
      expect(() => fill(value, situation())).toThrow('is no text in this run')
    },
  )

  test('over a context that is not there is refused', () => {
    expect(() => fill('${{ matrix.os }}', situation())).toThrow(/Unrecognized named-value/)
  })
})

describe('a condition', () => {
  const cases: [condition: string | undefined, runsAfter: Result[]][] = [
    [undefined, ['success']],
    ['inputs.dry', ['success']],
    ["${{ github.event.title == 'other' }}", []],
    ["'false'", ['success']],
    ['failure()', ['failure']],
    ['failure() || cancelled()', ['failure', 'cancelled']],
    ['${{ always() }}', ['success', 'failure', 'cancelled']],
    ['always() && !inputs.dry', []],
  ]
  test.for(cases)('%s holds after %s', ([condition, runsAfter]) => {
    const results = ['success', 'failure', 'cancelled'] as const

    expect(results.filter((result) => holds(condition, situation(result)))).toEqual(runsAfter)
  })
})
