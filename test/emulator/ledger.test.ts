import { expect, test } from 'vitest'
import type { Account } from '../../emulator/account.ts'
import { enter } from '../../emulator/ledger.ts'
import type { Notification } from '../../emulator/notification.ts'

const account: Account = {
  clientId: 'id',
  clientSecret: 'secret',
  mayNotify: true,
  systems: ['system'],
  templates: [
    {
      id: 'with-button',
      name: 'With a button',
      title: '###VERSION### is live',
      message: 'New: ###SUMMARY###',
      button: { text: 'Read on', link: '##URL##' },
    },
    { id: 'plain', name: 'Plain', title: 'Hello', message: 'Nothing to fill' },
  ],
  audiences: [
    { id: 'sales', name: 'Sales', members: ['a', 'b', 'c'] },
    { id: 'support', name: 'Support', members: ['c', 'd'] },
  ],
}
const now = new Date('2026-03-01T12:00:00.000Z')

function accepted(notification: Omit<Notification, 'templateId'> & { templateId?: string }) {
  const result = enter({ templateId: 'with-button', audiencesIds: ['sales'], ...notification }, account, now)
  if ('refusal' in result) throw new Error(result.refusal.message)
  return result.entry
}

test('an entry holds what came, and what people see of it', () => {
  const notification = {
    templateId: 'with-button',
    audiencesIds: ['sales'],
    override: [
      { key: 'VERSION', value: '4.10' },
      { key: 'SUMMARY', value: 'search' },
      { key: '##URL##', value: 'https://example.com' },
    ],
  }
  expect(accepted(notification)).toEqual({
    notificationId: expect.stringMatching(/^[\da-f-]{36}$/),
    systemId: 'system',
    templateId: 'with-button',
    notification,
    at: '2026-03-01T12:00:00.000Z',
    seen: {
      title: '4.10 is live',
      message: 'New: search',
      button: { text: 'Read on', link: 'https://example.com' },
      type: 'push',
      recipients: { people: 3, endUsers: 0, audiences: [{ id: 'sales', name: 'Sales', members: 3 }] },
      startAt: '2026-03-01T12:00:00.000Z',
      endAt: '2026-03-31T12:00:00.000Z',
    },
    filledPlaceholders: [
      { placeholder: '###VERSION###', key: 'VERSION', hashes: 'without' },
      { placeholder: '###SUMMARY###', key: 'SUMMARY', hashes: 'without' },
      { placeholder: '##URL##', key: '##URL##', hashes: 'with' },
    ],
    isPreview: false,
    unusedOverrides: [],
    unfilledPlaceholders: [],
  })
})

test('runtime texts take the place of the template’s, and what would fill it has nothing to fill', () => {
  const entry = accepted({
    runtimeTitle: 'Title',
    runtimeDescription: 'One\nTwo',
    override: [
      { key: 'VERSION', value: '4.10' },
      { key: 'URL', value: 'u' },
    ],
  })
  expect(entry.seen).toMatchObject({ title: 'Title', message: 'One\nTwo', button: { link: 'u' } })
  expect(entry.unusedOverrides).toEqual(['VERSION'])
  expect(entry.unfilledPlaceholders).toEqual([])
})

test('people see what nobody filled, also in runtime texts, which overrides do not reach', () => {
  const entry = accepted({ runtimeTitle: 'See ##URL##', override: [{ key: 'URL', value: 'u' }] })
  expect(entry.seen).toMatchObject({ title: 'See ##URL##', message: 'New: ###SUMMARY###' })
  expect(entry.unfilledPlaceholders).toEqual(['##URL##', '###SUMMARY###'])
})

test('a template without a button shows none', () => {
  expect(accepted({ templateId: 'plain' }).seen.button).toBeNull()
})

test('people in several groups are counted once', () => {
  const { recipients } = accepted({ audiencesIds: ['sales', 'support'], endUsersIds: ['a', 'x'] }).seen
  expect(recipients).toMatchObject({ people: 5, endUsers: 2 })
  expect(recipients.audiences.map(({ members }) => members)).toEqual([3, 2])
})

test('the end is 30 days from now, whenever the start is', () => {
  const { startAt, endAt } = accepted({ startAt: '2026-03-20 08:00' }).seen
  expect([startAt, endAt]).toEqual(['2026-03-20T08:00:00.000Z', '2026-03-31T12:00:00.000Z'])
})

test('start and end are told in UTC', () => {
  const { startAt, endAt } = accepted({ startAt: '2026-03-02T00:30:00+02:00', endAt: '2027-01-01' }).seen
  expect([startAt, endAt]).toEqual(['2026-03-01T22:30:00.000Z', '2027-01-01T00:00:00.000Z'])
})

test.each([
  ['30 days off is too far for a start alone', { startAt: '2026-03-31 12:00' }, false],
  ['a minute less is not', { startAt: '2026-03-31 11:59' }, true],
  ['an end that is just past', { endAt: '2026-03-01 12:00' }, false],
  ['an end in a minute', { endAt: '2026-03-01 12:01' }, true],
])('%s', (_, members, good) => {
  const notification = { templateId: 'plain', audiencesIds: ['sales'], ...members }
  expect('entry' in enter(notification, account, now)).toBe(good)
})
