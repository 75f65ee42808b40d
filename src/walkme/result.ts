import type { SendBody } from '../notification/notification.ts'

/** What became of the notification for one system. */
export interface SystemResult {
  /** As given; empty where the account has but one system and none was named. */
  systemId: string
  outcome: 'sent' | 'not-sent' | 'uncertain' | 'dry-run' | 'skipped'
  /** The ID that WalkMe returned; empty where it returned none. */
  notificationId: string
  /** The status of the last answer to the send, null where none came. */
  httpStatus: number | null
  /** How often the send was tried. */
  attempts: number
  /** Why it is not `sent`; a sentence, or empty. */
  reason: string
  /** WalkMe's body of the last answer to the send. */
  response: string
  /** From the first try of the send to the verdict, waits included. */
  milliseconds: number
}

/** The result of a notification that was not tried. */
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
