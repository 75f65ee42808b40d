import { describe, expect } from 'vitest'
import type { Fault } from '../../emulator/faults.ts'
import { test } from '../emulated.ts'
import { history, test as onceTest, runOnce } from '../once/kept.ts'
import { type Ran, runInProcess, validInputs } from '../world.ts'

const PERSON = 'jane.roe@example.com'

/** Something that only a bug does: the draw for a wait throws, with the ID of a person in its message. */
const broken = {
  random: () => {
    throw new Error(`no number for ${PERSON}`)
  },
}

const askedToWait: Fault = { kind: 'answer', status: 429, headers: { 'retry-after': '0' } }

const results = ({ outputs }: Ran): { outcome: string; attempts: number; reason: string }[] =>
  JSON.parse(outputs['results'] ?? '')

describe('a bug while one system is sent to', () => {
  test('is the reason for that system; the others are sent to, waited for and reported', async ({
    emulator,
  }) => {
    emulator.account.systems = ['a', 'b', 'c']
    emulator.faults('send', askedToWait, { kind: 'late', ms: 300 })
    const inputs = { ...validInputs(emulator), 'system-id': 'a,b,c', 'end-users': PERSON }
    const ran = await runInProcess(inputs, {}, broken)

    expect(ran.exitCode).toBe(1)
    expect(ran.outputs['outcome']).toBe('partial')
    expect(
      results(ran)
        .map(({ outcome }) => outcome)
        .toSorted(),
    ).toEqual(['sent', 'sent', 'uncertain'])
    expect(emulator.ledger).toHaveLength(2)
    const failed = results(ran).find(({ outcome }) => outcome === 'uncertain')
    expect(failed).toMatchObject({
      attempts: 1,
      reason:
        'This is a bug of the action: Error: no number for (an end user). Please report it, with the log at debug level.',
    })
    expect(ran.said('error')).toEqual([
      expect.stringMatching(/^Sent to some systems.*This is a bug of the action/),
    ])
    expect(ran.summary).toContain('sent to 2 of 3 systems')
    expect(ran.lines.map(({ text }) => text).join()).not.toContain('jane')
    expect(ran.said('debug').join()).toContain('Error: no number for (an end user)\n')
  })

  test('before any request can have left is not-sent', async ({ emulator }) => {
    emulator.account.systems = ['a', 'b']
    emulator.faults('token', { kind: 'answer', status: 503 })
    const ran = await runInProcess({ ...validInputs(emulator), 'system-id': 'a,b' }, {}, broken)

    expect(ran.outputs['outcome']).toBe('not-sent')
    expect(results(ran)).toMatchObject([
      { outcome: 'not-sent', attempts: 0, reason: expect.stringContaining('bug of the action') },
      { outcome: 'not-sent', attempts: 0 },
    ])
  })

  test('is told of a dry run too', async ({ emulator }) => {
    emulator.faults('token', { kind: 'answer', status: 503 })
    const ran = await runInProcess({ ...validInputs(emulator), 'dry-run': 'true' }, {}, broken)

    expect(results(ran)).toMatchObject([{ outcome: 'not-sent' }])
    expect(ran.summary).toContain('bug of the action')
  })
})

onceTest(
  'a bug in one delivery is recorded under the key as what it came to',
  async ({ emulator, github }) => {
    emulator.account.systems = ['a', 'b']
    emulator.faults('send', askedToWait)
    const ran = await runOnce({ emulator, github }, { 'system-id': 'a,b' }, {}, broken)

    expect(ran.outputs['outcome']).toBe('partial')
    const outcomes = history(github)
      .at(-1)
      ?.systems.map(({ outcome }) => outcome)
    expect(outcomes?.toSorted()).toEqual(['sent', 'uncertain'])
  },
)

test('a bug outside of the deliveries leaves the results that are known', async ({ emulator }) => {
  // The clock is asked last when the deliveries are over and the deadline is put away.
  const cancelled = new AbortController().signal
  Object.assign(cancelled, {
    removeEventListener: () => {
      throw new Error('broken')
    },
  })
  const ran = await runInProcess(validInputs(emulator), {}, { cancelled })

  expect(ran.exitCode).toBe(1)
  expect(ran.outputs['outcome']).toBe('sent')
  expect(results(ran)).toMatchObject([{ outcome: 'sent', attempts: 1 }])
  expect(ran.said('error')).toEqual([
    expect.stringMatching(/^The outcome is "sent"\. This is a bug of the action/),
  ])
  expect(ran.summary).toContain('WalkMe notification: sent')
})

test('a bug before there is a plan is not-sent, and every output is set', async ({ emulator }) => {
  const now = () => {
    throw new Error('no time')
  }
  const ran = await runInProcess(validInputs(emulator), {}, { now })

  expect(ran.exitCode).toBe(1)
  expect(ran.outputs).toEqual({
    outcome: 'not-sent',
    'notification-id': '',
    'notification-ids': '[]',
    results: '[]',
    payload: '[]',
  })
  expect(ran.said('error')).toEqual([
    expect.stringMatching(/^Not sent\. This is a bug of the action: Error: no time\. Please report it/),
  ])
  expect(ran.summary).toContain('WalkMe notification: not sent')
})

describe('end users', () => {
  const refusing = (message: string): Fault => ({
    kind: 'answer',
    status: 400,
    body: JSON.stringify({ message }),
  })

  test('of 60,000 characters are no trouble for the others, and are not shown', async ({ emulator }) => {
    const id = 'x(y'.repeat(20_000)
    emulator.account.systems = ['a', 'b']
    emulator.faults('send', refusing(`no such user ${id} here`))
    const inputs = { ...validInputs(emulator), 'system-id': 'a,b', 'end-users': id }
    const ran = await runInProcess(inputs)

    expect(ran.outputs['outcome']).toBe('partial')
    expect(
      results(ran)
        .map(({ reason }) => reason)
        .join(''),
    ).toContain('no such user (an end user) here')
    expect(ran.lines.map(({ text }) => text).join()).not.toContain('x(y')
  })

  test('such as 1 and 2 change nothing else in a message', async ({ emulator }) => {
    emulator.faults(
      'send',
      refusing('1 of template 1e5afe51-2d2a-4b22-a60a-cf2d6c01d726, HTTP/1.2, 2026-1-2: user 2.'),
    )
    const ran = await runInProcess({ ...validInputs(emulator), 'end-users': '1\n2' })

    expect(ran.said('error').join()).toContain(
      '(an end user) of template 1e5afe51-2d2a-4b22-a60a-cf2d6c01d726, HTTP/1.2, 2026-1-2: user (an end user).',
    )
  })
})
