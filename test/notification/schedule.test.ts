import { describe, expect, test } from 'vitest'
import { type Diagnostics, formatDiagnostic } from '../../src/diagnostics.ts'
import type { Draft } from '../../src/notification/draft.ts'
import { checkSchedule, type Schedule } from '../../src/notification/schedule.ts'

type Members = Partial<Record<'startAt' | 'endAt' | 'timeZone', string>> & { showHours?: string[] }

const MONDAY_NOON = '2026-11-23T12:00:00Z'
const OFFICE = { showHours: ['Mon-Fri 08:00-18:00'], timeZone: 'Europe/Paris' }

interface Checked extends Schedule {
  errors: string[]
  warnings: string[]
  deferred: string[]
}

/** What the inputs come to at a moment. */
function check(members: Members, now = MONDAY_NOON, mayBeSent = false, isPreview = false): Checked {
  const draft: Draft = Object.fromEntries(
    Object.entries(members).map(([member, value]) => [member, { location: { input: member }, value }]),
  )
  const diagnostics: Diagnostics = []
  const schedule = checkSchedule(draft, { now: Date.parse(now), mayBeSent, isPreview }, diagnostics)
  const said = (level: 'error' | 'warning') =>
    diagnostics.filter((diagnostic) => diagnostic.level === level).map(formatDiagnostic)
  const deferred = schedule.pastTimes.map(formatDiagnostic)
  return { ...schedule, errors: said('error'), warnings: said('warning'), deferred }
}

describe('a relative end counts from the start:', () => {
  const cases: [what: string, members: Members, endAt: string][] = [
    ['a date', { startAt: '2026-12-24 09:00', endAt: '+2w' }, '2027-01-07T09:00:00+00:00'],
    ['a relative one', { startAt: '+2d', endAt: '+2h' }, '2026-11-25T14:00:00+00:00'],
    ['now, if there is none', { endAt: '+2h' }, '2026-11-23T14:00:00+00:00'],
    [
      'one with an offset, over a change of the clocks, keeps the time of day of the zone',
      { startAt: '2027-03-20T09:00+01:00', endAt: '+2w', timeZone: 'Europe/Paris' },
      '2027-04-03T09:00:00+02:00',
    ],
    ['a moved one', { ...OFFICE, startAt: '2026-11-28', endAt: '+2h' }, '2026-11-30T10:00:00+01:00'],
    ['a start of an hour ago', { startAt: '2026-11-23 11:00', endAt: '+2h' }, '2026-11-23T13:00:00+00:00'],
  ]
  for (const [what, members, endAt] of cases) {
    test(what, () => expect(check(members)).toMatchObject({ errors: [], warnings: [], endAt }))
  }
})

describe('without an end, a start', () => {
  test('may be 30 days off, and not a minute more', () => {
    expect(check({ startAt: '+30d' }).errors).toEqual([])
    expect(check({ startAt: '+43201m' }).errors).toEqual([
      'startAt: The start (2026-12-23T12:01:00+00:00) is more than 30 days away, and without an end WalkMe ends a notification 30 days from now: nobody would see it. Give an end too.',
    ])
    expect(check({ startAt: '+43201m', endAt: '+1d' }).errors).toEqual([])
  })

  test('is not told of one that was given and could not be read', () => {
    const diagnostics: Diagnostics = []
    const draft = {
      startAt: { value: '+40d', location: { input: 'start-at' } },
      endAt: { location: { input: 'end-at' } },
    }
    checkSchedule(draft, { now: Date.now(), mayBeSent: false, isPreview: false }, diagnostics)

    expect(diagnostics).toEqual([])
  })
})

test('white space around a time does not matter, in a file either', () => {
  expect(check({ startAt: ' +1h ', endAt: '\t+2h', timeZone: ' UTC ' })).toMatchObject({
    errors: [],
    startAt: '2026-11-23T13:00:00+00:00',
    endAt: '2026-11-23T15:00:00+00:00',
  })
})

test('an end without a time ends as that day begins, with a warning', () => {
  expect(check({ endAt: '2026-12-01' }).warnings).toEqual([
    'endAt: The end is 2026-12-01T00:00:00+00:00, the beginning of that day. Write "2026-12-01 23:59" to include the day.',
  ])
})

describe('what is past is a mistake:', () => {
  const cases: [what: string, members: Members, ...errors: RegExp[]][] = [
    [
      'a start of last year',
      { startAt: '2025-12-01 09:00' },
      /^startAt: The start \(2025-12-01T09:00:00\+00:00\) is 357 days past\..*leave it out/,
    ],
    ['a start more than a day past', { startAt: '2026-11-22 11:59:59' }, /^startAt: .* is 1 day past/],
    ['but not exactly a day', { startAt: '2026-11-22 12:00' }],
    [
      'a day without a time, more than two days past',
      { startAt: '2026-11-21' },
      /^startAt: .* is 2 days past/,
    ],
    ['but not yesterday', { startAt: '2026-11-22' }],
    [
      'an end, rather than one before a start that counts from now',
      { startAt: '+2h', endAt: '2026-11-23 11:00' },
      /^endAt: .* already past/,
    ],
    [
      'an end beside a start that cannot be read',
      { startAt: 'tomorrow', endAt: '2026-11-23 11:59' },
      /^startAt: "tomorrow"/,
      /^endAt: .* already past/,
    ],
    [
      'but not an end that would count from it',
      { startAt: 'tomorrow', endAt: '+0h' },
      /^startAt: "tomorrow"/,
    ],
    ['an end', { endAt: '2026-11-23 11:59' }, /^endAt: The end .* is already past\.$/],
    ['an end right now', { endAt: '2026-11-23 12:00' }, /^endAt: .* already past/],
    [
      'an end that counts from a start of some hours ago',
      { startAt: '2026-11-23', endAt: '+2h' },
      /^endAt: .* already past/,
    ],
    [
      'a start of long ago, without its end that follows from it',
      { startAt: '2026-01-01 09:00', endAt: '+1w' },
      /^startAt: .* past/,
    ],
    [
      'both, if each was written',
      { startAt: '2026-01-01 09:00', endAt: '2026-01-02 09:00' },
      /^startAt/,
      /^endAt: .*already past/,
    ],
    [
      'and the wrong order of two dates',
      { startAt: '2026-01-02 09:00', endAt: '2026-01-01 09:00' },
      /^startAt/,
      /^endAt: .*not after/,
    ],
  ]
  for (const [what, members, ...errors] of cases) {
    test(what, () => {
      expect(check(members).errors).toEqual(errors.map((error) => expect.stringMatching(error)))
    })
  }
})

describe('where a record may say that it was sent,', () => {
  const cases: [what: string, members: Members, now?: string][] = [
    ['a start of long ago', { startAt: '2025-12-01 09:00' }],
    ['an end', { endAt: '2026-11-23 11:59' }],
    ['an end before the start as moved', { ...OFFICE, endAt: '2026-11-23 20:00' }, '2026-11-23T18:30:00Z'],
    [
      'an end before a start of some hours ago as moved',
      { ...OFFICE, startAt: '2026-11-23 10:00', endAt: '2026-11-23 20:00' },
      '2026-11-23T18:30:00Z',
    ],
    ['an end before a start that counts from now', { startAt: '+2h', endAt: '2026-11-23 13:00' }],
  ]
  for (const [what, members, now] of cases) {
    test(`${what} is a mistake only if something is left to send`, () => {
      const [later, atOnce] = [check(members, now, true), check(members, now)]

      expect(later.errors).toEqual([])
      expect(later.deferred).toHaveLength(1)
      expect(atOnce).toMatchObject({ errors: later.deferred, deferred: [] })
    })
  }

  test('what is wrong at any time is told at once', () => {
    const wrong = [
      { startAt: '2026-12-02', endAt: '2026-12-01 09:00' },
      { endAt: '+0h', startAt: '2026-12-02' },
      { startAt: '2027-12-01' },
      { startAt: 'tomorrow' },
    ]
    for (const members of wrong)
      expect(check(members, MONDAY_NOON, true)).toMatchObject({ errors: [expect.any(String)], deferred: [] })
  })
})

describe('show-hours', () => {
  test('moves a start, and says from when', () => {
    expect(check({ ...OFFICE, startAt: '2026-11-24 03:00' })).toMatchObject({
      errors: [],
      startAt: '2026-11-24T08:00:00+01:00',
      movedFrom: '2026-11-24T03:00:00+01:00',
    })
  })

  test('moves now, where there is no start or one that is past', () => {
    const night = '2026-11-24T02:00:30Z'
    const moved = { startAt: '2026-11-24T08:00:00+01:00', movedFrom: '2026-11-24T03:00:30+01:00' }

    expect(check(OFFICE, night)).toMatchObject(moved)
    expect(check({ ...OFFICE, startAt: '2026-11-23 10:00' }, night)).toMatchObject(moved)
  })

  test('adds nothing inside the hours', () => {
    expect(check(OFFICE)).toMatchObject({ startAt: undefined, movedFrom: undefined })
    const start = '2026-11-24T10:00:00+03:00'
    expect(check({ ...OFFICE, startAt: start })).toMatchObject({ startAt: start, movedFrom: undefined })
  })

  test('reads the clock of the time zone, whatever the offset of the start is', () => {
    expect(check({ ...OFFICE, startAt: '2026-11-24T10:00+09:00' })).toMatchObject({
      startAt: '2026-11-24T08:00:00+01:00',
      movedFrom: '2026-11-24T02:00:00+01:00',
    })
  })

  test('moves a relative start', () => {
    expect(check({ ...OFFICE, startAt: '+6h' }).startAt).toBe('2026-11-24T08:00:00+01:00')
  })

  test('does not move to after the end', () => {
    expect(check({ ...OFFICE, startAt: '2026-11-27 19:00', endAt: '2026-11-29 12:00' }).errors).toEqual([
      'endAt: The end (2026-11-29T12:00:00+01:00) is not after the start (2026-11-30T08:00:00+01:00, which show-hours moved from 2026-11-27T19:00:00+01:00).',
    ])
  })

  test('does not move to more than 30 days from now without an end', () => {
    const far = { ...OFFICE, startAt: '2026-12-23 12:00', showHours: ['Thu 08:00-18:00'] }

    expect(check({ ...far, showHours: ['Wed 08:00-18:00'] }).errors).toEqual([])
    expect(check(far).errors).toEqual([
      expect.stringMatching(/^startAt: The start .*moved from 2026-12-23T12.*Give an end too/),
    ])
    expect(check({ ...far, endAt: '+1d' })).toMatchObject({ errors: [], endAt: '2026-12-25T08:00:00+01:00' })
  })

  test('needs a time zone that exists', () => {
    const hours = { showHours: ['Mon-Fri 08:00-18:00'] }

    expect(check(hours).errors).toEqual([
      expect.stringMatching(/^showHours: There is no time zone for these hours\. Give "time-zone" too/),
    ])
    expect(check({ ...hours, timeZone: 'Paris' }).errors).toEqual([
      expect.stringMatching(/^timeZone: "Paris" is not an IANA time zone/),
    ])
    expect(check({ ...hours, timeZone: 'UTC' }).errors).toEqual([])
  })

  test('has 20 spans at most, and one at least', () => {
    const spans = (count: number) =>
      Array.from({ length: count }, (_, index) => `Mon ${String(index).padStart(2, '0')}:00-23:30`)

    expect(check({ ...OFFICE, showHours: spans(20) }).errors).toEqual([])
    expect(check({ ...OFFICE, showHours: spans(21) }).errors).toEqual([
      'showHours: There are 21 spans of hours. The maximum is 20.',
    ])
    expect(check({ ...OFFICE, showHours: [] }).errors).toEqual([
      expect.stringMatching(/^showHours: The list is empty/),
    ])
  })

  test('tells each span that is wrong', () => {
    expect(
      check({ ...OFFICE, showHours: ['Tues 08:00-18:00', 'Mon 08:00-18:00', 'Fri 8-18'] }).errors,
    ).toEqual([
      'showHours: "Tues 08:00-18:00" cannot be read. "Tues" is not a day. Did you mean "Tue"?',
      'showHours: "Fri 8-18" cannot be read. Write "Fri 08:00-18:00".',
    ])
  })

  test('does not count from a start that cannot be read, and moves none', () => {
    for (const [endAt, now] of [
      ['+2h', MONDAY_NOON],
      ['2026-11-24 07:00', '2026-11-24T02:00:00Z'],
    ])
      expect(check({ ...OFFICE, startAt: 'tomorrow', ...(endAt && { endAt }) }, now).errors).toEqual([
        expect.stringMatching(/^startAt: "tomorrow"/),
      ])
  })

  test('moves nothing where there is no time zone: that is the one mistake', () => {
    const { showHours } = OFFICE
    const night = '2026-11-24T02:00:00Z'

    expect(check({ showHours, endAt: '2026-11-24 07:00' }, night).errors).toHaveLength(1)
  })

  test('does not miss a time zone that could not be read', () => {
    const diagnostics: Diagnostics = []
    const draft = {
      timeZone: { location: { input: 'time-zone' } },
      showHours: { location: { input: 'show-hours' }, value: OFFICE.showHours },
    }
    checkSchedule(draft, { now: Date.parse(MONDAY_NOON), mayBeSent: false, isPreview: false }, diagnostics)

    expect(diagnostics).toEqual([])
  })

  test('can move a start that comes later, by the clock of the time zone', () => {
    const { intoHours } = check(OFFICE)

    expect(intoHours?.(Date.parse('2026-11-24T02:00:00Z'))).toBe('2026-11-24T08:00:00+01:00')
    expect(intoHours?.(Date.parse('2026-11-24T09:00:00Z'))).toBe('2026-11-24T10:00:00+01:00')
    for (const members of [
      {},
      { timeZone: 'UTC' },
      { showHours: OFFICE.showHours },
      { ...OFFICE, showHours: [] },
    ])
      expect(check(members).intoHours).toBeUndefined()
  })

  test('moves nothing of a preview, but is checked', () => {
    const night = '2026-11-24T02:00:00Z'
    const preview = (members: Members) => check({ ...OFFICE, ...members }, night, false, true)

    expect(preview({ endAt: '+2h' })).toMatchObject({
      errors: [],
      startAt: undefined,

      endAt: '2026-11-24T05:00:00+01:00',
    })
    expect(preview({ endAt: '2026-11-24 07:00' }).errors).toEqual([
      expect.stringMatching(/not after the start/),
    ])
  })
})

describe('hours that a comma cuts in two are one mistake, with what to write:', () => {
  test.each<[spans: string[], message: string]>([
    [['Mon-Fri', '9am-5:30pm'], '"Mon-Fri, 9am-5:30pm" cannot be read. Write "Mon-Fri 09:00-17:30".'],
    [['Mon-Fri', '08:00-18:00'], '"Mon-Fri, 08:00-18:00" cannot be read. Write "Mon-Fri 08:00-18:00".'],
    [
      ['Monday to Friday 9am to 5pm'],
      '"Monday to Friday 9am to 5pm" cannot be read. Write "Monday-Friday 09:00-17:00".',
    ],
    [
      ['0 8-18 * * 1', '3'],
      '"0 8-18 * * 1,3" cannot be read. This is cron, which is not read here. Write days and hours, such as "Mon-Fri 08:00-18:00".',
    ],
  ])('%j', (showHours, message) => {
    expect(check({ ...OFFICE, showHours }).errors).toEqual([`showHours: ${message}`])
  })

  test('two spans stay two, unless one has the days and the next has the hours', () => {
    for (const [first, second] of [
      ['Mon', 'Tue 8-12'],
      ['Mon 8-12', '13-17'],
      ['8-12', 'Mon'],
      ['Mon 8-12', 'Tue'],
    ])
      expect(check({ ...OFFICE, showHours: [first ?? '', second ?? ''] }).errors).toEqual([
        expect.stringMatching(`^showHours: "${first}" cannot be read`),
        expect.stringMatching(`^showHours: "${second}" cannot be read`),
      ])
    expect(check({ ...OFFICE, showHours: ['Mon-Fri 08:00-12:00', 'Sat 08:00-12:00'] }).errors).toEqual([])
  })
})

test('a start of more than a year away earns a warning, since the year may be wrong', () => {
  expect(check({ startAt: '2027-11-23 12:00', endAt: '+2h' }).warnings).toEqual([])
  expect(check({ startAt: '2027-11-23 12:01', endAt: '+2h' }).warnings).toEqual([
    'startAt: The start (2027-11-23T12:01:00+00:00) is more than a year away. Check the year.',
  ])
  // Without an end, that is told as a mistake.
  expect(check({ startAt: '2027-11-23 12:01' })).toMatchObject({ errors: [expect.any(String)], warnings: [] })
})

describe('more than can be counted is a mistake:', () => {
  const cases: [what: string, members: Members, error: RegExp][] = [
    ['weeks', { endAt: '+999999w' }, /^endAt: "\+999999w" is beyond the year 9999/],
    ['weeks of a start', { startAt: '+999999w' }, /^startAt: "\+999999w" is beyond the year 9999/],
    [
      'more digits than a number has',
      { endAt: `+${'9'.repeat(400)}m` },
      /^endAt: "…" is beyond the year 9999/,
    ],
    [
      'not the last year itself, whose end can be wrong',
      { startAt: '9999-12-30', endAt: '9999-12-29 10:00' },
      /^endAt: .* is not after the start/,
    ],
    ['a week after the last', { startAt: '9999-12-30', endAt: '+1w' }, /^endAt: .* beyond the year 9999/],
    [
      'hours after the last',
      {
        startAt: '9999-12-31 20:00',
        endAt: '9999-12-31 23:00',
        showHours: ['Mon 08:00-12:00'],
        timeZone: 'UTC',
      },
      /^startAt: The start is beyond the year 9999/,
    ],
  ]
  for (const [what, members, error] of cases) {
    test(what, () => expect(check(members).errors).toEqual([expect.stringMatching(error)]))
  }
})

test('few minutes earn a warning, since months may be meant', () => {
  expect(check({ startAt: '+1m', endAt: '+12m' }).warnings).toEqual([
    expect.stringMatching(/^startAt: "\+1m" counts minutes\. If months are meant, .*\+30d/),
    expect.stringMatching(/^endAt: "\+12m" counts minutes/),
  ])
  expect(check({ startAt: '+13m', endAt: '+13m' }).warnings).toEqual([])
  expect(check({ endAt: '+1h' }).warnings).toEqual([])
})

describe('the clock of the runner matters', () => {
  const cases: [what: string, members: Members, countsFromNow: boolean, needsClock: boolean][] = [
    ['to a relative start', { startAt: '+2h', endAt: '2026-12-01 09:00' }, true, true],
    ['to a relative end', { endAt: '+2h' }, true, true],
    ['not to dates', { startAt: '2026-12-01', endAt: '2026-12-02 09:00' }, false, false],
    ['not to an end that counts from a date', { startAt: '2026-12-01', endAt: '+2h' }, false, false],
    ['to show-hours', OFFICE, false, true],
    ['not to a time zone', { timeZone: 'UTC' }, false, false],
  ]
  for (const [what, members, countsFromNow, needsClock] of cases) {
    test(what, () => expect(check(members)).toMatchObject({ countsFromNow, needsClock }))
  }
})
