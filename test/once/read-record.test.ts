import { describe, expect, test } from 'vitest'
import { mayStillRun } from '../../src/once/read-record.ts'
import { recordOf, run } from './bodies.ts'

const claimed = recordOf({ a: 'claimed' }, { seconds: 65 })
const another = { id: '2', attempt: 1, job: 'announce' }
const at = Date.parse('2026-11-23T12:00:00Z')

describe('a claimer may live', () => {
  test('until twice its time is over, by GitHub’s clock', () => {
    expect(mayStillRun(claimed, at, at + 130_000, another)).toBe(true)
    expect(mayStillRun(claimed, at, at + 131_000, another)).toBe(false)
  })

  test('if that cannot be told', () => {
    expect(mayStillRun(claimed, undefined, at, another)).toBe(true)
    expect(mayStillRun(claimed, at, undefined, another)).toBe(true)
  })

  test('if it is another run, whatever its attempt', () => {
    expect(mayStillRun(claimed, at, at, { ...another, attempt: 2 })).toBe(true)
  })

  test('if its claim is of the future', () => {
    expect(mayStillRun(claimed, at, at - 60_000, another)).toBe(true)
  })
})

describe('of the same run, a claimer', () => {
  const now = at + 1_000
  test('of an earlier attempt is dead', () => {
    expect(mayStillRun(claimed, at, now, { ...run, attempt: 2 })).toBe(false)
  })

  test('of this attempt may live: another job of a matrix has the same name', () => {
    expect(mayStillRun(claimed, at, now, run)).toBe(true)
  })

  test('of a later attempt may live', () => {
    expect(mayStillRun({ ...claimed, run: { ...run, attempt: 3 } }, at, now, { ...run, attempt: 2 })).toBe(
      true,
    )
  })

  test('in another job may live', () => {
    expect(mayStillRun(claimed, at, now, { ...run, attempt: 2, job: 'another' })).toBe(true)
  })

  test('is not known where runs have no ID', () => {
    const unnamed = { ...claimed, run: { ...run, id: '' } }
    expect(mayStillRun(unnamed, at, now, { ...run, id: '', attempt: 2 })).toBe(true)
  })
})
