import type { SendBody } from '../notification/notification.ts'

// Without an end, WalkMe ends a notification 30 days after it was sent, not after its start.
const DEFAULT_LIFE = 30 * 24 * 3_600_000

/**
 * The notification, with a start that is not before another one's.
 *
 * @param startAt when the other one begins; undefined if at once
 * @param now milliseconds since the epoch
 * @param intoHours moves a start, in milliseconds since the epoch, into the hours of `show-hours`, if there are any
 * @returns the very same body if its start is late enough; a text, in sentences, if it would end before that start
 */
export function notBefore(
  body: SendBody,
  startAt: string | undefined,
  now: number,
  intoHours?: (start: number) => string,
): SendBody | string {
  const earliest = Date.parse(startAt ?? '')
  const { startAt: own, endAt } = body.notification
  // A date that does not exist is never later.
  if (!(earliest > (own === undefined ? now : Date.parse(own))) || startAt === undefined) return body
  const end = endAt === undefined ? now + DEFAULT_LIFE : Date.parse(endAt)
  const moved = intoHours?.(earliest) ?? startAt
  if (end > Date.parse(moved)) return { notification: { ...body.notification, startAt: moved } }
  return `The start is moved to ${moved}, not before the notification of "after-key" begins, and this one would have ended by then. Give it a later "end-at".`
}
