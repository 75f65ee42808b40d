import type { StepInputs } from '../world.ts'

const HOURS: StepInputs = { 'show-hours': 'Mon-Fri 08:00-18:00', 'time-zone': 'Europe/Paris' }

/** Steps with each mistake about times and hours. */
export const SCHEDULE_STEPS: { inputs: StepInputs }[] = [
  { 'start-at': '<text>' },
  { 'end-at': '2027-02-30' },
  { 'start-at': '2026-12-02', 'end-at': '2026-12-01 10:00' },
  { 'end-at': '2026-01-01 10:00' },
  { 'end-at': '2026-12-01' },
  { 'start-at': '2027-12-01' },
  { 'time-zone': '<text>' },
  { 'start-at': 'tomorrow' },
  { 'start-at': 'now' },
  { 'start-at': '2026-12-01 9:00' },
  { 'start-at': '12/01/2026' },
  { 'end-at': '2026-12-01 09:00 CET' },
  { 'end-at': '+1y' },
  { 'end-at': '2026-12-24 24:00' },
  { 'end-at': '+999999w' },
  { 'start-at': '9999-12-31 20:00', 'end-at': '9999-12-31 23:00', ...HOURS },
  { 'end-at': '2026-12-24 10:00+15:00' },
  { 'end-at': '2027-03-28 02:30', 'time-zone': 'Europe/Paris' },
  { 'end-at': '2026-10-25 02:30', 'time-zone': 'Europe/Paris' },
  { 'start-at': '2025-12-01 09:00' },
  { 'start-at': '2026-11-22 09:00' },
  { 'end-at': '+5m' },
  { 'start-at': '2026-11-23 20:00', 'end-at': '2026-11-23 22:00', ...HOURS },
  { 'start-at': '2026-12-23 23:30', ...HOURS },
  { 'show-hours': 'Mon-Fri 08:00-18:00' },
  ...[
    '[]',
    Array.from({ length: 21 }, (_, index) => `Mon 00:00-00:${index + 10}`).join(),
    ...['Tues 08:00-18:00', 'Lun 08:00-18:00', 'Mon 25:00-26:00', 'Mon 24:00-08:00', 'Mon 08:00-08:00'],
    ...['Mon 18:00-00:00', 'Sun 22:00-06:00', 'Mon-Fri 8-18', '08:00-18:00', 'Mon', 'Mon/Wed 08:00-18:00'],
    ...['Mon 08:00-12:00 13:00-17:00', '0 8 * * 1-5'],
  ].map((hours) => ({ ...HOURS, 'show-hours': hours })),
].map((inputs) => ({ inputs }))
