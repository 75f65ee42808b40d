import type { Element, Root } from 'hast'
import { matches, selectAll } from 'hast-util-select'
import { describe, expect, test } from 'vitest'
import { troubleshootingPage } from '../../src/report/links.ts'
import { summaryOf, summaryOfErrors } from '../../src/report/summary.ts'
import type { SystemResult } from '../../src/walkme/result.ts'
import { render, textOf } from './github.ts'
import { announcement, reportOf, written } from './reports.ts'

/** What GitHub shows of the summary of these results. */
async function shown(results: Partial<SystemResult>[], notification = announcement, timeZone?: string) {
  const report = reportOf(results, notification)
  return render(await written((say) => summaryOf(report, { timeZone }, say)))
}

/** The texts of a table's cells, row by row; the table under a heading. */
function table(page: Root, heading: string): string[][] {
  return selectAll('tr', under(page, heading)).map((row) => selectAll('th, td', row).map(textOf))
}

/** The element that follows a heading. */
function under(page: Root, heading: string): Element {
  const elements = page.children.filter((node) => node.type === 'element')
  const at = elements.findIndex((element) => matches('h3', element) && textOf(element) === heading)
  const found = elements[at + 1]
  if (at < 0 || found === undefined) throw new Error(`There is no ${heading}.`)
  return found
}

const SENT = {
  outcome: 'sent',
  attempts: 1,
  httpStatus: 200,
  notificationId: 'n-1',
  milliseconds: 92,
} as const
const REFUSED = {
  outcome: 'not-sent',
  attempts: 1,
  httpStatus: 403,
  reason: 'WalkMe did not accept the notification (HTTP 403).',
  milliseconds: 140,
} as const
const LOST = {
  outcome: 'uncertain',
  attempts: 2,
  reason: 'The connection broke before an answer came (ECONNRESET).',
  milliseconds: 2_340,
} as const

describe('the heading says the outcome in words, and what follows says what to do:', () => {
  const cases: [string, Partial<SystemResult>[], heading: string, next: RegExp | undefined][] = [
    ['sent', [SENT], 'sent', undefined],
    [
      'sent everywhere',
      [
        { ...SENT, systemId: 'a' },
        { ...SENT, systemId: 'b' },
      ],
      'sent to all 2 systems',
      undefined,
    ],
    [
      'sent to one, and before that to another',
      [
        { ...SENT, systemId: 'a' },
        { outcome: 'skipped', systemId: 'b', reason: 'Sent by an earlier run.' },
      ],
      'sent to all 2 systems',
      undefined,
    ],
    [
      'partial',
      [
        { ...SENT, systemId: 'a' },
        { ...REFUSED, systemId: 'b' },
        { ...LOST, systemId: 'c' },
      ],
      'sent to 1 of 3 systems',
      /^Where it was not sent.*those systems only.*twice\.Where it is uncertain.*ComCenter.*those systems only\.$/,
    ],
    ['not-sent', [REFUSED], 'not sent', /^Certainly nobody got it\. .* safe to run this again\.$/],
    [
      'uncertain',
      [LOST],
      'uncertain, people may have got it',
      /^People may have got it, or may not\. .*ComCenter/,
    ],
    [
      'uncertain beside not-sent',
      [
        { ...LOST, systemId: 'a' },
        { ...REFUSED, systemId: 'b' },
      ],
      'uncertain, people may have got it',
      /^Where it was not sent.*Where it is uncertain/,
    ],
    [
      'dry-run',
      [{ outcome: 'dry-run', reason: 'The credentials are good.' }],
      'dry run, nothing was sent',
      undefined,
    ],
    ['skipped', [{ outcome: 'skipped', reason: 'There are none.' }], 'skipped, nothing was sent', undefined],
  ]
  for (const [what, results, heading, next] of cases) {
    test(what, async () => {
      const page = await shown(results)

      expect(selectAll('h2', page).map(textOf)).toEqual([`WalkMe notification: ${heading}`])
      const titles = selectAll('h3', page).map(textOf)
      expect(titles).toEqual([
        ...(next ? ['What to do next'] : []),
        'The notification',
        'Placeholders',
        'Systems',
      ])
      const paragraphs = selectAll('h3 ~ p', page).map(textOf).join('')
      if (next) expect(paragraphs).toMatch(next)
      else expect(paragraphs).toBe('')
      for (const { reason } of results) if (reason) expect(textOf(page)).toContain(reason)
    })
  }
})

test('a reason that holds for all is told once, others with the systems that they hold for', async () => {
  const same = await shown([
    { ...REFUSED, systemId: 'a' },
    { ...REFUSED, systemId: 'b' },
  ])
  const different = await shown([
    { ...SENT, systemId: 'a' },
    { ...REFUSED, systemId: 'b' },
    { ...LOST, systemId: 'c' },
    { ...REFUSED, systemId: 'd' },
  ])

  expect(selectAll('h2 + p', same).map(textOf)).toEqual([REFUSED.reason])
  expect(selectAll('h2 + ul li', different).map(textOf)).toEqual([
    `b, d: not sent. ${REFUSED.reason}`,
    `c: uncertain. ${LOST.reason}`,
  ])
})

test('what people see, who they are and when, with end users counted and never named', async () => {
  const page = await shown([SENT], announcement, 'Europe/Berlin')

  expect(table(page, 'The notification')).toEqual([
    ['Title', 'CRM 4.10 is live'],
    ['Message', 'New today:\n- Find an account by its phone number\n\nReload the page.'],
    ['Shown as', 'popup'],
    ['Template', '75cfcba6-c320-42cb-938e-4c2bd08a43a3'],
    [
      'To',
      'audience cf0bd4c1-86fd-4c79-a46a-c730d6789e63\naudience 0b9e6c0e-6f0b-4f6d-9d1f-3a8d4f1f6a11\n3 end users',
    ],
    ['Starts', '2026-12-01 07:00 UTC\n2026-12-01 08:00 Europe/Berlin'],
    ['Ends', '2026-12-24 22:30:15 UTC\n2026-12-24 23:30:15 Europe/Berlin'],
    ['Name in ComCenter', 'CRM 4.10'],
  ])
  expect(table(page, 'Placeholders')).toEqual([
    ['Placeholder', 'Text'],
    ['VERSION', '4.10'],
    ['##URL##', 'https://crm.example.com/releases/4.10'],
    ['NOTE', 'empty'],
  ])
  expect(textOf(page)).not.toMatch(/user-/)
})

test('what was left out is told as what WalkMe makes of it', async () => {
  const page = await shown([SENT], { templateId: 't', endUsersIds: ['user-7@example.com'] })

  expect(table(page, 'The notification')).toEqual([
    ['Title', "the template's own"],
    ['Message', "the template's own"],
    ['Shown as', 'push (the default)'],
    ['Template', 't'],
    ['To', '1 end user'],
    ['Starts', 'at once'],
    ['Ends', '30 days after it was sent (the default)'],
  ])
  expect(selectAll('h3', page).map(textOf)).toEqual(['The notification', 'Systems'])
})

test('the schedule is told once where the time zone is UTC', async () => {
  const page = await shown([SENT], announcement, 'UTC')

  expect(table(page, 'The notification')).toContainEqual(['Starts', '2026-12-01 07:00 UTC'])
})

test('a start that show-hours moved says from when, in UTC and in the time zone', async () => {
  const schedule = { timeZone: 'Europe/Berlin', movedFrom: '2026-12-01T03:00:00+01:00' }
  const page = render(await written((say) => summaryOf(reportOf([SENT]), schedule, say)))

  const rows = table(page, 'The notification')
  const starts = rows.findIndex(([name]) => name === 'Starts')
  expect(rows[starts + 1]).toEqual([
    'Moved by show-hours from',
    '2026-12-01 02:00 UTC\n2026-12-01 03:00 Europe/Berlin',
  ])
})

test('a row for each system, in the order given', async () => {
  const page = await shown([
    { ...SENT, systemId: 'a' },
    { ...LOST, systemId: 'c' },
    { ...REFUSED, systemId: 'b' },
    { outcome: 'not-sent', systemId: 'd', reason: 'No token: no.' },
  ])

  expect(table(page, 'Systems')).toEqual([
    ['System', 'Outcome', 'Notification ID', 'HTTP status', 'Attempts', 'Time'],
    ['a', 'sent', 'n-1', '200', '1', '0.1 s'],
    ['c', 'uncertain', '–', '–', '2', '2.3 s'],
    ['b', 'not sent', '–', '403', '1', '0.1 s'],
    ['d', 'not sent', '–', '–', '–', '–'],
  ])
})

test('a system without an ID is not called the only one, because nobody knows that', async () => {
  expect(table(await shown([SENT]), 'Systems')[1]?.[0]).toBe("the account's system")
})

test('mistakes in the inputs are listed with their places, the first 50 of them', async () => {
  const mistakes = Array.from({ length: 52 }, (_, index) => ({
    level: 'error' as const,
    location: { file: 'notify.yml', line: index + 1, column: 3 },
    message: 'This is *wrong*.',
  }))
  const page = render(await written((say) => summaryOfErrors(mistakes, say)))

  expect(selectAll('h2', page).map(textOf)).toEqual([
    'WalkMe notification: not sent, there are mistakes in the inputs',
  ])
  const items = selectAll('li', page).map(textOf)
  expect(items).toHaveLength(51)
  expect(items[1]).toBe('notify.yml, line 2, column 3: This is *wrong*.')
  expect(items[50]).toBe('There are 2 more, listed in the log of this step.')
})

describe('when it was sent stands in the table of the notification, in UTC:', () => {
  const endedAt = Date.parse('2026-11-23T12:00:05Z')
  const rows = async (results: Partial<SystemResult>[]) => {
    const report = { ...reportOf(results), endedAt }
    return table(render(await written((say) => summaryOf(report, undefined, say))), 'The notification')
  }

  test('where it was sent', async () => {
    expect(await rows([SENT, REFUSED])).toContainEqual(['Sent', '2026-11-23 12:00:05 UTC'])
  })

  test('where it may have been', async () => {
    expect(await rows([LOST])).toContainEqual(['If sent, before', '2026-11-23 12:00:05 UTC'])
  })

  test('and nothing where this run sent nothing', async () => {
    for (const results of [[REFUSED], [{ ...LOST, attempts: 0 }], [{ outcome: 'skipped' as const }]])
      expect((await rows(results)).map(([name = '']) => name).join()).not.toMatch(/sent/i)
  })
})

test('people receive it once for the key only where something was sent', async () => {
  const said = async (results: Partial<SystemResult>[]) =>
    textOf(
      render(
        await written((say) => summaryOf({ ...reportOf(results), onceKey: 'deploy-1' }, undefined, say)),
      ),
    )

  expect(await said([SENT, REFUSED])).toContain('People receive it once for the key deploy-1.')
  for (const result of [REFUSED, LOST, { outcome: 'skipped' as const }, { outcome: 'dry-run' as const }])
    expect(await said([result])).not.toContain('deploy-1')
})

describe('the summary links', () => {
  const hrefs = (page: Root) => selectAll('a', page).map(({ properties }) => properties['href'])
  const troubleshooting = troubleshootingPage({ GITHUB_ACTION_REPOSITORY: 'a/b', GITHUB_ACTION_REF: 'v1' })
  const url = 'https://github.com/a/b/blob/v1/docs/troubleshooting.md'

  test.each<[what: string, result: Partial<SystemResult>, ...expected: string[]]>([
    ['ComCenter where it was sent', SENT, 'https://console.walkme.com/workstation/comcenter'],
    [
      'ComCenter and the page where it is uncertain',
      LOST,
      'https://console.walkme.com/workstation/comcenter',
      url,
    ],
    ['the page where it was not sent', REFUSED, url],
    ['nothing in a dry run', { outcome: 'dry-run' }],
  ])('%s', async (_, result, ...expected) => {
    const report = { ...reportOf([result]), troubleshooting }
    expect(hrefs(render(await written((say) => summaryOf(report, undefined, say))))).toEqual(expected)
  })

  test('the page where the inputs have mistakes', async () => {
    const mistakes = [{ level: 'error' as const, location: { input: 'title' }, message: 'No.' }]
    const page = render(await written((say) => summaryOfErrors(mistakes, say, troubleshooting)))
    expect(hrefs(page)).toEqual([url])
  })
})
