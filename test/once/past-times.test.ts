import { describe, expect } from 'vitest'
import { NOW } from '../world.ts'
import { history, runOnce, test } from './kept.ts'

const rerun = { GITHUB_RUN_ATTEMPT: '2' }
const PAST = '2026-11-23 11:59'
const tooLate =
  'Not sent. It is too late to send this. end-at: The end (2026-11-23T11:59:00+00:00) is already past.'

/** The world a week before, when the times of a later run were still to come. */
const aWeekBefore = { now: () => NOW - 7 * 24 * 60 * 60_000 }

describe('under a once-key, what is past', () => {
  for (const [what, times] of [
    ['an end', { 'end-at': '2126-01-01 12:00' }],
    ['a start', { 'start-at': '2126-01-01 08:00', 'end-at': '2126-02-01 08:00' }],
  ] as const) {
    test(`fails no re-run of what was sent: ${what}`, async ({ emulator, github }) => {
      await runOnce({ emulator, github }, times)
      const later = { now: () => Date.parse('2126-01-03T12:00:00Z') }
      const again = await runOnce({ emulator, github }, times, rerun, later)

      expect(emulator.ledger).toHaveLength(1)
      expect(again.exitCode).toBe(0)
      expect(again.outputs['outcome']).toBe('skipped')
      expect([...again.said('error'), ...again.said('warning')]).toEqual([])
    })
  }

  test('is a mistake if nothing was sent, and claims nothing', async ({ emulator, github }) => {
    const before = github.refs.size
    const ran = await runOnce({ emulator, github }, { 'end-at': PAST })

    expect(ran.exitCode).toBe(1)
    expect(ran.outputs['outcome']).toBe('not-sent')
    expect(ran.said('error')).toEqual([
      'end-at: The end (2026-11-23T11:59:00+00:00) is already past.',
      tooLate,
    ])
    expect(ran.summary).toContain('too late to send this')
    expect(github.refs.size).toBe(before)
    expect(github.calls).toEqual(['GET ref'])
    expect(emulator.connections()).toBe(0)
  })

  test('fails like every mistake with fail-on-error: false', async ({ emulator, github }) => {
    const ran = await runOnce({ emulator, github }, { 'end-at': PAST, 'fail-on-error': 'false' })

    expect(ran.exitCode).toBe(1)
  })

  test('is a mistake for the systems that have not got it', async ({ emulator, github }) => {
    emulator.account.systems = ['one', 'two']
    const inputs = { 'system-id': 'one\ntwo', 'start-at': '2026-11-16 13:00', retries: '0' }
    emulator.faults('send', { kind: 'answer', status: 400, body: '' })
    const first = await runOnce({ emulator, github }, inputs, {}, aWeekBefore)
    const second = await runOnce({ emulator, github }, inputs, rerun)

    expect(first.outputs['outcome']).toBe('partial')
    expect(second.exitCode).toBe(1)
    const results: { outcome: string }[] = JSON.parse(second.outputs['results'] ?? '')
    expect(results.map(({ outcome }) => outcome).toSorted()).toEqual(['not-sent', 'skipped'])
    expect(second.said('error')).toContainEqual(
      expect.stringMatching(/^start-at: The start .* is 6 days past/),
    )
    expect(emulator.ledger).toHaveLength(1)
    expect(history(github)).toHaveLength(2)
  })

  test('is told in a dry run if something would be sent, and not if nothing would', async ({
    emulator,
    github,
  }) => {
    const dryRun = { 'end-at': PAST, 'dry-run': 'true' }
    const before = await runOnce({ emulator, github }, dryRun)
    await runOnce({ emulator, github })
    const after = await runOnce({ emulator, github }, dryRun)

    expect(before.exitCode).toBe(1)
    expect(before.outputs['outcome']).toBe('not-sent')
    expect(before.said('error')).toContain(tooLate)
    expect(after.outputs['outcome']).toBe('dry-run')
  })

  test('is a mistake at once where no record is read', async ({ emulator, github }) => {
    const inputs = { 'end-at': PAST, 'dry-run': 'true', 'client-id': '', 'client-secret': '' }
    const ran = await runOnce({ emulator, github }, inputs)

    expect(ran.said('error')).toEqual(['end-at: The end (2026-11-23T11:59:00+00:00) is already past.'])
  })

  test('is not told where the record cannot be read, since nothing goes out then', async ({
    emulator,
    github,
  }) => {
    github.faults('GET ref', { kind: 'answer', status: 401 })
    const ran = await runOnce({ emulator, github }, { 'end-at': PAST })

    expect(ran.exitCode).toBe(1)
    expect(ran.said('error')).toEqual([expect.not.stringContaining('past')])
  })
})

describe('relative times of a second attempt under a once-key', () => {
  const inputs = { 'end-at': '+1d' }
  const words = expect.stringMatching(/relative times count from now/)
  // The clock of the emulator shows the real time.
  const world = { now: () => Date.now() }

  test('are told if it sends, and not of the first', async ({ emulator, github }) => {
    emulator.faults('send', { kind: 'answer', status: 400, body: '' })
    const first = await runOnce({ emulator, github }, inputs, {}, world)
    const again = await runOnce({ emulator, github }, inputs, rerun, world)

    expect(again.outputs['outcome']).toBe('sent')
    expect(first.said('notice')).not.toContainEqual(words)
    expect(again.said('notice')).toContainEqual(words)
  })

  test('are not if nothing is left to send', async ({ emulator, github }) => {
    await runOnce({ emulator, github }, inputs, {}, world)
    const again = await runOnce({ emulator, github }, inputs, rerun, world)

    expect(again.outputs['outcome']).toBe('skipped')
    expect(again.said('notice')).not.toContainEqual(words)
  })
})
