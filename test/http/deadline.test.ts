import { getEventListeners } from 'node:events'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { deadlineFor, Interruption } from '../../src/http/deadline.ts'

/** A deadline in a second and a half, and what cancels it. */
function begin(job = new AbortController()) {
  return { job, ...deadlineFor(1_500, { elapsed: () => 100, cancelled: job.signal }) }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('a deadline is told on the clock that only goes forward', () => {
  expect(begin().deadline).toBe(1_600)
})

describe('the signal is aborted', () => {
  test('at the deadline, not before', () => {
    const { signal } = begin()
    vi.advanceTimersByTime(1_499)
    expect(signal.aborted).toBe(false)
    vi.advanceTimersByTime(1)

    expect(signal.reason).toEqual(new Interruption('the deadline of 1.5 s passed'))
    expect(signal.reason).toMatchObject({ name: 'Interruption' })
  })

  test('when the job is cancelled, which stays the reason at the deadline', () => {
    const { job, signal } = begin()
    expect(signal.aborted).toBe(false)
    job.abort()
    vi.advanceTimersByTime(2_000)

    expect(signal.reason).toEqual(new Interruption('the job was cancelled'))
  })

  test('at once when the job is cancelled already', () => {
    const job = new AbortController()
    job.abort()

    expect(begin(job).signal.reason).toEqual(new Interruption('the job was cancelled'))
  })
})

test('a deadline that is cleared leaves nothing behind and aborts nothing', () => {
  const { job, signal, clear } = begin()
  clear()

  expect(vi.getTimerCount()).toBe(0)
  expect(getEventListeners(job.signal, 'abort')).toEqual([])
  job.abort()
  vi.advanceTimersByTime(2_000)
  expect(signal.aborted).toBe(false)
})
