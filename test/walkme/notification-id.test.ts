import { describe, expect, test } from 'vitest'
import { isNotificationId, notificationIdOf } from '../../src/walkme/notification-id.ts'

function idOf(body: unknown, headers: Record<string, string> = {}): string {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return notificationIdOf({ kind: 'answer', status: 200, headers, body: text, complete: true })
}

describe('the ID is found', () => {
  test.each([
    [{ notificationId: 'a', id: 'b', data: { id: 'c' } }, 'a'],
    [{ id: 'b', notification: { notificationId: 'c' } }, 'b'],
    [{ notification: { notificationId: 'c', id: 'd' }, data: { id: 'e' } }, 'c'],
    [{ notification: { id: 'd' }, data: { id: 'e' } }, 'd'],
    [{ data: { notificationId: 'e' }, result: { id: 'f' } }, 'e'],
    [{ result: { id: 'f' } }, 'f'],
    [{ id: 42 }, '42'],
    ['{"id": 12345678901234567890}', '12345678901234567890'],
    [{ notificationId: null, id: 'b' }, 'b'],
    [{ notification: 'text', id: {}, data: { id: 'e' } }, 'e'],
  ])('in %j', (body, id) => {
    expect(idOf(body)).toBe(id)
  })

  test.each([
    ['https://api.example.com/notifications/n-1', 'n-1'],
    ['/notifications/n-1/', 'n-1'],
    ['n-1?x=1#y', 'n-1'],
    [`/${'x'.repeat(256)}`, 'x'.repeat(256)],
  ])('at the end of a Location header, %s', (location, id) => {
    expect(idOf({}, { location })).toBe(id)
  })

  test('in the body rather than in the header', () => {
    expect(idOf({ id: 'b' }, { location: '/n-1' })).toBe('b')
  })
})

describe('there is none', () => {
  test.each([
    ['{}', {}],
    ['no JSON', {}],
    ['{"id": ""}', {}],
    ['{"id": "two\\nlines"}', {}],
    [`{"id": "${'x'.repeat(257)}"}`, {}],
    ['{}', { location: 'https://' }],
    ['{}', { location: 'http://[' }],
    ['{}', { location: '/' }],
    ['{}', { location: `/${'x'.repeat(257)}` }],
  ])('in %j %j', (body, headers) => {
    expect(idOf(body, headers)).toBe('')
  })
})

test.each<[text: string, isIt: boolean]>([
  ['n-1', true],
  ['an ID', true],
  ['x'.repeat(256), true],
  ['x'.repeat(257), false],
  [' n-1', false],
  ['two\nlines', false],
  ['', false],
])('whether a text can be an ID: %j, %s', (text, isIt) => expect(isNotificationId(text)).toBe(isIt))
