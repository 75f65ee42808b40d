import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { type Diagnostics, formatDiagnostic } from '../../src/diagnostics.ts'
import { checkSchedule, knownTimeZone, parseMoment, toApi } from '../../src/notification/schedule.ts'

const now = Temporal.Instant.from('2026-11-23T12:00:30.900Z')

/** What WalkMe would get, or the sentence that says what is wrong. */
function sent(text: string, timeZone = 'UTC', at = now): string {
  const moment = parseMoment(text, at, timeZone)
  return typeof moment === 'string' ? moment : toApi(moment)
}

describe('a moment goes to WalkMe with its offset:', () => {
  const cases: [text: string, timeZone: string, sent: string][] = [
    ['2026-12-24', 'UTC', '2026-12-24T00:00:00+00:00'],
    ['2026-12-24 18:30', 'UTC', '2026-12-24T18:30:00+00:00'],
    ['2026-12-24T18:30', 'UTC', '2026-12-24T18:30:00+00:00'],
    ['2026-12-24 18:30:15', 'UTC', '2026-12-24T18:30:15+00:00'],
    ['2026-12-24T18:30:15.999Z', 'UTC', '2026-12-24T18:30:15+00:00'],
    ['2023-05-10T11:30:00+03:00', 'UTC', '2023-05-10T11:30:00+03:00'],
    ['2026-12-24 18:30-05:30', 'Europe/Paris', '2026-12-24T18:30:00-05:30'],
    ['2026-12-24 18:30 +02:00', 'UTC', '2026-12-24T18:30:00+02:00'],
    ['2026-12-24 18:30z', 'Asia/Tokyo', '2026-12-24T18:30:00+00:00'],
    ['2026-12-24+01:00', 'UTC', '2026-12-24T00:00:00+01:00'],
    ['2028-02-29', 'UTC', '2028-02-29T00:00:00+00:00'],
    ['2026-12-24', 'Europe/Paris', '2026-12-24T00:00:00+01:00'],
    ['2026-07-24 09:00', 'Europe/Paris', '2026-07-24T09:00:00+02:00'],
    ['2026-07-24 09:00', 'America/New_York', '2026-07-24T09:00:00-04:00'],
    ['2026-07-24 09:00', 'Asia/Kathmandu', '2026-07-24T09:00:00+05:45'],
    ['+45m', 'UTC', '2026-11-23T12:45:30+00:00'],
    ['+2h', 'Europe/Paris', '2026-11-23T15:00:30+01:00'],
    ['+7d', 'UTC', '2026-11-30T12:00:30+00:00'],
    ['+2w', 'UTC', '2026-12-07T12:00:30+00:00'],
  ]
  for (const [text, timeZone, expected] of cases) {
    test(`${text} in ${timeZone}`, () => expect(sent(text, timeZone)).toBe(expected))
  }

  test('+7d keeps the time of day across a change of the clocks, +168h does not', () => {
    const before = Temporal.Instant.from('2026-10-20T07:00:00Z')

    expect(sent('+7d', 'Europe/Paris', before)).toBe('2026-10-27T09:00:00+01:00')
    expect(sent('+168h', 'Europe/Paris', before)).toBe('2026-10-27T08:00:00+01:00')
  })
})

test('only a date alone is date only', () => {
  const isDateOnly = (text: string) => {
    const moment = parseMoment(text, now, 'UTC')
    return typeof moment !== 'string' && moment.isDateOnly
  }
  expect(['2026-12-24', '2026-12-24+01:00'].map(isDateOnly)).toEqual([true, true])
  expect(['2026-12-24 00:00', '2026-12-24T00:00Z', '+2d'].map(isDateOnly)).toEqual([false, false, false])
})

describe('what is no moment, or not exactly one, is a sentence:', () => {
  const cases: [text: string, timeZone: string, message: RegExp][] = [
    ['', 'UTC', /not a date/],
    ['24.12.2026', 'UTC', /not a date/],
    ['2026-1-2', 'UTC', /not a date/],
    ['2026-12-24 18', 'UTC', /not a date/],
    ['2026-12-24 18:30 CET', 'UTC', /not a date/],
    ['tomorrow', 'UTC', /not a date/],
    ['2h', 'UTC', /not a date/],
    ['-2h', 'UTC', /not a date/],
    ['+2 h', 'UTC', /not a date/],
    ['+1y', 'UTC', /not a date/],
    ['+999999999d', 'UTC', /not a date/],
    ['2026-02-30', 'UTC', /does not exist in the calendar/],
    ['2026-02-29', 'UTC', /does not exist/],
    ['2026-13-01', 'UTC', /does not exist/],
    ['2026-12-24 24:00', 'UTC', /does not exist/],
    ['2026-12-24 23:60', 'UTC', /does not exist/],
    ['2026-12-24 23:59:60', 'UTC', /does not exist/],
    ['2026-12-24 10:00+15:00', 'UTC', /no time zone has/],
    ['2026-12-24 10:00-02:75', 'UTC', /no time zone has/],
    [
      '2026-03-29 02:30',
      'Europe/Paris',
      /does not exist in Europe\/Paris, .* 2026-03-29T02:30\+02:00 or \+01:00/,
    ],
    [
      '2026-10-25 02:30',
      'Europe/Paris',
      /comes twice in Europe\/Paris, .* 2026-10-25T02:30\+01:00 or \+02:00/,
    ],
    ['2018-11-04', 'America/Sao_Paulo', /does not exist in America\/Sao_Paulo/],
  ]
  for (const [text, timeZone, message] of cases) {
    test(`${JSON.stringify(text)} in ${timeZone}`, () => expect(sent(text, timeZone)).toMatch(message))
  }
})

test('a time zone is an IANA name', () => {
  expect(['Europe/Paris', 'europe/paris', 'UTC'].map(knownTimeZone)).toEqual([
    'Europe/Paris',
    'Europe/Paris',
    'UTC',
  ])
  expect(['Europe/Pariss', 'Paris', '+02:00', '', 'local'].map(knownTimeZone)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ])
})

describe('a window', () => {
  const PAST = 'The end (2026-11-23T12:00:30+00:00) is already past.'
  const LATE =
    'The start is more than 30 days away, and without an end WalkMe ends a notification 30 days from now: nobody ' +
    'would see it. Give an end too.'
  const cases: [what: string, start: string | undefined, end: string | undefined, said: string[]][] = [
    ['of nothing', undefined, undefined, []],
    ['with white space around it', ' +1h ', '\t+2h', []],
    ['that ends as it starts', '+1h', '+60m', [order('13:00:30', '13:00:30')]],
    ['that ends before it starts', '+2h', '+1h', [order('13:00:30', '14:00:30')]],
    ['that ends now', undefined, '+0m', [`error end-at: ${PAST}`]],
    ['that has ended, with a start before', '2026-11-01', '2026-11-23 12:00:30', [`error end-at: ${PAST}`]],
    ['that starts in the past', '2026-11-01', undefined, []],
    ['that starts in 30 days', '+30d', undefined, []],
    ['that starts later', '+43201m', undefined, [`error start-at: ${LATE}`]],
    ['that starts later, and has an end', '+43201m', '+40d', []],
    [
      'that starts at no date',
      'soon',
      '+1h',
      [expect.stringMatching(/^error start-at: "soon" is not a date/)],
    ],
    [
      'that ends as a day begins',
      undefined,
      '2026-12-01',
      [
        'warning end-at: The end is 2026-12-01T00:00:00+00:00, the beginning of that day. Write "2026-12-01 23:59" to include the day.',
      ],
    ],
  ]
  function order(end: string, start: string): string {
    return `error end-at: The end (2026-11-23T${end}+00:00) is not after the start (2026-11-23T${start}+00:00).`
  }
  /** A window as it is checked, and what is said about it. */
  function checked(start: string | undefined, end: string | undefined) {
    const diagnostics: Diagnostics = []
    const draft = {
      ...(start !== undefined && { startAt: { value: start, location: { input: 'start-at' } } }),
      ...(end !== undefined && { endAt: { value: end, location: { input: 'end-at' } } }),
    }
    const window = checkSchedule(draft, Date.parse('2026-11-23T12:00:30Z'), 'UTC', diagnostics)
    const said = diagnostics.map((one) => `${one.level} ${formatDiagnostic(one)}`)
    return { window, said }
  }

  test.each(cases)('%s', (_, start, end, said) => {
    expect(checked(start, end).said).toEqual(said)
  })

  test('has the start and the end as WalkMe takes them, as far as they can be read', () => {
    expect(checked('+1h', '+2h').window).toEqual({
      startAt: '2026-11-23T13:00:30+00:00',
      endAt: '2026-11-23T14:00:30+00:00',
    })
    expect(checked('soon', undefined).window).toEqual({ startAt: undefined, endAt: undefined })
  })

  test('of which the end could not be read has no second mistake', () => {
    const diagnostics: Diagnostics = []
    const startAt = { value: '+40d', location: { input: 'start-at' } }
    checkSchedule({ startAt, endAt: { location: { input: 'end-at' } } }, Date.now(), 'UTC', diagnostics)

    expect(diagnostics).toEqual([])
  })
})

describe('for any moment in any zone', () => {
  const instants = fc
    .integer({ min: Date.parse('2000-01-01T00:00Z') / 60_000, max: Date.parse('2060-01-01T00:00Z') / 60_000 })
    .map((minutes) => Temporal.Instant.fromEpochMilliseconds(minutes * 60_000))
  const zones = fc.constantFrom(...Intl.supportedValuesOf('timeZone'))
  const wallClock = (at: Temporal.ZonedDateTime) => at.toPlainDateTime().toString({ smallestUnit: 'minute' })

  test('what its wall clock shows means that moment, unless it is shown twice', () => {
    fc.assert(
      fc.property(instants, zones, (instant, timeZone) => {
        const there = instant.toZonedDateTimeISO(timeZone)
        const answer = sent(wallClock(there), timeZone)
        if (answer.includes('comes twice')) {
          const both = ['earlier', 'later'].map((disambiguation) =>
            there.toPlainDateTime().toZonedDateTime(timeZone, {
              disambiguation: disambiguation === 'earlier' ? 'earlier' : 'later',
            }),
          )
          expect(both.map(({ epochMilliseconds }) => epochMilliseconds)).toContain(instant.epochMilliseconds)
          expect(both[0]?.epochMilliseconds).not.toBe(both[1]?.epochMilliseconds)
        } else expect(Temporal.Instant.from(answer).epochMilliseconds).toBe(instant.epochMilliseconds)
      }),
      { numRuns: 2_000 },
    )
  })

  test('what goes to WalkMe is read back as the same moment, whatever the zone', () => {
    fc.assert(
      fc.property(instants, zones, zones, (instant, one, other) => {
        const text = instant
          .toZonedDateTimeISO(one)
          .toString({ smallestUnit: 'second', timeZoneName: 'never' })
        // Zones of the past had offsets with seconds, which nobody writes.
        fc.pre(/[+-]\d\d:\d\d$/.test(text))
        expect(Date.parse(sent(text, other))).toBe(instant.epochMilliseconds)
      }),
      { numRuns: 1_000 },
    )
  })

  test('a relative time is never before now', () => {
    fc.assert(
      fc.property(
        instants,
        zones,
        fc.integer({ min: 0, max: 9_999 }),
        fc.constantFrom('m', 'h', 'd', 'w'),
        (at, zone, amount, unit) => {
          expect(Date.parse(sent(`+${amount}${unit}`, zone, at))).toBeGreaterThanOrEqual(at.epochMilliseconds)
        },
      ),
      { numRuns: 1_000 },
    )
  })
})
