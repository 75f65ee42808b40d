import type { SendBody } from '../notification/notification.ts'

// Without an end, WalkMe ends a notification 30 days after it was sent, not after its start.
const DEFAULT_LIFE = 30 * 24 * 3_600_000

/**
 * The notification, with a start that is not before another one's.
 *
 * @param startAt when the other one begins; undefined if at once
 * @param now milliseconds since the epoch
 * @returns the very same body if its start is late enough; a text, in sentences, if it would end before that start
 */
export function notBefore(body: SendBody, startAt: string | undefined, now: number): SendBody | string {
  const earliest = Date.parse(startAt ?? '')
  const { startAt: own, endAt } = body.notification
  // A date that does not exist is never later.
  if (!(earliest > (own === undefined ? now : Date.parse(own))) || startAt === undefined) return body
  const end = endAt === undefined ? now + DEFAULT_LIFE : Date.parse(endAt)
  if (end > earliest) return { notification: { ...body.notification, startAt } }
  return `The notification of "after-key" begins at ${startAt}, and this one would have ended by then. Give it a later "end-at".`
}
