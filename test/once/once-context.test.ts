import { describe, expect, test } from 'vitest'
import { callWithRetry, withGracePeriod, withTimeLimit } from '../../src/once/once-context.ts'
import type { CallResult } from '../../src/once/refs.ts'
import { scriptedKeeper } from './scripted.ts'
import { openTime } from './time.ts'

const DEADLINE = 60_000

/** Runs work that never ends by itself, and returns when it was ended. */
async function endOf(from: 'now' | 'end of time', begins: number, cancelled?: number): Promise<number> {
  const time = openTime()
  const over = new AbortController()
  time.at(DEADLINE, () => over.abort())
  if (cancelled !== undefined) time.at(cancelled, () => over.abort())
  const { context } = scriptedKeeper(
    {},
    {
      elapsed: time.now,
      deadline: DEADLINE,
      signal: over.signal,
      delay: (milliseconds) => new Promise((resolve) => time.at(time.now() + milliseconds, resolve)),
    },
  )
  let ended = -1
  time.at(begins, () => {
    void withGracePeriod(context, from, async ({ retryContext }) => {
      expect(retryContext.retries).toBeGreaterThan(3)
      if (cancelled === undefined || cancelled <= begins)
        expect(retryContext.deadline).toBeGreaterThan(begins)
      await new Promise((resolve) => retryContext.signal.addEventListener('abort', resolve))
      ended = time.now()
    })
  })
  await time.pass()
  return ended
}

describe('the time for a record', () => {
  test('is the rest of the deadline and 5 s', async () => {
    expect(await endOf('end of time', 1_000)).toBe(65_000)
  })

  test('is 5 s after a cancellation, before it or during it', async () => {
    expect(await endOf('end of time', 1_000, 500)).toBe(6_000)
    expect(await endOf('end of time', 1_000, 3_000)).toBe(8_000)
  })

  test('is 5 s for all but the record of a send', async () => {
    expect(await endOf('now', 1_000)).toBe(6_000)
    expect(await endOf('now', 61_000)).toBe(66_000)
  })
})

test('retries of a record are planned within the deadline and 5 s', async () => {
  const { context } = scriptedKeeper({}, { deadline: DEADLINE })
  const read = (from: 'now' | 'end of time') =>
    withGracePeriod(context, from, async ({ retryContext }) => retryContext.deadline)

  expect(await read('end of time')).toBe(65_000)
  expect(await read('now')).toBe(5_000)
})

test.each([
  [60_000, 5_000],
  [3_000, 3_000],
])('with a deadline in %i ms the look-ups of a dry run have %i ms', async (deadline, limit) => {
  const { context } = scriptedKeeper({}, { deadline })
  expect(await withTimeLimit(context, async ({ retryContext }) => retryContext.deadline)).toBe(limit)
})

describe('a call is repeated while that may help:', () => {
  const refused = { kind: 'refused', status: 422, message: '', isRateLimit: false } as const
  const cases: [answer: CallResult<never>, waits: number[]][] = [
    [{ kind: 'lost', message: 'no answer' }, [0, 0]],
    [{ kind: 'lost', message: 'a certificate', isPermanent: true }, []],
    [{ ...refused, after: 7_000 }, [7_000, 7_000]],
    [{ ...refused, after: undefined }, []],
    [{ kind: 'missing' }, []],
  ]
  test.each(cases)('%j', async (answer, waits) => {
    const { context, waited } = scriptedKeeper({}, { retries: 2 })
    expect(await callWithRetry(context, 'asking', async () => answer)).toBe(answer)
    expect(waited).toEqual(waits)
  })
})
