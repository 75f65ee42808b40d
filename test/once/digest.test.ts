import { describe, expect, test } from 'vitest'
import type { Notification } from '../../src/notification/notification.ts'
import { digestOf, systemsWithAnother } from '../../src/once/digest.ts'
import { recordOf } from './bodies.ts'

const base = new URL('https://api.walkme.com')
const notification: Notification = {
  systemId: 'a',
  templateId: 'template',
  title: 'name',
  runtimeTitle: 'title',
  runtimeDescription: 'message',
  override: [
    { key: 'A', value: '1' },
    { key: 'B', value: '2' },
  ],
  audiencesIds: ['x', 'y'],
  endUsersIds: ['somebody'],
}
const digest = (change: Partial<Notification> = {}, at = base) =>
  digestOf({ notification: { ...notification, ...change } }, at)

describe('the digest changes with', () => {
  const changes: Partial<Notification>[] = [
    { templateId: 'other' },
    { title: 'other' },
    { runtimeTitle: 'other' },
    { runtimeDescription: 'other' },
    { override: [{ key: 'A', value: '1' }] },
    {
      override: [
        { key: 'A', value: '1' },
        { key: 'B', value: '3' },
      ],
    },
    {
      override: [
        { key: 'A', value: '1' },
        { key: 'C', value: '2' },
      ],
    },
    { audiencesIds: ['x'] },
    { endUsersIds: ['somebody', 'another'] },
    // The same texts in other places.
    { title: 'title', runtimeTitle: 'name' },
  ]
  for (const change of changes) test(JSON.stringify(change), () => expect(digest(change)).not.toBe(digest()))

  test('the base URL', () => expect(digest({}, new URL('https://eu-api.walkme.com'))).not.toBe(digest()))
})

describe('the digest stays the same with', () => {
  const changes: Partial<Notification>[] = [
    { startAt: '2026-12-01T08:00:00+00:00', endAt: '2026-12-02T08:00:00+00:00' },
    { systemId: 'b' },
    { audiencesIds: ['y', 'x'] },
    { endUsersIds: ['another'] },
    {
      override: [
        { key: 'B', value: '2' },
        { key: 'A', value: '1' },
      ],
    },
  ]
  for (const change of changes) test(JSON.stringify(change), () => expect(digest(change)).toBe(digest()))

  test('a slash at the end of the base URL', () => {
    expect(digest({}, new URL('https://proxy.example/walkme//'))).toBe(
      digest({}, new URL('https://proxy.example/walkme')),
    )
  })
})

test('a list that is left out is an empty one', () => {
  const templateId = 'template'
  const empty = { override: [], audiencesIds: [], endUsersIds: [] }
  expect(digestOf({ notification: { templateId } }, base)).toBe(
    digestOf({ notification: { templateId, ...empty } }, base),
  )
})

test('only a system that has another notification is named', () => {
  const record = recordOf({ same: 'sent', other: 'sent', old: 'sent', failed: 'not-sent' })
  const systems = record.systems.map((entry) => {
    if (entry.systemId === 'old') return entry
    return { ...entry, digest: entry.systemId === 'same' ? digest() : 'another' }
  })
  const bodies = ['same', 'other', 'old', 'failed', 'new'].map((systemId) => ({
    notification: { ...notification, systemId },
  }))
  expect(systemsWithAnother({ ...record, systems }, bodies, { base })).toEqual(['other'])
})
