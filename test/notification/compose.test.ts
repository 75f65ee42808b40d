import { describe, expect, test } from 'vitest'
import { type Diagnostic, type Diagnostics, formatDiagnostic } from '../../src/diagnostics.ts'
import { compose } from '../../src/notification/compose.ts'
import type { Draft } from '../../src/notification/draft.ts'

const NOW = Date.parse('2026-11-23T12:00:30Z')

const at = (input: string) => ({ location: { input } })
const located = <T>(input: string, value: T) => ({ ...at(input), value })
const many = (count: number) => Array.from({ length: count }, (_, index) => `item-${index + 1}`)

/** The least that can be sent. */
const least: Draft = {
  templateId: located('template-id', 't'),
  audiencesIds: located('audiences', ['sales']),
}

/** What comes of a draft, and all that is said about it, `level input: message`. */
async function composed(draft: Draft, timeZone?: string, earlier: Diagnostic[] = []) {
  const diagnostics: Diagnostics = [...earlier]
  const zone = timeZone === undefined ? {} : { timeZone: located('time-zone', timeZone) }
  const context = { now: NOW, mayBeSent: false, isPreview: false }
  const { notifications } = await compose({ ...draft, ...zone }, context, diagnostics)
  const said = diagnostics.map((one) => `${one.level} ${formatDiagnostic(one)}`)
  return { notifications, said }
}

test('members that were not said are left out', async () => {
  expect(await composed(least)).toEqual({
    notifications: [{ templateId: 't', audiencesIds: ['sales'] }],
    said: [],
  })
})

test('without times there is nothing that a clock could make wrong', async () => {
  const { schedule } = await compose(least, { now: NOW, mayBeSent: false, isPreview: false }, [])

  expect(schedule).toEqual({ countsFromNow: false, needsClock: false, pastTimes: [] })
})

test('what was said goes into one notification for each system', async () => {
  const rest: Draft = {
    endUsersIds: located('end-users', ['ann']),
    notificationType: located('notification-type', 'popup'),
    title: located('title', 'Title'),
    runtimeTitle: located('runtime-title', 'Runtime title'),
    runtimeDescription: located('runtime-description', 'Description'),
    startAt: located('start-at', '+1h'),
    endAt: located('end-at', '2026-12-24 18:00'),
    override: located('overrides', [{ key: 'A', value: 'b', location: { input: 'overrides', line: 1 } }]),
  }
  const { notifications, said } = await composed(
    { ...least, ...rest, systemId: located('system-id', ['one', 'two']) },
    'Europe/Paris',
  )

  const same = {
    templateId: 't',
    audiencesIds: ['sales'],
    endUsersIds: ['ann'],
    notificationType: 'popup',
    title: 'Title',
    runtimeTitle: 'Runtime title',
    runtimeDescription: 'Description',
    startAt: '2026-11-23T14:00:30+01:00',
    endAt: '2026-12-24T18:00:00+01:00',
    override: [{ key: 'A', value: 'b' }],
  }
  expect(notifications).toEqual([
    { systemId: 'one', ...same },
    { systemId: 'two', ...same },
  ])
  expect(said).toEqual([])
})

test('a date without a time zone is one of UTC', async () => {
  const { notifications } = await composed({ ...least, startAt: located('start-at', '2026-12-01 08:00') })

  expect(notifications).toMatchObject([{ startAt: '2026-12-01T08:00:00+00:00' }])
})

describe('a mistake stops everything:', () => {
  const NOBODY =
    'error audiences: Nobody would get this. Give audience IDs in "audiences", or end-user IDs in "end-users".'
  const { templateId: _t, ...withoutTemplate } = least
  const { audiencesIds: _a, ...toNobody } = least
  const cases: [what: string, draft: Draft, said: string[]][] = [
    [
      'no template',
      withoutTemplate,
      ['error template-id: The template is missing. Copy its ID from ComCenter, under Custom templates.'],
    ],
    ['no recipients', toNobody, [NOBODY]],
    ['empty lists of recipients', { ...toNobody, endUsersIds: located('end-users', []) }, [NOBODY]],
    [
      '51 systems',
      { ...least, systemId: located('system-id', many(51)) },
      ['error system-id: There are 51 systems. The maximum for one step is 50.'],
    ],
    [
      '101 end users',
      { ...least, endUsersIds: located('end-users', many(101)) },
      [
        'error end-users: There are 101 end users, but WalkMe accepts at most 100. Create an audience for them.',
      ],
    ],
    [
      'an end user who is an audience too',
      { ...least, endUsersIds: located('end-users', ['ann', 'sales']) },
      ['error end-users: Item 2 is in "audiences" too. Keep it in one of the two.'],
    ],
    [
      'a placeholder without a text',
      { ...least, placeholders: located('placeholders', ['NAME']) },
      [expect.stringMatching(/^error placeholders: The placeholder "NAME" has no text/)],
    ],
    [
      'hours without a time zone',
      { ...least, showHours: located('show-hours', ['Mon 08:00-18:00']) },
      [expect.stringMatching(/^error show-hours: There is no time zone/)],
    ],
    [
      'hours that could not be read, without a time zone',
      { ...least, showHours: at('show-hours') },
      [expect.stringMatching(/^error show-hours: There is no time zone/)],
    ],
    [
      'a date that is none',
      { ...least, endAt: located('end-at', 'soon') },
      [expect.stringMatching(/^error end-at: "soon" is not a date/)],
    ],
  ]
  test.each(cases)('%s', async (_, draft, said) => {
    expect(await composed(draft)).toEqual({ notifications: [], said })
  })

  test('a time zone that is none, with and without a date', async () => {
    const said = ['error time-zone: "Paris" is not an IANA time zone. Write "Europe/Paris".']

    expect(await composed(least, 'Paris')).toEqual({ notifications: [], said })
    expect(await composed({ ...least, endAt: located('end-at', '+1d') }, 'Paris')).toEqual({
      notifications: [],
      said,
    })
  })

  test('one that an earlier reader found', async () => {
    const earlier: Diagnostic = { level: 'error', location: { input: 'title' }, message: 'No.' }

    expect(await composed(least, undefined, [earlier])).toEqual({
      notifications: [],
      said: ['error title: No.'],
    })
    expect((await composed(least, undefined, [{ ...earlier, level: 'warning' }])).notifications).toHaveLength(
      1,
    )
  })
})

test('a list that could not be read may hold somebody: nobody is not said twice', async () => {
  for (const unread of [
    { audiencesIds: at('audiences') },
    { audiencesIds: at('audiences'), endUsersIds: at('end-users') },
    { audiencesIds: at('audiences'), endUsersIds: located('end-users', ['ann']) },
    { override: at('overrides') },
  ])
    expect((await composed({ ...least, ...unread })).said).toEqual([])
})

test('end users alone are enough', async () => {
  const { audiencesIds: _, ...toNobody } = least
  const { notifications } = await composed({ ...toNobody, endUsersIds: located('end-users', ['ann']) })

  expect(notifications).toEqual([{ templateId: 't', endUsersIds: ['ann'] }])
})

describe('every text is looked at for what people would read as it is:', () => {
  const texts: [what: string, draftOf: (text: string) => Draft][] = [
    ['title', (text) => ({ title: located('title', text) })],
    ['runtime-title', (text) => ({ runtimeTitle: located('runtime-title', text) })],
    ['runtime-description', (text) => ({ runtimeDescription: located('runtime-description', text) })],
    ['overrides', (value) => ({ override: located('overrides', [{ key: 'A', value, ...at('overrides') }]) })],
  ]
  for (const [what, draftOf] of texts) {
    test(what, async () => {
      for (const text of ['one\\ntwo', 'one%0Atwo', 'Hi {{name}}', 'At ${TIME}', 'At $GITHUB_SHA']) {
        const { said } = await composed({ ...least, title: located('title', 'Plain'), ...draftOf(text) })
        expect(said).toEqual([expect.stringMatching(`^warning ${what}: People will read "`)])
      }
    })
  }
})

describe('what stops nothing:', () => {
  test.each<[what: string, draft: Draft, said: string[]]>([
    ['50 systems', { ...least, systemId: located('system-id', many(50)) }, []],
    ['10 end users', { ...least, endUsersIds: located('end-users', many(10)) }, []],
    [
      '11 end users',
      { ...least, endUsersIds: located('end-users', many(11)) },
      ['warning end-users: There are 11 end users. For more than 10, WalkMe recommends an audience instead.'],
    ],
    [
      '100 end users',
      { ...least, endUsersIds: located('end-users', many(100)) },
      [
        'warning end-users: There are 100 end users. For more than 10, WalkMe recommends an audience instead.',
      ],
    ],
    [
      'an audience twice',
      { ...least, audiencesIds: located('audiences', ['a', 'b', 'a']) },
      ['warning audiences: One item is listed twice and counted once.'],
    ],
    [
      'two items twice',
      { ...least, endUsersIds: located('end-users', ['a', 'b', 'a', 'b']) },
      ['warning end-users: 2 items are listed twice and counted once.'],
    ],
    [
      '21 spans of hours, one of them twice',
      {
        ...least,
        timeZone: located('time-zone', 'UTC'),
        showHours: located(
          'show-hours',
          Array.from({ length: 21 }, (_, index) => `Mon-Fri 08:${10 + (index % 20)}-18:00`),
        ),
      },
      ['warning show-hours: One item is listed twice and counted once.'],
    ],
  ])('%s', async (_, draft, said) => {
    const { notifications, said: found } = await composed(draft)

    expect(found).toEqual(said)
    expect(notifications).toHaveLength(draft.systemId?.value?.length ?? 1)
  })

  test('an item that is listed twice is sent once', async () => {
    const draft = { ...least, audiencesIds: located('audiences', ['a', 'b', 'a']) }

    expect((await composed(draft)).notifications).toEqual([{ templateId: 't', audiencesIds: ['a', 'b'] }])
  })
})
