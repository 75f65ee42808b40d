import { describe, expect } from 'vitest'
import type { Emulator } from '../../emulator/emulator.ts'
import type { GitHub } from '../../emulator/github/server.ts'
import { refOf } from '../../src/inputs/once.ts'
import { planAfter } from '../../src/once/after-key.ts'
import type { Entry } from '../../src/once/record.ts'
import { bodiesFor, recordOf } from './bodies.ts'
import { history, hurried, plant, planted, runOnce, test } from './kept.ts'
import { scriptedKeeper } from './scripted.ts'

const OPEN = 'incident-4711-open'
const RESOLVED = 'incident-4711-resolved'
const a = 'acme-crm'
const b = 'acme-erp'
const c = 'acme-hr'
const ALL_CLEAR = { 'once-key': RESOLVED, 'after-key': OPEN }

/** The record of the alarm as another run has left it. */
function alarm(github: GitHub, systems: Record<string, Entry['outcome']>, time = github.now()): void {
  const run = { id: '7', attempt: 1, job: 'other' }
  plant(github, planted(recordOf(systems, { run })), time, OPEN)
}

function withSystems(emulator: Emulator, ...systems: string[]): { 'system-id': string } {
  emulator.account.systems = systems
  return { 'system-id': systems.join() }
}

const outcomes = (results = ''): string[] =>
  JSON.parse(results).map(({ outcome }: { outcome: string }) => outcome)

describe('an all-clear', () => {
  test('follows its alarm, once', async ({ emulator, github }) => {
    await runOnce({ emulator, github }, { 'once-key': OPEN })
    const first = await runOnce({ emulator, github }, ALL_CLEAR)
    const second = await runOnce({ emulator, github }, ALL_CLEAR)

    expect([first, second].map(({ outputs }) => outputs['outcome'])).toEqual(['sent', 'skipped'])
    expect(first.said('warning')).toEqual([])
    expect(emulator.ledger).toHaveLength(2)
    expect(history(github, OPEN)).toHaveLength(2)
  })

  test('goes to whoever may have got the alarm, and to nobody else', async ({ emulator, github }) => {
    const named = withSystems(emulator, a, b, c, 'acme-it')
    alarm(github, { [a]: 'sent', [b]: 'uncertain', [c]: 'not-sent' })
    const ran = await runOnce({ emulator, github }, { ...ALL_CLEAR, ...named })

    expect(ran.outputs['outcome']).toBe('sent')
    expect(outcomes(ran.outputs['results'])).toEqual(['sent', 'sent', 'skipped', 'skipped'])
    expect(emulator.ledger.map(({ notification }) => notification.systemId).toSorted()).toEqual([a, b])
    expect(ran.summary).toContain('sent to 2 systems, 2 skipped')
    expect(ran.said('info').join('\n')).toMatch(/acme-hr: skipped\. What was sent .* did not reach/)
    expect(ran.said('info').join('\n')).toMatch(/acme-it: skipped\. This system has no part/)
    expect(JSON.parse(ran.outputs['results'] ?? '')[3]).not.toHaveProperty('isLeftOut')
  })

  test('follows an alarm whose run died', async ({ emulator, github }) => {
    alarm(github, { '': 'claimed' }, github.now() - 131_000)

    expect((await runOnce({ emulator, github }, ALL_CLEAR)).outputs['outcome']).toBe('sent')
  })

  test('is compared without case', async ({ emulator, github }) => {
    const named = withSystems(emulator, 'ACME-crm')
    alarm(github, { [a]: 'sent' })

    expect((await runOnce({ emulator, github }, { ...ALL_CLEAR, ...named })).outputs['outcome']).toBe('sent')
  })

  test('that fails beside one that is left out is not-sent: a skipped system is no success', async ({
    emulator,
    github,
  }) => {
    const named = withSystems(emulator, a, b)
    alarm(github, { [a]: 'sent' })
    emulator.faults('send', { kind: 'answer', status: 400 })
    const ran = await runOnce({ emulator, github }, { ...ALL_CLEAR, ...named })

    expect({ outcome: ran.outputs['outcome'], exitCode: ran.exitCode }).toEqual({
      outcome: 'not-sent',
      exitCode: 1,
    })
    expect(ran.summary).toContain('WalkMe notification: not sent')
  })

  test('that reaches one of two that heard is partial, and counts neither the one that is left out', async ({
    emulator,
    github,
  }) => {
    const named = withSystems(emulator, a, b, c)
    alarm(github, { [a]: 'sent', [b]: 'sent' })
    emulator.faults('send', { kind: 'answer', status: 400 })
    const ran = await runOnce({ emulator, github }, { ...ALL_CLEAR, ...named })

    expect(ran.outputs['outcome']).toBe('partial')
    expect(ran.summary).toContain('sent to 1 of 2 systems, 1 skipped')
  })
})

describe('where nobody heard the alarm', () => {
  test('and there is no record, the all-clear is skipped, with a warning that names the key', async ({
    emulator,
    github,
  }) => {
    const ran = await runOnce({ emulator, github }, ALL_CLEAR)

    expect({ outcome: ran.outputs['outcome'], exitCode: ran.exitCode }).toEqual({
      outcome: 'skipped',
      exitCode: 0,
    })
    expect(ran.said('warning')).toEqual([expect.stringContaining(`"${OPEN}"`)])
    expect(emulator.requests).toEqual([])
    expect(github.calls).toEqual(['GET ref', 'GET matching-refs'])
  })

  test('is not known to a token that does not see the repository, so it is not-sent', async ({
    emulator,
    github,
  }) => {
    alarm(github, { '': 'sent' })
    github.permission = 'none'
    const ran = await runOnce({ emulator, github }, ALL_CLEAR)

    expect({ outcome: ran.outputs['outcome'], exitCode: ran.exitCode }).toEqual({
      outcome: 'not-sent',
      exitCode: 1,
    })
    expect(ran.said('warning')).toEqual([])
    expect(ran.said('error')).toEqual([
      expect.stringMatching(/Check github-token: .* The record of the after-key .* could not be read/),
    ])
  })

  test('and the record says so, it is skipped without a warning, and nothing is written', async ({
    emulator,
    github,
  }) => {
    alarm(github, { '': 'not-sent' })
    const ran = await runOnce({ emulator, github }, ALL_CLEAR)

    expect(ran.outputs['outcome']).toBe('skipped')
    expect(ran.said('warning')).toEqual([])
    expect(github.calls).toEqual(['GET ref', 'GET commits'])
    expect(github.refs.has(refOf(RESOLVED, true))).toBe(false)
  })
})

describe('where it is not known who heard the alarm, nothing is sent, red:', () => {
  test('a record that cannot be read', async ({ emulator, github }) => {
    plant(github, 'Merge branch main', github.now(), OPEN)
    const ran = await runOnce({ emulator, github }, ALL_CLEAR)

    expect({ outcome: ran.outputs['outcome'], exitCode: ran.exitCode }).toEqual({
      outcome: 'not-sent',
      exitCode: 1,
    })
    expect(ran.said('error')).toEqual([expect.stringMatching(new RegExp(`"${OPEN}" cannot be read`))])
  })

  test('a look-up that fails', async ({ emulator, github }) => {
    github.faults('GET ref', { kind: 'answer', status: 403, message: 'Forbidden' })
    const ran = await runOnce({ emulator, github }, ALL_CLEAR)

    expect(ran.outputs['outcome']).toBe('not-sent')
    expect(ran.said('error')).toEqual([expect.stringMatching(/^Not sent\. Give the job "permissions:/)])
  })

  for (const [there, step] of [
    ['', a],
    [a, ''],
  ] as const) {
    test(`"${there}" heard it, and the step is for "${step}"`, async ({ emulator, github }) => {
      alarm(github, { [there]: 'sent' })
      const ran = await runOnce({ emulator, github }, { ...ALL_CLEAR, 'system-id': step })

      expect(ran.outputs['outcome']).toBe('not-sent')
      expect(ran.said('error')).toEqual([expect.stringContaining('Give both steps the same "system-id"')])
    })
  }

  test('a holder that does not end', async ({ emulator, github }) => {
    alarm(github, { '': 'claimed' })
    const ran = await runOnce({ emulator, github }, { ...ALL_CLEAR, 'timeout-seconds': '5' }, {}, hurried)

    expect(ran.outputs['outcome']).toBe('not-sent')
    expect(ran.said('error')).toEqual([
      expect.stringMatching(/Run 7 .* has claimed the after-key .* had not ended/),
    ])
    expect(emulator.requests).toEqual([])
    expect(github.refs.has(refOf(RESOLVED, true))).toBe(false)
  })
})

test('an alarm that is being sent is waited for, but not for a system that has heard it', async ({
  emulator,
  github,
}) => {
  withSystems(emulator, a, b)
  alarm(github, { [a]: 'sent', [b]: 'claimed' })
  const first = await runOnce({ emulator, github }, { ...ALL_CLEAR, 'system-id': a })
  expect(first.outputs['outcome']).toBe('sent')

  let pauses = 0
  const ends = {
    ...hurried,
    delay: async () => {
      if (pauses++ === 0) alarm(github, { [a]: 'sent', [b]: 'sent' })
    },
  }
  const second = await runOnce({ emulator, github }, { ...ALL_CLEAR, 'system-id': b }, {}, ends)
  expect(second.said('info')).toContainEqual(expect.stringMatching(/^After: run 7 .* waiting for it to end/))
  expect(second.outputs['outcome']).toBe('sent')
})

test('a holder is named once, and looked at less and less often', async () => {
  const message = planted(recordOf({ a: 'claimed' }))
  const script = {
    readRef: [{ kind: 'done', value: 'one', at: 0 } as const],
    readCommit: [{ kind: 'done', value: { message, tree: 'tree', committedAt: 0 }, at: 0 } as const],
  }
  const { context, waited, lines } = scriptedKeeper(script, { deadline: 6_000 })

  expect(await planAfter(context, bodiesFor('a'), false)).toMatchObject([{ result: { outcome: 'not-sent' } }])
  expect(waited).toEqual([1_000, 1_500, 2_250, 750])
  expect(lines.filter((line) => line.includes('waiting for it to end'))).toHaveLength(1)
})

describe('an all-clear that would come before its alarm', () => {
  const start = { 'start-at': '2026-12-01 08:00' }
  const moved = '2026-12-01T08:00:00+00:00'

  test('is moved to the start of it, and says so', async ({ emulator, github }) => {
    await runOnce({ emulator, github }, { 'once-key': OPEN, ...start })
    const ran = await runOnce({ emulator, github }, ALL_CLEAR)

    expect(ran.outputs['outcome']).toBe('sent')
    expect(emulator.ledger[1]?.notification.startAt).toBe(moved)
    expect(JSON.parse(ran.outputs['payload'] ?? '')).toMatchObject([{ notification: { startAt: moved } }])
    expect(ran.said('notice')).toEqual([
      expect.stringContaining(`The start of the notification is moved to ${moved}`),
    ])
  })

  test('is moved into its own hours, if its alarm begins outside of them', async ({ emulator, github }) => {
    await runOnce({ emulator, github }, { 'once-key': OPEN, 'start-at': '2026-12-01 03:00' })
    const hours = { 'show-hours': 'Mon-Fri 08:00-18:00', 'time-zone': 'Europe/Paris' }
    // A dry run, since the clock of the emulator is another one.
    const inputs = { ...ALL_CLEAR, ...hours, 'dry-run': 'true' }
    const ran = await runOnce({ emulator, github }, inputs)

    const startAt = '2026-12-01T08:00:00+01:00'
    expect(JSON.parse(ran.outputs['payload'] ?? '')).toMatchObject([{ notification: { startAt } }])
    expect(ran.said('notice')).toContainEqual(expect.stringContaining(`moved to ${startAt}`))
  })

  test('and would have ended by then is not sent', async ({ emulator, github }) => {
    await runOnce({ emulator, github }, { 'once-key': OPEN, ...start })
    const ran = await runOnce({ emulator, github }, { ...ALL_CLEAR, 'end-at': '2026-11-30 08:00' })

    expect(ran.outputs['outcome']).toBe('not-sent')
    expect(ran.said('error')).toEqual([expect.stringContaining('later "end-at"')])
    expect(emulator.ledger).toHaveLength(1)
  })

  test('is left as it is if it comes later', async ({ emulator, github }) => {
    await runOnce({ emulator, github }, { 'once-key': OPEN, ...start })
    const ran = await runOnce({ emulator, github }, { ...ALL_CLEAR, 'start-at': '2026-12-01 09:00' })

    expect(emulator.ledger[1]?.notification.startAt).toBe('2026-12-01T09:00:00+00:00')
    expect(ran.said('notice')).toEqual([])
  })
})

describe('a dry run', () => {
  test('says what would be done, waits for nobody and writes nothing', async ({ emulator, github }) => {
    const named = withSystems(emulator, a, b, c)
    alarm(github, { [a]: 'sent', [b]: 'claimed' })
    const ran = await runOnce({ emulator, github }, { ...ALL_CLEAR, ...named, 'dry-run': 'true' })

    expect(ran.outputs['outcome']).toBe('dry-run')
    expect(outcomes(ran.outputs['results'])).toEqual(['dry-run', 'dry-run', 'dry-run'])
    const said = ran.said('info').join('\n')
    expect(said).toContain('by the record as it is, acme-crm would be sent')
    expect(said).toMatch(/acme-erp would be not-sent\. Run 7/)
    expect(github.calls).toEqual(['GET ref', 'GET commits', 'GET ref'])
  })

  test('with nobody to send to looks at no other record, and checks the credentials all the same', async ({
    emulator,
    github,
  }) => {
    const ran = await runOnce(
      { emulator, github },
      { ...ALL_CLEAR, 'dry-run': 'true', 'client-secret': 'wrong' },
    )
    expect(ran.outputs['outcome']).toBe('not-sent')
    expect(github.calls).toEqual(['GET ref', 'GET matching-refs'])
  })
})
