import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { type RetryContext, type RetryDecision, retry, retryAfter } from '../../src/http/retry.ts'

/** A pace on a clock that only `delay` moves, and what was waited for. */
function fakePace(
  change: Partial<RetryContext> = {},
): RetryContext & { waited: number[]; clock: { time: number } } {
  const clock = { time: 0 }
  const waited: number[] = []
  return {
    clock,
    waited,
    now: () => clock.time,
    elapsed: () => clock.time,
    deadline: 600_000,
    signal: new AbortController().signal,
    async delay(milliseconds) {
      waited.push(milliseconds)
      clock.time += milliseconds
    },
    random: () => 1,
    retries: 10,
    ...change,
  }
}

/** Tries that come to 1, 2, 3 …, until one that `isLast`. */
function countTo(isLast: number, after = 0) {
  let count = 0
  return {
    attempt: async () => ++count,
    next: (result: number): RetryDecision => (result >= isLast ? 'stop' : { again: true, after }),
  }
}

const ignore = () => {}

test('one try is enough where nothing is to be repeated', async () => {
  const pace = fakePace()
  const { attempt, next } = countTo(1)

  expect(await retry(pace, attempt, next, ignore)).toBe(1)
  expect(pace.waited).toEqual([])
})

test('the retries come on top of the first try', async () => {
  const { attempt, next } = countTo(99)

  expect(await retry(fakePace({ retries: 3 }), attempt, next, ignore)).toBe(4)
})

test('without retries there is one try', async () => {
  const pace = fakePace({ retries: 0 })
  const { attempt, next } = countTo(99)

  expect(await retry(pace, attempt, next, ignore)).toBe(1)
  expect(pace.waited).toEqual([])
})

test('waiting doubles up to half a minute', async () => {
  const pace = fakePace()
  const { attempt, next } = countTo(9)
  await retry(pace, attempt, next, ignore)

  expect(pace.waited).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000])
})

test('the jitter is full: anything from nothing to the whole wait', async () => {
  const draws = [0, 0.5, 0.25]
  const pace = fakePace({ random: () => draws.shift() ?? 1 })
  const { attempt, next } = countTo(4)
  await retry(pace, attempt, next, ignore)

  expect(pace.waited).toEqual([0, 1_000, 1_000])
})

test('the server is left alone as long as it asks, if that is longer', async () => {
  const pace = fakePace({ retries: 3 })
  const { attempt, next } = countTo(99, 2_500)
  await retry(pace, attempt, next, ignore)

  expect(pace.waited).toEqual([2_500, 2_500, 4_000])
})

test('a wait that the deadline would end is given up at once', async () => {
  const pace = fakePace({ deadline: 5_000 })
  const { attempt, next } = countTo(99, 5_000)

  expect(await retry(pace, attempt, next, ignore)).toBe(1)
  expect(pace.waited).toEqual([])
})

test('a wait that ends just before the deadline is waited for', async () => {
  const pace = fakePace({ deadline: 5_001 })
  const { attempt, next } = countTo(2, 5_000)

  expect(await retry(pace, attempt, next, ignore)).toBe(2)
})

test('an interruption during a wait makes no further try', async () => {
  const interruption = new AbortController()
  const pace = fakePace({ signal: interruption.signal, delay: async () => interruption.abort() })
  const { attempt, next } = countTo(99)

  expect(await retry(pace, attempt, next, ignore)).toBe(1)
})

test('an interruption during a try makes no further try, and waits for nothing', async () => {
  const interruption = new AbortController()
  const pace = fakePace({ signal: interruption.signal })
  const { next } = countTo(99)
  const attempt = async () => {
    interruption.abort()
    return 1
  }

  expect(await retry(pace, attempt, next, ignore)).toBe(1)
  expect(pace.waited).toEqual([])
})

test('each wait is told before it begins', async () => {
  const told: [number, number][] = []
  const { attempt, next } = countTo(3)
  await retry(fakePace(), attempt, next, (result, wait) => void told.push([result, wait]))

  expect(told).toEqual([
    [1, 1_000],
    [2, 2_000],
  ])
})

describe('Retry-After', () => {
  const now = Date.parse('2026-11-23T12:00:00Z')
  const cases: [headers: Record<string, string>, milliseconds: number | undefined][] = [
    [{}, undefined],
    [{ 'retry-after': '' }, undefined],
    [{ 'retry-after': '120' }, 120_000],
    [{ 'retry-after': ' 3 ' }, 3_000],
    [{ 'retry-after': '-1' }, undefined],
    [{ 'retry-after': '1.5' }, undefined],
    [{ 'retry-after': '2026' }, 2_026_000],
    [{ 'retry-after': 'soon' }, undefined],
    [{ 'retry-after': 'in 5' }, undefined],
    [{ 'retry-after': 'max 10' }, undefined],
    [{ 'retry-after': 'on Mon, 23 Nov 2026 12:00:30 GMT' }, undefined],
    [{ 'retry-after': 'Mon, 23 Nov 2026 12:00:30 GMT (soon)' }, undefined],
    [{ 'retry-after': 'Mon Nov 23 12:00:30 2026' }, 30_000],
    [{ 'retry-after': 'Mon, 23 Nov 2026 12:00:30 GMT' }, 30_000],
    [{ 'retry-after': 'Monday, 23-Nov-26 12:00:30 GMT' }, 30_000],
    [{ 'retry-after': 'Mon, 23 Nov 2026 11:00:00 GMT' }, 0],
    [{ 'retry-after': 'Mon, 23 Nov 2026 14:00:30 GMT', date: 'Mon, 23 Nov 2026 14:00:00 GMT' }, 30_000],
    [{ 'retry-after': 'Mon, 23 Nov 2026 12:00:30 GMT', date: 'whenever' }, 30_000],
  ]
  for (const [headers, milliseconds] of cases) {
    test(`${JSON.stringify(headers)} is ${milliseconds} ms`, () =>
      expect(retryAfter(headers, now)).toBe(milliseconds))
  }

  test('a date that names no zone is in GMT, wherever the runner stands', () => {
    vi.stubEnv('TZ', 'America/New_York')
    onTestFinished(() => void vi.unstubAllEnvs())
    expect(retryAfter({ 'retry-after': 'Mon Nov 23 12:00:30 2026' }, now)).toBe(30_000)
  })
})
