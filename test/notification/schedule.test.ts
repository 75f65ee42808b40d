import { describe, expect, test } from 'vitest'
import { parseMoment } from '../../src/notification/schedule.ts'

describe('a date goes to WalkMe with its offset:', () => {
  const cases: [text: string, sent: string, instant: string][] = [
    ['2026-12-24', '2026-12-24T00:00:00+00:00', '2026-12-24T00:00:00Z'],
    ['2026-12-24 18:30', '2026-12-24T18:30:00+00:00', '2026-12-24T18:30:00Z'],
    ['2026-12-24T18:30', '2026-12-24T18:30:00+00:00', '2026-12-24T18:30:00Z'],
    ['2026-12-24 18:30:15', '2026-12-24T18:30:15+00:00', '2026-12-24T18:30:15Z'],
    ['2026-12-24T18:30:15.999Z', '2026-12-24T18:30:15+00:00', '2026-12-24T18:30:15Z'],
    ['2023-05-10T11:30:00+03:00', '2023-05-10T11:30:00+03:00', '2023-05-10T08:30:00Z'],
    ['2026-12-24 18:30-05:30', '2026-12-24T18:30:00-05:30', '2026-12-25T00:00:00Z'],
    ['2026-12-24 18:30 +02:00', '2026-12-24T18:30:00+02:00', '2026-12-24T16:30:00Z'],
    ['2028-02-29', '2028-02-29T00:00:00+00:00', '2028-02-29T00:00:00Z'],
  ]
  for (const [text, sent, instant] of cases) {
    test(text, () => {
      expect(parseMoment(text)).toEqual({
        text: sent,
        instant: Date.parse(instant),
        isDateOnly: text.length === 10,
      })
    })
  }
})

describe('what is no date, or none that exists, is a sentence:', () => {
  const cases: [text: string, message: RegExp][] = [
    ['', /not a date/],
    ['24.12.2026', /not a date/],
    ['2026-1-2', /not a date/],
    ['2026-12-24 18', /not a date/],
    ['2026-12-24 18:30 CET', /not a date/],
    ['+2 h', /not a date/],
    ['2026-02-30', /does not exist/],
    ['2026-02-29', /does not exist/],
    ['2026-13-01', /does not exist/],
    ['2026-12-24 24:00', /does not exist/],
    ['2026-12-24 23:60', /does not exist/],
    ['2026-12-24 23:59:60', /does not exist/],
    ['2026-12-24 10:00+15:00', /no place on earth/],
    ['2026-12-24 10:00-02:75', /no place on earth/],
  ]
  for (const [text, message] of cases) {
    test(JSON.stringify(text), () => expect(parseMoment(text)).toMatch(message))
  }
})
