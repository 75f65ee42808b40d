import { describe, expect, test } from 'vitest'
import { type Diagnostics, formatDiagnostic } from '../../src/diagnostics.ts'
import { type Notification, notificationSchema } from '../../src/notification/notification.ts'
import {
  checkPreviewers,
  previewOf,
  rejectAudiences,
  warnIfUnmarked,
} from '../../src/notification/preview.ts'

const now = Date.parse('2026-11-23T12:00:00.789Z')
const base: Notification = { templateId: 'template' }
const preview = (members: Partial<Notification>) => previewOf({ ...base, ...members }, ['me'], now)

/** What is said, `level input: message`. */
function said(check: (diagnostics: Diagnostics) => void): string[] {
  const diagnostics: Diagnostics = []
  check(diagnostics)
  return diagnostics.map((one) => `${one.level} ${formatDiagnostic(one)}`)
}

test('ten people get a preview at most, each once', () => {
  const people = Array.from({ length: 11 }, (_, index) => `person-${index}`)
  const ten = people.slice(0, 10)
  const found = (given: string[]) => said((diagnostics) => void checkPreviewers(given, diagnostics))

  expect(found(people)).toEqual([
    'error preview-to: There are 11 people, but at most 10 can get a preview. Name those who decide.',
  ])
  expect(found([...ten, 'person-1'])).toEqual([
    'warning preview-to: One item is listed twice and counted once.',
  ])
  expect(checkPreviewers([...ten, 'person-1'], [])).toEqual(ten)
})

test('an audience of the step gets no preview', () => {
  const location = { input: 'audiences' }
  const found = (audiencesIds: { location: typeof location; value?: string[] }) =>
    said((diagnostics) => rejectAudiences(['ann', 'sales'], { audiencesIds }, diagnostics))

  expect(found({ location, value: ['sales', 'support'] })).toEqual([
    'error preview-to: Item 2 is one of the audiences of this step. Name single end users: a preview goes to no audience.',
  ])
  expect(found({ location, value: ['support'] })).toEqual([])
  expect(found({ location })).toEqual([])
})

test('a preview that cannot be marked earns a warning', () => {
  expect(said((diagnostics) => warnIfUnmarked(base, diagnostics))).toEqual([
    expect.stringMatching(/^warning preview-to: Without a "runtime-title", people see no "\[Preview\]" mark/),
  ])
  expect(said((diagnostics) => warnIfUnmarked({ ...base, runtimeTitle: 'x' }, diagnostics))).toEqual([])
})

test('a preview goes to its people in place of all others, and starts at once', () => {
  expect(
    preview({
      audiencesIds: ['everybody'],
      endUsersIds: ['you', 'me'],
      startAt: '2026-11-24T08:00:00+01:00',
    }),
  ).toEqual({ templateId: 'template', endUsersIds: ['me'], endAt: '2026-11-24T12:00:00+00:00' })
})

test('titles that are given are marked, and the rest stays as it is', () => {
  const rest: Partial<Notification> = {
    systemId: 'system',
    notificationType: 'popup',
    runtimeDescription: 'Text',
    override: [{ key: 'A', value: 'b' }],
  }

  expect(preview({ ...rest, title: 'Name', runtimeTitle: 'Title' })).toEqual({
    ...base,
    ...rest,
    title: '[Preview] Name',
    runtimeTitle: '[Preview] Title',
    endUsersIds: ['me'],
    endAt: '2026-11-24T12:00:00+00:00',
  })
  expect(preview({ runtimeTitle: 'Title' })).not.toHaveProperty('title')
  expect(preview({ title: 'Name' })).not.toHaveProperty('runtimeTitle')
})

describe('it ends within a day:', () => {
  const aDay = '2026-11-24T12:00:00+00:00'
  const cases = [
    ['2026-11-23T13:00:00+00:00', '2026-11-23T13:00:00+00:00'],
    ['2026-11-24T12:59:59+01:00', '2026-11-24T12:59:59+01:00'],
    ['2026-11-24T00:00:00-11:00', '2026-11-24T00:00:00-11:00'],
    ['2026-11-24T13:00:01+01:00', aDay],
    ['2026-11-24T00:00:00-13:00', aDay],
    ['2027-01-01T00:00:00+00:00', aDay],
  ]
  for (const [endAt = '', ends] of cases)
    test(`${endAt} → ${ends}`, () => expect(preview({ endAt }).endAt).toBe(ends))
})

test('what comes of it is a notification that the API accepts', () => {
  expect(notificationSchema.safeParse(preview({ audiencesIds: ['a'] })).success).toBe(true)
})
