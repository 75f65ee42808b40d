import { describe, expect, test } from 'vitest'
import { causesOf, codeOf } from '../../src/http/causes.ts'

/** An error that was caused by another, and so on: `0` by `1`. */
function chain(length: number): Error {
  let error: unknown
  for (let index = length - 1; index >= 0; index--) error = new Error(`${index}`, { cause: error })
  return error instanceof Error ? error : new Error('none')
}

describe('the causes of an error are', () => {
  test.each<[what: string, error: unknown, messages: string[]]>([
    ['the error itself', new Error('alone'), ['alone']],
    ['outermost first', chain(3), ['0', '1', '2']],
    ['five at most', chain(7), ['0', '1', '2', '3', '4']],
    [
      'those of the first address',
      new AggregateError([chain(2), new Error('other')], 'all'),
      ['all', '0', '1'],
    ],
    ['only errors', new Error('outer', { cause: 'text' }), ['outer']],
    ['none of what is no error', 'text', []],
  ])('%s', (_, error, messages) => {
    expect(causesOf(error).map(({ message }) => message)).toEqual(messages)
  })
})

test('the code of an error is a text, or there is none', () => {
  expect(codeOf(Object.assign(new Error(), { code: 'ECONNREFUSED' }))).toBe('ECONNREFUSED')
  expect(codeOf(Object.assign(new Error(), { code: 7 }))).toBeUndefined()
  expect(codeOf(new Error('none'))).toBeUndefined()
})
