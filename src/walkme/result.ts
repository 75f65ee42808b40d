import type { SendBody } from '../notification/notification.ts'

/** The result of the notification for one system. */
export interface SystemResult {
  /** As given; empty if none was given: WalkMe then uses the account's system. */
  systemId: string
  outcome: 'sent' | 'not-sent' | 'uncertain' | 'preview' | 'dry-run' | 'skipped'
  /** The ID that WalkMe returned; empty if it returned none. */
  notificationId: string
  /** The HTTP status of the last answer to the send; null if there was no answer. */
  httpStatus: number | null
  /** How many times the send was tried. */
  attempts: number
  /** Why it was not sent, or what to know about it; in sentences, or empty. */
  reason: string
  /** The body of WalkMe's last answer to the send. */
  response: string
  /** From the start of the first try to the end of the last one, with the waits between them. */
  milliseconds: number
  /** Under a `once-key`: what to do about an uncertain result, in sentences. It replaces the usual advice. */
  advice?: string
  /** Set for a system that `after-key` leaves out: it counts neither as told nor as failed. */
  isLeftOut?: true
}

/** The result of a notification that this run did not try to send. */
export function unsent(
  { notification }: SendBody,
  outcome: 'not-sent' | 'dry-run' | 'skipped',
  reason: string,
): SystemResult {
  return {
    systemId: notification.systemId ?? '',
    outcome,
    notificationId: '',
    httpStatus: null,
    attempts: 0,
    reason,
    response: '',
    milliseconds: 0,
  }
}
