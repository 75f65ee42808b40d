import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { addTo, knownTimeZone, parseMoment, toApi } from '../../src/notification/moment.ts'

const now = Temporal.Instant.from('2026-11-23T12:00:30.900Z')

/** What WalkMe would get, or the sentence that says what is wrong. */
function sent(text: string, timeZone = 'UTC', at = now): string {
  const moment = parseMoment(text, timeZone)
  if (typeof moment === 'string') return moment
  const meant = moment.kind === 'absolute' ? moment.at : addTo(at.toZonedDateTimeISO(timeZone), moment)
  return meant ? toApi(meant) : 'beyond the year 9999'
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
    ['2026-12-24 18:30+05:59', 'UTC', '2026-12-24T18:30:00+05:59'],
    ['2026-12-24 18:30+14:00', 'UTC', '2026-12-24T18:30:00+14:00'],
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

test('the last moment that can be counted to is one of the year 9999', () => {
  const before = Temporal.Instant.from('9999-12-30T12:00Z')

  expect(sent('+1d', 'UTC', before)).toBe('9999-12-31T12:00:00+00:00')
  expect(sent('+2d', 'UTC', before)).toBe('beyond the year 9999')
})

test('only a date alone is date only', () => {
  const isDateOnly = (text: string) => {
    const moment = parseMoment(text, 'UTC')
    return typeof moment !== 'string' && moment.kind === 'absolute' && moment.isDateOnly
  }
  expect(['2026-12-24', '2026-12-24+01:00'].map(isDateOnly)).toEqual([true, true])
  expect(['2026-12-24 00:00', '2026-12-24T00:00Z', '+2d'].map(isDateOnly)).toEqual([false, false, false])
})

describe('what is no moment, or not exactly one, is a sentence:', () => {
  const cases: [text: string, timeZone: string, message: RegExp][] = [
    ['P7D', 'UTC', /Write "\+7d"\.$/],
    ['PT2H', 'UTC', /Write "\+2h"\.$/],
    ['+PT45M', 'UTC', /Write "\+45m"\.$/],
    ['p2w', 'UTC', /Write "\+2w"\.$/],
    ['P1M', 'UTC', /months and years differ in length/],
    ['P1Y', 'UTC', /months and years differ in length/],
    [
      '0 9 * * 1-5',
      'UTC',
      /^"0 9 \* \* 1-5" is cron\. .* "on: schedule" of the workflow\. Here, write a date/,
    ],
    ['0  9 * * MON,TUE', 'UTC', / is cron\./],
    ['@daily', 'UTC', / is cron\./],
    ['24 Dec 2026 18 30', 'UTC', / is not a date\./],
    ['', 'UTC', /^"" is not a date\. Write YYYY-MM-DD or YYYY-MM-DD hh:mm, .*relative time/],
    ['-2h', 'UTC', /not a date\. Write YYYY/],
    ['1764579600', 'UTC', /not a date\. Write YYYY/],
    ['+2h30m', 'UTC', /not a date\. Write YYYY/],
    ['2026-12-24 18:30 CET', 'UTC', /a time zone has no place in it\..*offset.*"time-zone"/],
    ['2026-12-24T18:30+01:00[Europe/Paris]', 'UTC', /a time zone has no place in it/],
    ['tomorrow', 'UTC', /^"tomorrow" is not a date: words are not understood\. .* \+1d\.$/],
    ['Friday 18:00', 'UTC', /words are not understood/],
    ['morgen', 'UTC', /words are not understood/],
    ['now', 'UTC', /To start at once, leave it out/],
    ['+1y', 'UTC', /months and years differ in length.*\+30d/],
    ['+1 month', 'UTC', /months and years/],
    ['+2mo', 'UTC', /months and years/],
    ['+12 months', 'UTC', /months and years/],
    ['+12 M', 'UTC', /months and years/],
    ['P12M', 'UTC', /months and years/],
    ...['about +1 month', 'about +1M', 'about P1M', 'know', 'nowadays', 'at noon on 2026-12-01'].map(
      (text): [string, string, RegExp] => [text, 'UTC', /words are not understood/],
    ),
    ...['after 24.12.2026', 'on 2026-12-01 9:00', 'maybe in 2 weeks', 'xP7D', 'P7DT2H'].map(
      (text): [string, string, RegExp] => [text, 'UTC', /words are not understood/],
    ),
    ...[
      '+1M!',
      '2026-12-2x',
      '(2026-12-24 CET)',
      '2026-12-24 18:30!',
      '+2 weeks from now',
      '.+2h',
      '+2h.',
    ].map((text): [string, string, RegExp] => [text, 'UTC', /is not a date\. Write YYYY/]),
    ...['2026-12-01 9:00 or so', '2026-12-01 9:00 +2 CET'].map((text): [string, string, RegExp] => [
      text,
      'UTC',
      /a time zone has no place in it/,
    ]),
    ['+1M', 'UTC', /months and years/],
    [`2026-12-24 ${'x'.repeat(5_000)}`, 'UTC', /^"2026-12-24…" is not a date/],
    ['2026-02-30', 'UTC', /does not exist in the calendar/],
    ['2026-02-29', 'UTC', /does not exist/],
    ['2026-13-01', 'UTC', /does not exist/],
    ['2026-12-24 24:00', 'UTC', /is written as the next day: "2026-12-25 00:00"\.$/],
    ['2026-12-31T24:00:00Z', 'UTC', /next day: "2027-01-01 00:00"/],
    ['2026-02-30 24:00', 'UTC', /does not exist/],
    ['+999999w', 'UTC', /beyond the year 9999/],
    ['+999999999d', 'UTC', /beyond the year 9999/],
    [`+${'9'.repeat(400)}m`, 'UTC', /beyond the year 9999/],
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

describe('what is nearly a moment is told with the text as it should stand:', () => {
  const cases: [text: string, ...meant: string[]][] = [
    ['2026-12-01 9:00', '2026-12-01 09:00'],
    ['2026-12-01T9:00Z', '2026-12-01 09:00Z'],
    ['2026-1-2', '2026-01-02'],
    ['2026/12/01', '2026-12-01'],
    ['2026.12.01 18.30', '2026-12-01 18:30'],
    ['2026–12–01', '2026-12-01'],
    ['2026-12-01  09:00', '2026-12-01 09:00'],
    ['2026-12-01, 09:00', '2026-12-01 09:00'],
    ['2026-12-24 18', '2026-12-24 18:00'],
    ['2026-12-24 18h30', '2026-12-24 18:30'],
    ['2026-12-24 6pm', '2026-12-24 18:00'],
    ['2026-12-24 6:30 PM', '2026-12-24 18:30'],
    ['2026-12-24 12:05am', '2026-12-24 00:05'],
    ['2026-12-24 12:05 pm', '2026-12-24 12:05'],
    ['2026-12-01 09:00+0200', '2026-12-01 09:00+02:00'],
    ['2026-12-01 9:00 +2', '2026-12-01 09:00+02:00'],
    ['2026-12-01 09:00:30-530', '2026-12-01 09:00:30-05:30'],
    ['2026-12-01 09:00 −05:00', '2026-12-01 09:00-05:00'],
    ['2026-12-01 09:00 UTC', '2026-12-01 09:00Z'],
    ['2026-12-01 09:00 GMT', '2026-12-01 09:00Z'],
    ['12/24/2026', '2026-12-24'],
    ['24.12.2026 9:00', '2026-12-24 09:00'],
    ['12/12/2026', '2026-12-12'],
    ['12/01/2026', '2026-12-01', '2026-01-12'],
    ['2h', '+2h'],
    ['+2 h', '+2h'],
    ['+2H', '+2h'],
    ['+ 45 min', '+45m'],
    ['in 2 weeks', '+2w'],
    ['+7 Days', '+7d'],
    ['+2  h', '+2h'],
    ['2026-12-01, 9:00', '2026-12-01 09:00'],
    ['2026-12-01 9:00:30.25', '2026-12-01 09:00:30'],
    ['2026-12-01 9:00:30,5', '2026-12-01 09:00:30'],
    ['2026-12-01 9:00+2:30', '2026-12-01 09:00+02:30'],
    ['2026-12-01 9:00 +10', '2026-12-01 09:00+10:00'],
    ['2026-12-1+2', '2026-12-01+02:00'],
    ['2026-12-1 UTC', '2026-12-01Z'],
    ['1.2.2026', '2026-01-02', '2026-02-01'],
    ['24-12-2026, 6pm', '2026-12-24 18:00'],
    ['P14D', '+14d'],
    ['PT90M', '+90m'],
    ...['m', 'min', 'mins', 'minute', 'minutes'].map((unit): [string, string] => [`12 ${unit}`, '+12m']),
    ...['h', 'hr', 'hrs', 'hour', 'hours'].map((unit): [string, string] => [`12 ${unit}`, '+12h']),
    ...['d', 'day', 'days'].map((unit): [string, string] => [`in 12${unit}`, '+12d']),
    ...['wk', 'wks', 'week', 'weeks'].map((unit): [string, string] => [`+12${unit}`, '+12w']),
  ]
  for (const [text, ...meant] of cases) {
    test(text, () => {
      const message = sent(text)
      const suggested = [...message.matchAll(/(?<=(?:Write|or) )"(.*?)"/g)].map(
        ([, suggestion]) => suggestion,
      )

      expect(message.startsWith(JSON.stringify(text))).toBe(true)
      expect(suggested.toSorted()).toEqual(meant.toSorted())
      for (const suggestion of meant) expect(parseMoment(suggestion, 'UTC')).toBeTypeOf('object')
    })
  }

  test('but never one that is wrong again', () => {
    for (const text of ['2026-2-30', '2026-12-1 25:00', '99/99/2026', '2026-12-01 9:00 +23'])
      expect(sent(text)).not.toMatch(/Write "/)
  })
})

test('a time zone is an IANA name', () => {
  expect(['Europe/Paris', 'europe/paris', 'UTC'].map(knownTimeZone)).toEqual([
    'Europe/Paris',
    'Europe/Paris',
    'UTC',
  ])
  const others = ['Europe/Pariss', 'Paris', '+02:00', '2026-01-01T00:00Z', '', 'local']
  for (const other of others) expect(knownTimeZone(other)).toBeUndefined()
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
