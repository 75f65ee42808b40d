import { expect, test } from 'vitest'
import { notBefore } from '../../src/once/not-before.ts'

const now = Date.parse('2026-11-26T12:00:00Z')
const body = (startAt?: string, endAt?: string) => ({
  notification: {
    templateId: 'template',
    ...(startAt === undefined ? {} : { startAt }),
    ...(endAt === undefined ? {} : { endAt }),
  },
})

test('a start that is too early, or at once, becomes that of the other', () => {
  const other = '2026-12-01T08:00:00+00:00'
  expect(notBefore(body(), other, now)).toEqual(body(other))
  expect(notBefore(body('2026-12-01T08:59:59+01:00', '2026-12-02T08:00:00+00:00'), other, now)).toEqual(
    body(other, '2026-12-02T08:00:00+00:00'),
  )
})

test('a start that is late enough stays, and so does the notification itself', () => {
  for (const [own, other] of [
    ['2026-12-01T09:00:00+01:00', '2026-12-01T08:00:00+00:00'],
    [undefined, '2026-11-26T12:00:00+00:00'],
    [undefined, undefined],
    // A forged record.
    [undefined, '2026-99-99T00:00:00+00:00'],
  ] as const) {
    const one = body(own)
    expect(notBefore(one, other, now)).toBe(one)
  }
})

test('what would have ended by then is not sent, with WalkMe’s own end too', () => {
  const why = /moved to 2026.*ended by then\. Give it a later "end-at"\.$/
  const other = '2026-12-26T12:00:00+00:00'
  expect(notBefore(body(undefined, other), other, now)).toMatch(why)
  expect(notBefore(body(), other, now)).toMatch(why)
  expect(notBefore(body(), '2026-12-26T11:59:59+00:00', now)).toEqual(body('2026-12-26T11:59:59+00:00'))
})

test('what would have ended when its hours open is not sent', () => {
  const intoHours = () => '2026-12-01T08:00:00+00:00'
  const other = '2026-12-01T03:00:00+00:00'
  expect(notBefore(body(undefined, '2026-12-01T08:00:00+00:00'), other, now, intoHours)).toMatch(
    /ended by then/,
  )
  expect(notBefore(body(undefined, '2026-12-01T08:00:01+00:00'), other, now, intoHours)).toEqual(
    body('2026-12-01T08:00:00+00:00', '2026-12-01T08:00:01+00:00'),
  )
})
