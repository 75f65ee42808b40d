import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { nextOpen, parseSpan, type Span } from '../../src/notification/show-hours.ts'

/** The spans of a list that has no mistakes. */
function spansOf(...texts: string[]): Span[] {
  return texts.map((text) => {
    const span = parseSpan(text)
    if (typeof span === 'string') throw new Error(span)
    return span
  })
}

/** When a notification that would start at a moment starts within the hours, by the clock of the zone. */
function moved(from: string, timeZone: string, ...hours: string[]): string {
  const at = Temporal.Instant.from(from).toZonedDateTimeISO(timeZone)
  return nextOpen(spansOf(...hours), at).toString({ smallestUnit: 'second', timeZoneName: 'never' })
}

describe('a span has days and hours:', () => {
  const all = [1, 2, 3, 4, 5, 6, 7]
  const cases: [text: string, days: number[], opens: number, closes: number][] = [
    ['Mon-Fri 08:00-18:00', [1, 2, 3, 4, 5], 480, 1080],
    ['monday-FRIDAY 08:00-18:00', [1, 2, 3, 4, 5], 480, 1080],
    ['Wed 00:00-24:00', [3], 0, 1440],
    ['Saturday 09:30-09:31', [6], 570, 571],
    ['Sun-Thu 08:00-18:00', [7, 1, 2, 3, 4], 480, 1080],
    ['Fri-Mon 08:00-18:00', [5, 6, 7, 1], 480, 1080],
    ['Tue-Mon 08:00-18:00', all, 480, 1080],
    ['Mon-Sun 08:00-18:00', all, 480, 1080],
    ['Mon-Mon 08:00-18:00', [1], 480, 1080],
    ['Mon - Fri  08:00 - 18:00', [1, 2, 3, 4, 5], 480, 1080],
  ]
  for (const [text, days, opens, closes] of cases) {
    test(text, () => expect(parseSpan(text)).toEqual({ days: new Set(days), opens, closes }))
  }
})

describe('what is no span is told with what to write:', () => {
  const cases: [text: string, message: string | RegExp][] = [
    ['Tues 08:00-18:00', '"Tues" is not a day. Did you mean "Tue"?'],
    ['Mon-Fry 08:00-18:00', '"Fry" is not a day. Did you mean "Fri"?'],
    ['Mo-Fr 08:00-18:00', '"Mo" is not a day. Did you mean "Mon"?'],
    ['Lun 08:00-18:00', '"Lun" is not a day. Write Mon, Tue, Wed, Thu, Fri, Sat or Sun.'],
    [`${'x'.repeat(9_000)} 08:00-18:00`, /^"…" is not a day\. /],
    ['M 08:00-18:00', '"M" is not a day. Write Mon, Tue, Wed, Thu, Fri, Sat or Sun.'],
    ['weekdays 08:00-18:00', '"weekdays" is not a day. Did you mean "Wed"?'],
    ['Mon 25:00-26:00', '"25:00" is not a time of day. Write 00:00 to 24:00.'],
    ['Mon 08:00-24:01', '"24:01" is not a time of day. Write 00:00 to 24:00.'],
    ['Mon 08:60-18:00', '"08:60" is not a time of day. Write 00:00 to 24:00.'],
    ['Mon 24:00-24:00', 'It begins at 24:00. Write the next day, from 00:00.'],
    ['Mon 24:00-08:00', 'It begins at 24:00. Write the next day, from 00:00.'],
    ['Mon-Fri 08:00-08:00', 'It ends when it begins. For the whole day, write "Mon-Fri 00:00-24:00".'],
    ['Mon 00:00-00:00', 'It ends when it begins. For the whole day, write "Mon 00:00-24:00".'],
    ['Mon 18:00-00:00', 'It ends before it begins. For midnight at its end, write "Mon 18:00-24:00".'],
    ['Sun 22:00-06:00', 'It passes midnight. Write it as two, "Sun 22:00-24:00" and "Mon 00:00-06:00".'],
    [
      'Mon-Sunday 22:00-06:00',
      'It passes midnight. Write it as two, "Mon-Sun 22:00-24:00" and "Tue-Mon 00:00-06:00".',
    ],
    ['Mon-Fri 8:00-18:00', 'Write "Mon-Fri 08:00-18:00".'],
    ['Mon-Fri 8-18', 'Write "Mon-Fri 08:00-18:00".'],
    ['Mon-Fri 8am-6:30 pm', 'Write "Mon-Fri 08:00-18:30".'],
    ['Mon-Fri 12am - 12pm', 'Write "Mon-Fri 00:00-12:00".'],
    ['Mon–Fri 08:00–18:00', 'Write "Mon-Fri 08:00-18:00".'],
    ['Mon-Fri 08.00-18h30', 'Write "Mon-Fri 08:00-18:30".'],
    ['08:00-18:00', 'It has no days. For every day, write "Mon-Sun 08:00-18:00".'],
    ['22:00-06:00', 'Write days and hours, such as "Mon-Fri 08:00-18:00".'],
    ['Mon', /^It has no hours\. .*Days that are not a range need hours each\.$/],
    ['Mon-Fri', /^It has no hours\./],
    ['Mon 08:00-12:00 13:00-17:00', /^There is more than one span in it\. .*on a line of its own/],
    ['Mon-Fri 08:00-12:00 Mon-Fri 13:00-17:00', /^There is more than one span in it/],
    ['Mon/Wed 08:00-18:00', 'Write days and hours, such as "Mon-Fri 08:00-18:00".'],
    ['0 8 * * 1-5', /^This is cron, which is not read here\. Write days and hours/],
    ['5 Mon', 'Write days and hours, such as "Mon-Fri 08:00-18:00".'],
    ['Mon,-Fri 8-18', 'Write days and hours, such as "Mon-Fri 08:00-18:00".'],
    ['on Mon 08:00-18:00', 'Write days and hours, such as "Mon-Fri 08:00-18:00".'],
    ['Mon 08:00-18:00 CET', 'Write days and hours, such as "Mon-Fri 08:00-18:00".'],
    ['Mon 08:00-18:000', 'Write days and hours, such as "Mon-Fri 08:00-18:00".'],
    ['Mon-Fri, 8 until 18', 'Write "Mon-Fri 08:00-18:00".'],
    ['Mon  to  Fri  8:15 am  to  12 PM', 'Write "Mon-Fri 08:15-12:00".'],
    ['Mon-Fri 08:00', 'Write days and hours, such as "Mon-Fri 08:00-18:00".'],
    ['', 'Write days and hours, such as "Mon-Fri 08:00-18:00".'],
  ]
  for (const [text, message] of cases) {
    test(JSON.stringify(text), () => {
      const said = parseSpan(text)
      if (typeof message === 'string') expect(said).toBe(message)
      else expect(said).toMatch(message)
    })
  }
})

describe('a start outside of the hours is moved to their next opening:', () => {
  const office = 'Mon-Fri 08:00-18:00'
  const cases: [what: string, from: string, zone: string, hours: string[], to: string][] = [
    ['at night', '2026-11-24T02:00Z', 'Europe/Paris', [office], '2026-11-24T08:00:00+01:00'],
    ['in the evening', '2026-11-24T17:00Z', 'Europe/Paris', [office], '2026-11-25T08:00:00+01:00'],
    ['over the weekend', '2026-11-27T17:00Z', 'Europe/Paris', [office], '2026-11-30T08:00:00+01:00'],
    ['not as the hours begin', '2026-11-24T07:00Z', 'Europe/Paris', [office], '2026-11-24T08:00:00+01:00'],
    [
      'not in their last second',
      '2026-11-24T16:59:59Z',
      'Europe/Paris',
      [office],
      '2026-11-24T17:59:59+01:00',
    ],
    [
      'the second before they begin',
      '2026-11-24T06:59:59Z',
      'Europe/Paris',
      [office],
      '2026-11-24T08:00:00+01:00',
    ],
    ['a week on', '2026-11-24T17:00Z', 'UTC', ['Tue 08:00-17:00'], '2026-12-01T08:00:00+00:00'],
    ['over the new year', '2026-12-31T23:00Z', 'UTC', ['Fri 00:00-24:00'], '2027-01-01T00:00:00+00:00'],
    [
      'a week that begins on Sunday',
      '2026-11-27T09:00Z',
      'Asia/Dubai',
      ['Sun-Thu 08:00-18:00'],
      '2026-11-29T08:00:00+04:00',
    ],
    [
      '24:00 is the end of the day',
      '2026-11-28T23:59:59Z',
      'UTC',
      ['Sat 20:00-24:00'],
      '2026-11-28T23:59:59+00:00',
    ],
    ['and not of the next', '2026-11-29T00:00Z', 'UTC', ['Sat 20:00-24:00'], '2026-12-05T20:00:00+00:00'],
    [
      'touching spans are one',
      '2026-11-24T12:00Z',
      'UTC',
      ['Tue 08:00-12:00', 'Tue 12:00-18:00'],
      '2026-11-24T12:00:00+00:00',
    ],
    [
      'overlapping spans are one',
      '2026-11-24T13:00Z',
      'UTC',
      ['Tue 08:00-14:00', 'Mon-Fri 12:00-18:00'],
      '2026-11-24T13:00:00+00:00',
    ],
    [
      'over midnight in two spans',
      '2026-11-25T00:00Z',
      'UTC',
      ['Tue 22:00-24:00', 'Wed 00:00-06:00'],
      '2026-11-25T00:00:00+00:00',
    ],
    [
      'between two spans',
      '2026-11-24T12:30Z',
      'UTC',
      ['Tue 13:00-17:00', 'Tue 08:00-12:00'],
      '2026-11-24T13:00:00+00:00',
    ],
    // Clocks go forward in Paris at 02:00 on Sunday 29 March 2026, to 03:00.
    [
      'an opening in a gap is the first moment after it',
      '2026-03-28T23:30Z',
      'Europe/Paris',
      ['Sun 02:30-12:00'],
      '2026-03-29T03:00:00+02:00',
    ],
    [
      'so is one at the beginning of the gap',
      '2026-03-28T23:30Z',
      'Europe/Paris',
      ['Sun 02:00-12:00'],
      '2026-03-29T03:00:00+02:00',
    ],
    [
      'a span that the gap swallows is skipped',
      '2026-03-28T23:30Z',
      'Europe/Paris',
      ['Sun 02:00-03:00'],
      '2026-04-05T02:00:00+02:00',
    ],
    [
      'also for the one behind it',
      '2026-03-28T23:30Z',
      'Europe/Paris',
      ['Sun 02:10-02:50', 'Sun 10:00-11:00'],
      '2026-03-29T10:00:00+02:00',
    ],
    [
      'a gap within a span ends nothing',
      '2026-03-29T01:00Z',
      'Europe/Paris',
      ['Sun 01:00-05:00'],
      '2026-03-29T03:00:00+02:00',
    ],
    // Clocks go back in Paris at 03:00 on Sunday 25 October 2026, to 02:00.
    [
      'of a repeated opening, the first',
      '2026-10-24T23:00Z',
      'Europe/Paris',
      ['Sun 02:30-12:00'],
      '2026-10-25T02:30:00+02:00',
    ],
    [
      'within a repeated span, both times',
      '2026-10-25T01:40Z',
      'Europe/Paris',
      ['Sun 02:30-02:50'],
      '2026-10-25T02:40:00+01:00',
    ],
    [
      'after a repeated span, the second',
      '2026-10-25T00:55Z',
      'Europe/Paris',
      ['Sun 02:30-02:50'],
      '2026-10-25T02:30:00+01:00',
    ],
    // New York: 02:00 on 8 March and 1 November 2026.
    [
      'a gap in New York',
      '2026-03-08T05:00Z',
      'America/New_York',
      ['Sun 02:30-04:00'],
      '2026-03-08T03:00:00-04:00',
    ],
    [
      'office hours on the day after',
      '2026-03-08T20:00Z',
      'America/New_York',
      [office],
      '2026-03-09T08:00:00-04:00',
    ],
    [
      'an overlap in New York',
      '2026-11-01T04:30Z',
      'America/New_York',
      ['Sun 01:30-04:00'],
      '2026-11-01T01:30:00-04:00',
    ],
    // Lord Howe's clocks change by half an hour: forward at 02:00 on 4 October 2026, back at 02:00 on 5 April.
    [
      'a gap of half an hour',
      '2026-10-03T15:00Z',
      'Australia/Lord_Howe',
      ['Sun 02:15-03:00'],
      '2026-10-04T02:30:00+11:00',
    ],
    [
      'which swallows',
      '2026-10-03T15:00Z',
      'Australia/Lord_Howe',
      ['Sun 02:00-02:30'],
      '2026-10-11T02:00:00+11:00',
    ],
    [
      'an overlap of half an hour',
      '2026-04-04T14:00Z',
      'Australia/Lord_Howe',
      ['Sun 01:45-03:00'],
      '2026-04-05T01:45:00+11:00',
    ],
    // Goose Bay's clocks went back at 00:01, so that Sunday began twice.
    [
      'a day that begins twice, from between the two',
      '1990-10-28T03:30Z',
      'America/Goose_Bay',
      ['Mon 08:00-18:00'],
      '1990-10-29T08:00:00-04:00',
    ],
    // Samoa left out Friday 30 December 2011.
    [
      'a day that a zone left out',
      '2011-12-29T20:00Z',
      'Pacific/Apia',
      ['Fri 08:00-18:00'],
      '2012-01-06T08:00:00+14:00',
    ],
    [
      'the day after it',
      '2011-12-30T08:00Z',
      'Pacific/Apia',
      ['Fri-Sat 08:00-18:00'],
      '2011-12-31T08:00:00+14:00',
    ],
    // Midnight itself can be in a gap, and come twice.
    [
      'a gap at midnight',
      '2018-11-03T20:00Z',
      'America/Sao_Paulo',
      ['Sun 00:00-12:00'],
      '2018-11-04T01:00:00-02:00',
    ],
    [
      'midnight twice',
      '2026-10-31T23:00Z',
      'America/Havana',
      ['Sun 00:00-12:00'],
      '2026-11-01T00:00:00-04:00',
    ],
  ]
  for (const [what, from, zone, hours, to] of cases) {
    test(what, () => expect(moved(from, zone, ...hours)).toBe(to))
  }
})

describe('for any hours, moment and zone', () => {
  const zones = fc.oneof(
    fc.constantFrom(
      'Europe/Paris',
      'America/New_York',
      'Australia/Lord_Howe',
      'Africa/Casablanca',
      'Asia/Gaza',
    ),
    fc.constantFrom(
      'Pacific/Apia',
      'America/Goose_Bay',
      'America/Sao_Paulo',
      'America/Havana',
      'Asia/Beirut',
      'America/Caracas',
    ),
    fc.constantFrom(...Intl.supportedValuesOf('timeZone')),
  )
  const first = Date.parse('1990-01-01T00:00Z') / 60_000
  const last = Date.parse('2040-01-01T00:00Z') / 60_000
  const names = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
  const clock = (minute: number) =>
    `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
  const spans = fc.array(
    fc
      .record({
        from: fc.constantFrom(...names),
        to: fc.constantFrom(...names),
        // Near midnight and near the hours at which clocks change, or anywhere.
        opens: fc.oneof(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 1_439 })),
        minutes: fc.oneof(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 1_440 })),
      })
      .map(
        ({ from, to, opens, minutes }) =>
          `${from}-${to} ${clock(opens)}-${clock(Math.min(1_440, opens + minutes))}`,
      ),
    { minLength: 1, maxLength: 4 },
  )
  /** A minute near a change of the clocks where there is one soon, so that many are tried. */
  const minuteNear = (zone: string, minute: number, offset: number) => {
    const at = Temporal.Instant.fromEpochMilliseconds(minute * 60_000).toZonedDateTimeISO(zone)
    const change = at.getTimeZoneTransition('next')
    const near =
      change && change.epochMilliseconds / 60_000 < last ? change.epochMilliseconds / 60_000 : minute
    return near + offset
  }

  test('the start is the first minute at which the clock on the wall shows one of the hours', () => {
    fc.assert(
      fc.property(
        fc.tuple(zones, fc.integer({ min: first, max: last }), fc.integer({ min: -3_000, max: 300 })),
        spans,
        ([zone, minute, offset], texts) => {
          const from = minuteNear(zone, minute, offset)
          const found = moved(new Date(from * 60_000).toISOString(), zone, ...texts)
          expect(Date.parse(found) / 60_000).toBe(firstMinute(from, zone, texts))
        },
      ),
      { numRuns: 300 },
    )
  })

  /** Every minute is looked at, by the names that Intl gives to days and the times that it shows. */
  function firstMinute(from: number, timeZone: string, texts: string[]): number {
    const shown = new Intl.DateTimeFormat('en-GB', {
      ...{ timeZone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
    })
    const hours = texts.map((text) => /^(...)-(...) (.....)-(.....)$/.exec(text) ?? [])
    for (let minute = from; minute < from + 40 * 1_440; minute++) {
      const [, day = '', time = ''] = /^(...),? (.....)$/.exec(shown.format(minute * 60_000)) ?? []
      const isWithin = hours.some(([, first = '', last = '', opens = '', closes = '']) => {
        const days = names.concat(names).slice(names.indexOf(first))
        return days.slice(0, days.indexOf(last) + 1).includes(day) && time >= opens && time < closes
      })
      if (isWithin) return minute
    }
    return Number.NaN
  }
})
