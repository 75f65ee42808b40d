import { expect } from 'vitest'
import { oneSystem } from '../../emulator/account.ts'
import { startEmulator } from '../../emulator/emulator.ts'
import { runAction } from '../../runner/runner.ts'
import { test } from '../emulated.ts'
import { validInputs } from '../world.ts'

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']

test('the bundle moves a start into the hours, and a relative end with it', async ({ emulator }) => {
  const tomorrow = new Date(Date.now() + 86_400_000)
  const day = tomorrow.toISOString().slice(0, 10)
  const hours = `${DAYS[tomorrow.getUTCDay()]} 08:00-18:00`
  const step = await runAction({
    inputs: { ...validInputs(emulator), 'show-hours': hours, 'time-zone': 'UTC', 'end-at': '+2h' },
  })

  expect(step.outputs['outcome']).toBe('sent')
  expect(emulator.ledger).toMatchObject([
    { seen: { startAt: `${day}T08:00:00.000Z`, endAt: `${day}T10:00:00.000Z` } },
  ])
  expect(step.log).toContain(`Start: ${day}T08:00:00+00:00 (moved by show-hours from `)
  expect(step.summary).toContain('Moved by show-hours from')
})

test('the bundle tells what is wrong with times and hours, each once, and sends nothing', async ({
  emulator,
}) => {
  const step = await runAction({
    inputs: {
      ...validInputs(emulator),
      ...{ 'start-at': '2026-12-01 9:00', 'end-at': '+999999w' },
      ...{ 'show-hours': 'Mon-Fri 22:00-06:00, Tues 08:00-18:00', 'time-zone': 'Paris' },
    },
  })

  expect(step.exitCode).toBe(1)
  expect(step.outputs['outcome']).toBe('not-sent')
  for (const message of [
    'start-at: "2026-12-01 9:00" is not written as expected. Write "2026-12-01 09:00".',
    'time-zone: "Paris" is not an IANA time zone.',
    'show-hours: "Mon-Fri 22:00-06:00" cannot be read. It passes midnight.',
    'show-hours: "Tues 08:00-18:00" cannot be read. "Tues" is not a day. Did you mean "Tue"?',
  ]) {
    expect(step.log).toContain(message)
  }
  expect(emulator.connections()).toBe(0)
})

test('weeks beyond the calendar are a mistake, no bug', async ({ emulator }) => {
  const step = await runAction({ inputs: { ...validInputs(emulator), 'end-at': '+999999w' } })

  expect(step.log).toContain('end-at: "+999999w" is beyond the year 9999.')
  expect(step.log).not.toContain('bug')
})

test('a runner whose clock is three hours slow sends no relative time', async () => {
  const emulator = await startEmulator({ account: oneSystem(), clock: () => Date.now() + 3 * 3_600_000 })
  const step = await runAction({ inputs: { ...validInputs(emulator), 'end-at': '+1h' } })
  await emulator.close()

  expect(step.outputs['outcome']).toBe('not-sent')
  expect(step.log).toContain("The clock of this runner is 3 h behind the server's")
  expect(emulator.ledger).toEqual([])
})
