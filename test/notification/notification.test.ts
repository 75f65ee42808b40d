import { expect, test } from 'vitest'
import { momentSchema, notificationSchema } from '../../src/notification/notification.ts'

test('a moment for WalkMe has seconds and an offset, and nothing around it', () => {
  const moment = '2026-12-24T18:00:00+01:00'
  const isMoment = (text: string) => momentSchema.safeParse(text).success

  expect(isMoment(moment)).toBe(true)
  const others = [` ${moment}`, `${moment}Z`, '2026-12-24T18:00:00Z', '2026-12-24T18:00+01:00', '2026-12-24']
  expect(others.filter(isMoment)).toEqual([])
})

test('a notification is shown as a push notification or a pop-up', () => {
  const isAccepted = (notificationType: string) =>
    notificationSchema.safeParse({ templateId: 't', notificationType }).success

  expect(['push', 'popup', 'banner', ''].filter(isAccepted)).toEqual(['push', 'popup'])
})
