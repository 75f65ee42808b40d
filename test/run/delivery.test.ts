import { describe, expect } from 'vitest'
import type { Emulator } from '../../emulator/emulator.ts'
import type { Fault } from '../../emulator/faults.ts'
import { test } from '../emulated.ts'
import { type Ran, runInProcess, validInputs } from '../world.ts'

const answer = (status: number, headers: Record<string, string> = {}): Fault => ({
  kind: 'answer',
  status,
  headers,
})
const calls = (emulator: Emulator) => emulator.requests.map(({ call }) => call)
const result = ({ outputs }: Ran) => JSON.parse(outputs['results'] ?? '')[0]

describe('a send that was certainly not acted on is made again:', () => {
  test('after 429, at once where nothing was asked', async ({ emulator }) => {
    emulator.faults('send', answer(429), answer(429))
    const ran = await runInProcess(validInputs(emulator))

    expect(result(ran)).toMatchObject({ outcome: 'sent', attempts: 3, httpStatus: 200, reason: '' })
    expect(calls(emulator)).toEqual(['token', 'send', 'send', 'send'])
    expect(ran.said('info')).toContain('Send: HTTP 429, next try in 0.0 s')
  })

  test('as often as retries says, and no more', async ({ emulator }) => {
    emulator.faults('send', answer(429), answer(429), answer(429))
    const ran = await runInProcess({ ...validInputs(emulator), retries: '2' })

    expect(result(ran)).toMatchObject({ outcome: 'not-sent', attempts: 3, httpStatus: 429 })
  })

  test('after the time that Retry-After asks for', async ({ emulator }) => {
    emulator.faults('send', answer(503, { 'retry-after': '7' }))
    const waited: number[] = []
    const ran = await runInProcess(validInputs(emulator), {}, { delay: async (ms) => void waited.push(ms) })

    expect(waited).toEqual([7_000])
    expect(ran.outputs['outcome']).toBe('sent')
  })

  test('but is given up at once if the deadline comes before that', async ({ emulator }) => {
    emulator.faults('send', answer(429, { 'retry-after': '5' }))
    const waited: number[] = []
    const ran = await runInProcess(
      { ...validInputs(emulator), 'timeout-seconds': '5' },
      {},
      { delay: async (ms) => void waited.push(ms) },
    )

    expect(waited).toEqual([])
    expect(result(ran)).toMatchObject({ outcome: 'not-sent', attempts: 1 })
  })

  test('after a connection that was refused', async ({ emulator }) => {
    emulator.faults('token', { kind: 'refuse', ms: 40 })
    const ran = await runInProcess({ ...validInputs(emulator), retries: '10' }, {}, { random: () => 0.02 })

    expect(result(ran)).toMatchObject({ outcome: 'sent', httpStatus: 200 })
    expect(result(ran).attempts).toBeGreaterThan(1)
    expect(emulator.ledger).toHaveLength(1)
  })
})

test('the log says how long it took, by one clock', async ({ emulator }) => {
  const ran = await runInProcess(validInputs(emulator), {}, { elapsed: () => 5_000 })

  expect(ran.said('info')).toEqual(
    expect.arrayContaining([
      'Token: ok (0 ms)',
      expect.stringMatching(/^Send: sent, .* \(1 attempt, 0 ms\)$/),
    ]),
  )
  expect(ran.said('debug')).toContain('Send, try 1: HTTP 200 after 0 ms')
})

describe('a send that may have been delivered', () => {
  for (const fault of [
    answer(500),
    answer(408),
    { kind: 'reset', when: 'after-accepting' },
  ] satisfies Fault[]) {
    test(`is not made again: ${JSON.stringify(fault)}`, async ({ emulator }) => {
      emulator.faults('send', fault)
      const ran = await runInProcess({ ...validInputs(emulator), retries: '10' })

      expect(result(ran)).toMatchObject({ outcome: 'uncertain', attempts: 1 })
      expect(calls(emulator)).toEqual(['token', 'send'])
    })
  }

  test('is made again where that was asked for, and a success says that people may have it twice', async ({
    emulator,
  }) => {
    emulator.faults('send', { kind: 'reset', when: 'after-accepting' })
    const ran = await runInProcess({ ...validInputs(emulator), 'resend-when-uncertain': 'true' })

    expect(result(ran)).toMatchObject({
      outcome: 'sent',
      attempts: 2,
      reason: expect.stringMatching(/may have it twice/),
    })
    expect(ran.said('warning')).toEqual([expect.stringMatching(/may have it twice/)])
    expect(emulator.ledger).toHaveLength(2)
  })

  test('and then succeeds, but with errors, is told to be both', async ({ emulator }) => {
    emulator.faults(
      'send',
      { kind: 'reset', when: 'after-accepting' },
      { kind: 'answer', status: 200, body: '{"id":"x","errors":["Who?"]}' },
    )
    const ran = await runInProcess({ ...validInputs(emulator), 'resend-when-uncertain': 'true' })

    expect(result(ran)).toMatchObject({ outcome: 'sent', attempts: 2 })
    expect(result(ran).reason).toMatch(
      /^WalkMe returned an ID, .*Who\?.* all is well\. An earlier try may have/,
    )
  })

  test('stays uncertain whatever refusal comes after it', async ({ emulator }) => {
    emulator.faults('send', { kind: 'answer', status: 502, accepts: true }, answer(403))
    const ran = await runInProcess({ ...validInputs(emulator), 'resend-when-uncertain': 'true' })

    expect(result(ran)).toMatchObject({
      outcome: 'uncertain',
      attempts: 2,
      httpStatus: 403,
      reason: expect.stringMatching(/HTTP 502/),
    })
  })
})

describe('a token that WalkMe refuses', () => {
  test('is replaced once, outside the retries', async ({ emulator }) => {
    emulator.faults('token', { kind: 'expired-token' })
    const ran = await runInProcess({ ...validInputs(emulator), retries: '0' })

    expect(result(ran)).toMatchObject({ outcome: 'sent', attempts: 2 })
    expect(calls(emulator)).toEqual(['token', 'send', 'token', 'send'])
    expect(emulator.ledger).toHaveLength(1)
  })

  test('twice is not-sent', async ({ emulator }) => {
    emulator.faults('send', { kind: 'expired-token' }, { kind: 'expired-token' })
    const ran = await runInProcess(validInputs(emulator))

    expect(result(ran)).toMatchObject({ outcome: 'not-sent', attempts: 2, httpStatus: 401 })
    expect(result(ran).reason).toMatch(/token that WalkMe had just issued was refused/)
    expect(calls(emulator)).toEqual(['token', 'send', 'token', 'send'])
  })

  test('is not-sent if there is no other, and says why there is none', async ({ emulator }) => {
    emulator.faults('send', { kind: 'expired-token' })
    emulator.faults('token', { kind: 'late', ms: 0 }, answer(403))
    const ran = await runInProcess(validInputs(emulator))

    expect(result(ran)).toMatchObject({ outcome: 'not-sent', attempts: 1, httpStatus: 401 })
    expect(result(ran).reason).toMatch(/^No token: the server refused the request \(HTTP 403\)/)
  })

  test('is not asked for again: later tries use the new one', async ({ emulator }) => {
    emulator.faults('send', { kind: 'expired-token' }, answer(429))
    const ran = await runInProcess(validInputs(emulator))

    expect(result(ran)).toMatchObject({ outcome: 'sent', attempts: 3 })
    const bearers = emulator.requests
      .filter(({ call }) => call === 'send')
      .map(({ headers }) => headers['authorization'])
    expect(bearers[0]).not.toBe(bearers[1])
    expect(bearers[1]).toBe(bearers[2])
  })

  test('is replaced once, however often it is refused between other tries', async ({ emulator }) => {
    emulator.faults('send', { kind: 'expired-token' }, answer(429), { kind: 'expired-token' })
    const ran = await runInProcess(validInputs(emulator))

    expect(result(ran)).toMatchObject({ outcome: 'not-sent', attempts: 3, httpStatus: 401 })
    expect(calls(emulator)).toEqual(['token', 'send', 'token', 'send', 'send'])
  })

  test('has its new token masked too', async ({ emulator }) => {
    emulator.faults('token', { kind: 'expired-token' })
    const ran = await runInProcess(validInputs(emulator))

    for (const { headers } of emulator.requests.filter(({ call }) => call === 'send')) {
      expect(ran.masked).toContain(headers['authorization']?.slice('Bearer '.length))
    }
  })
})

describe('the token request', () => {
  for (const fault of [
    answer(500),
    answer(408),
    answer(429),
    { kind: 'reset', when: 'after-body' },
    { kind: 'cut' },
  ] satisfies Fault[]) {
    test(`is made again after ${JSON.stringify(fault)}`, async ({ emulator }) => {
      emulator.faults('token', fault)
      const ran = await runInProcess(validInputs(emulator))

      expect(result(ran)).toMatchObject({ outcome: 'sent', attempts: 1 })
      expect(calls(emulator)).toEqual(['token', 'token', 'send'])
      expect(ran.said('info')).toContainEqual(expect.stringMatching(/^Token: .+, next try in 0\.0 s$/))
    })
  }

  for (const status of [400, 401, 403]) {
    test(`is never made again after ${status}`, async ({ emulator }) => {
      emulator.faults('token', answer(status))
      const ran = await runInProcess(validInputs(emulator))

      expect(ran.outputs['outcome']).toBe('not-sent')
      expect(calls(emulator)).toEqual(['token'])
    })
  }

  test('has retries of its own', async ({ emulator }) => {
    emulator.faults('token', answer(500), answer(500))
    emulator.faults('send', answer(429), answer(429))
    const ran = await runInProcess({ ...validInputs(emulator), retries: '2' })

    expect(ran.outputs['outcome']).toBe('sent')
  })
})

describe('the deadline', () => {
  test('during the send is uncertain', async ({ emulator }) => {
    emulator.faults('send', { kind: 'late', ms: 5_000 })
    const ran = await runInProcess({ ...validInputs(emulator), 'timeout-seconds': '1' })

    expect(result(ran)).toMatchObject({ outcome: 'uncertain', httpStatus: null })
    expect(result(ran).reason).toBe('The deadline of 1 s passed before an answer came.')
  })

  test('during the token request is not-sent', async ({ emulator }) => {
    emulator.faults('token', { kind: 'late', ms: 5_000 })
    const ran = await runInProcess({ ...validInputs(emulator), 'timeout-seconds': '1' })

    expect(result(ran)).toMatchObject({ outcome: 'not-sent', attempts: 0 })
  })

  test('in the middle of the body of a success is sent', async ({ emulator }) => {
    emulator.faults('send', { kind: 'endless' })
    const ran = await runInProcess({ ...validInputs(emulator), 'timeout-seconds': '1' })

    expect(result(ran)).toMatchObject({ outcome: 'sent', httpStatus: 200 })
  })
})

describe('a cancelled job', () => {
  const cancelling = (when: Promise<unknown>) => {
    const cancellation = new AbortController()
    void when.then(() => cancellation.abort())
    return { cancelled: cancellation.signal }
  }

  test('before anything was sent is not-sent', async ({ emulator }) => {
    const ran = await runInProcess(validInputs(emulator), {}, { cancelled: AbortSignal.abort() })

    expect(result(ran)).toMatchObject({ outcome: 'not-sent' })
    expect(result(ran).reason).toMatch(/job was cancelled before the request could be made/)
    expect(emulator.requests).toEqual([])
  })

  test('during the send is uncertain', async ({ emulator }) => {
    emulator.faults('send', { kind: 'late', ms: 5_000 })
    const seen = Promise.withResolvers<void>()
    const watch = setInterval(() => emulator.requests.length > 1 && seen.resolve(), 5)
    const ran = await runInProcess(validInputs(emulator), {}, cancelling(seen.promise))
    clearInterval(watch)

    expect(result(ran)).toMatchObject({ outcome: 'uncertain' })
    expect(result(ran).reason).toMatch(/job was cancelled before an answer came/)
  })
})

describe('bad input names the range:', () => {
  const cases = [
    ...['many', '-1', '11', '1.5', '1e1'].map((text) => ['retries', text, '0 to 10'] as const),
    ...['0', '901', '1.5', '1e2', '60s', '-5'].map((text) => ['timeout-seconds', text, '1 to 900'] as const),
  ]
  for (const [name, text, range] of cases) {
    test(`${name}: ${text}`, async ({ emulator }) => {
      const ran = await runInProcess({ ...validInputs(emulator), [name]: text })

      expect(ran.said('error')).toEqual([`${name}: "${text}" is not a whole number from ${range}.`])
      expect(emulator.connections()).toBe(0)
    })
  }

  for (const [name, text] of [
    ['retries', '0'],
    ['retries', '10'],
    ['timeout-seconds', '1'],
    ['timeout-seconds', '900'],
  ]) {
    test(`${name}: ${text} is good`, async ({ emulator }) => {
      const ran = await runInProcess({ ...validInputs(emulator), [name ?? '']: text })

      expect(ran.outputs['outcome']).toBe('sent')
    })
  }
})
