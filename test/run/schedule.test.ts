import { test as base, describe, expect } from 'vitest'
import { oneSystem } from '../../emulator/account.ts'
import { type Emulator, startEmulator } from '../../emulator/emulator.ts'
import { NOW, runInProcess, type StepInputs, sentBodies, validInputs } from '../world.ts'

const NIGHT = Date.parse('2026-11-24T02:00:00Z')

interface Clock {
  now: number
  minutesOff: number
}

/** An emulator whose clock shows what the runner's does, but for what a test adds, in minutes. */
const test = base.extend<{ clock: Clock; emulator: Emulator }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the fixtures that are needed from this pattern
  clock: async ({}, use) => use({ now: NOW, minutesOff: 0 }),
  emulator: async ({ clock }, use) => {
    const emulator = await startEmulator({
      account: oneSystem(),
      clock: () => clock.now + clock.minutesOff * 60_000,
    })
    await use(emulator)
    await emulator.close()
  },
})

describe('show-hours', () => {
  const hours = { 'show-hours': 'Mon-Fri 08:00-18:00', 'time-zone': 'Europe/Paris' }

  test('sends at once, and lets WalkMe show it as people begin to work', async ({ emulator, clock }) => {
    clock.now = NIGHT
    const ran = await runInProcess(
      { ...validInputs(emulator), ...hours, 'end-at': '+2h' },
      {},
      { now: () => NIGHT },
    )

    expect(ran.outputs['outcome']).toBe('sent')
    expect(sentBodies(emulator)).toMatchObject([
      { notification: { startAt: '2026-11-24T08:00:00+01:00', endAt: '2026-11-24T10:00:00+01:00' } },
    ])
    expect(emulator.ledger).toMatchObject([{ seen: { startAt: '2026-11-24T07:00:00.000Z' } }])
  })

  test('says in the log and the summary from when to when it moved the start', async ({
    emulator,
    clock,
  }) => {
    clock.now = NIGHT
    const ran = await runInProcess({ ...validInputs(emulator), ...hours }, {}, { now: () => NIGHT })

    expect(ran.said('info').join('\n')).toContain(
      'Start: 2026-11-24T08:00:00+01:00 (moved by show-hours from 2026-11-24T03:00:00+01:00)',
    )
    expect(ran.summary).toContain('2026-11-24 07:00 UTC<br>2026-11-24 08:00 Europe/Paris')
    expect(ran.summary).toContain('2026-11-24 02:00 UTC<br>2026-11-24 03:00 Europe/Paris')
    expect(ran.summary).toContain('Moved by show-hours from')
  })

  test('adds nothing inside the hours', async ({ emulator }) => {
    const ran = await runInProcess({ ...validInputs(emulator), ...hours })

    expect(sentBodies(emulator)).toEqual([
      { notification: expect.not.objectContaining({ startAt: expect.anything() }) },
    ])
    expect(ran.summary).not.toContain('show-hours')
  })

  test('takes several spans in each form of a list, and drops a repeated one with a warning', async ({
    emulator,
    clock,
  }) => {
    clock.now = NIGHT
    const spans = ['Tue 09:00-12:00', 'Tue 08:30-12:00', 'Tue 09:00-12:00']
    const lists = [spans.join('\n'), spans.join(', '), JSON.stringify(spans), `- ${spans.join('\n- ')}`]
    for (const list of lists) {
      const ran = await runInProcess(
        { ...validInputs(emulator), ...hours, 'show-hours': list },
        {},
        { now: () => NIGHT },
      )
      expect(ran.said('warning')).toEqual(['show-hours: One item is listed twice and counted once.'])
    }

    const moved = { notification: { startAt: '2026-11-24T08:30:00+01:00' } }
    expect(sentBodies(emulator)).toMatchObject([moved, moved, moved, moved])
  })

  const mistakes: [what: string, inputs: StepInputs, message: RegExp][] = [
    [
      'without a time zone',
      { 'show-hours': 'Mon 08:00-18:00' },
      /^show-hours: There is no time zone for these hours/,
    ],
    [
      'with days and their hours apart',
      { ...hours, 'show-hours': 'Mon, Wed 08:00-18:00' },
      /^show-hours: "Mon" cannot be read\. It has no hours.*need hours each/,
    ],
    [
      'over midnight',
      { ...hours, 'show-hours': 'Fri 22:00-06:00' },
      /^show-hours: "Fri 22:00-06:00" cannot be read\. It passes midnight\. .*"Sat 00:00-06:00"/,
    ],
    ['folded', { ...hours, 'show-hours': 'Mon 08:00-12:00 Tue 08:00-12:00' }, /more than one span/],
    [
      'in quotes',
      { ...hours, 'show-hours': '"Mon 08:00-12:00"' },
      /^show-hours: .* cannot be read\. .*Mon-Fri 08:00-18:00/,
    ],
    ['an empty list', { ...hours, 'show-hours': '[]' }, /^show-hours: The list is empty/],
    [
      'a nested list',
      { ...hours, 'show-hours': '[[Mon 08:00-12:00]]' },
      /^show-hours, line 1, column 2: Item 1 of the list must be text/,
    ],
    [
      'in a zone that does not exist',
      { ...hours, 'time-zone': 'Paris' },
      /^time-zone: "Paris" is not an IANA time zone/,
    ],
    [
      'that move the start behind the end',
      { ...hours, 'start-at': '2026-11-23 22:00', 'end-at': '2026-11-24 06:00' },
      /^end-at: .*not after the start .*show-hours moved/,
    ],
  ]
  for (const [what, inputs, message] of mistakes) {
    test(`${what} is a mistake`, async ({ emulator }) => {
      const ran = await runInProcess({ ...validInputs(emulator), ...inputs })

      expect(ran.said('error')).toEqual([expect.stringMatching(message)])
      expect(ran.outputs['outcome']).toBe('not-sent')
      expect(emulator.connections()).toBe(0)
    })
  }
})

describe('the clock of the runner', () => {
  const relative = { 'end-at': '+1h' }

  for (const [minutesOff, words] of [
    [185, '3 h 5 min behind'],
    [-6, '6 min ahead of'],
    [1_440 * 2 + 1, '2 d 1 min behind'],
  ] as const) {
    test(`${words} the server's: nothing is sent`, async ({ emulator, clock }) => {
      clock.minutesOff = minutesOff
      const ran = await runInProcess({ ...validInputs(emulator), ...relative })

      expect(ran.exitCode).toBe(1)
      expect(ran.outputs['outcome']).toBe('not-sent')
      expect(ran.said('error')).toEqual([
        `Not sent. The clock of this runner is ${words} the server's, and the times of this notification count from it. Set the runner's clock, then run this again.`,
      ])
      expect(emulator.requests.map(({ call }) => call)).toEqual(['token'])
    })
  }

  test('may be five minutes off', async ({ emulator, clock }) => {
    for (const minutesOff of [5, -5]) {
      clock.minutesOff = minutesOff
      expect((await runInProcess({ ...validInputs(emulator), ...relative })).outputs['outcome']).toBe('sent')
    }
  })

  test('matters to show-hours and to a relative start', async ({ emulator, clock }) => {
    clock.minutesOff = 60
    const inputs = [
      { 'show-hours': 'Mon-Sun 00:00-24:00', 'time-zone': 'UTC' },
      { 'start-at': '+1h', 'end-at': '2026-12-24 18:00' },
    ]
    for (const more of inputs) {
      expect((await runInProcess({ ...validInputs(emulator), ...more })).outputs['outcome']).toBe('not-sent')
    }
  })

  test('does not matter to dates, or where there are none', async ({ emulator, clock }) => {
    clock.minutesOff = 60
    const inputs = [
      {},
      { 'end-at': '2026-12-24 18:00', 'time-zone': 'UTC' },
      { 'start-at': '2026-12-01', 'end-at': '+2w' },
    ]
    for (const more of inputs) {
      expect((await runInProcess({ ...validInputs(emulator), ...more })).outputs['outcome']).toBe('sent')
    }
  })

  test('is judged when the answer comes, not when the step began', async ({ emulator, clock }) => {
    let now = NOW
    clock.minutesOff = 30
    emulator.faults('token', { kind: 'answer', status: 503, body: '' })
    const ran = await runInProcess(
      { ...validInputs(emulator), ...relative },
      {},
      {
        now: () => now,
        delay: async () => {
          now += 30 * 60_000
        },
      },
    )

    expect(ran.outputs['outcome']).toBe('sent')
  })

  test('that no date of the server can be held against is not doubted', async ({ emulator }) => {
    const body = JSON.stringify({ access_token: 'x', token_type: 'bearer' })
    for (const date of ['yesterday', 'in 5']) {
      emulator.faults('token', { kind: 'answer', status: 200, body, headers: { date } })
      emulator.faults('send', { kind: 'answer', status: 200, body: '{"id":"1"}' })
      expect((await runInProcess({ ...validInputs(emulator), ...relative })).outputs['outcome']).toBe('sent')
    }
  })

  test('warns in a dry run', async ({ emulator, clock }) => {
    clock.minutesOff = 185
    const ran = await runInProcess({ ...validInputs(emulator), ...relative, 'dry-run': 'true' })

    expect(ran.exitCode).toBe(0)
    expect(ran.said('warning')).toEqual([
      expect.stringMatching(/^The clock of this runner is 3 h 5 min behind/),
    ])
  })
})

describe('a second attempt', () => {
  const second = { GITHUB_RUN_ATTEMPT: '2' }
  const words = /attempt 2 of the run: its relative times count from now/
  const notices = async (inputs: StepInputs) => (await runInProcess(inputs, second)).said('notice')

  test('whose times count from now says so', async ({ emulator }) => {
    for (const times of [{ 'end-at': '+1h' }, { 'start-at': '+1h' }])
      expect(await notices({ ...validInputs(emulator), ...times })).toContainEqual(
        expect.stringMatching(words),
      )
  })

  test('with dates alone, or in a dry run, does not', async ({ emulator }) => {
    const inputs = [
      { 'start-at': '2026-12-01', 'end-at': '+1h' },
      { 'end-at': '+1h', 'dry-run': 'true' },
    ]
    for (const more of inputs) {
      expect(await notices({ ...validInputs(emulator), ...more })).not.toContainEqual(
        expect.stringMatching(words),
      )
    }
  })
})
