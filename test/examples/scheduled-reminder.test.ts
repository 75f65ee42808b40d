import { expect } from 'vitest'
import { everyoneIn, test } from './stage.ts'

const SCHEDULE = {
  environment: { GITHUB_EVENT_NAME: 'schedule', GITHUB_WORKFLOW: 'Timesheet reminder' },
  event: { schedule: '17 5 * * 1' },
}
const DAY = 24 * 60 * 60 * 1000

test('the reminder shows from nine in Paris, whatever the season, for five days', async ({ stage }) => {
  const { steps } = await stage.perform('scheduled-reminder.yml', SCHEDULE)

  expect(stage.seen()).toEqual([
    {
      title: 'Your timesheet is due on Friday',
      message: 'Please send it by noon, so that payroll can close the week.\nIt takes two minutes.',
      button: { text: 'Open the timesheets', link: 'https://hr.example.com/timesheets' },
      type: 'push',
      recipients: everyoneIn('Everybody'),
    },
  ])
  const [{ seen } = { seen: { startAt: '', endAt: '' } }] = stage.emulator.ledger
  const paris = new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Europe/Paris',
    dateStyle: 'short',
    timeStyle: 'short',
  })
  expect(paris.format(new Date(seen.startAt))).toMatch(/^\d{4}-\d\d-\d\d 09:00$/)
  expect(paris.format(new Date(seen.startAt))).toBe(steps[0]?.inputs['start-at'])
  // Five days of it, which an hour more or less where the clocks change does not alter.
  const lastDay = new Date(
    Date.parse(`${paris.format(new Date(seen.startAt)).slice(0, 10)}T12:00Z`) + 5 * DAY,
  )
  expect(paris.format(new Date(seen.endAt))).toBe(`${lastDay.toISOString().slice(0, 10)} 09:00`)
})
