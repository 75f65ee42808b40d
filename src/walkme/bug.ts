import type { Exchange } from '../http/exchange.ts'
import type { Log } from '../log/log.ts'
import type { SendBody } from '../notification/notification.ts'
import { cutBetweenWords, oneLine } from '../text.ts'
import { withoutPeople } from './people.ts'
import { type SystemResult, unsent } from './result.ts'

const MAX_TEXT = 300

/**
 * Describes an exception, which is always a bug of the action: in sentences, and in many lines for the log at debug
 * level. Neither shows an end user.
 */
export function describeBug(
  bug: unknown,
  endUserIds: readonly string[] = [],
): { sentence: string; stack: string } {
  const text = cutBetweenWords(oneLine(withoutPeople(String(bug), endUserIds)), MAX_TEXT)
  return {
    sentence: `This is a bug of the action: ${text}. Please report it, with the log at debug level.`,
    stack: withoutPeople((bug instanceof Error && bug.stack) || String(bug), endUserIds),
  }
}

/** What the notification for one system has come to so far. */
export interface Progress {
  /** The tries that ended, in order. */
  tries: Exchange[]
  /** Whether a try has begun and not ended. */
  isPosting: boolean
}

/** The result for one system after an exception: `uncertain` as soon as a request may have left. */
export function resultOfBug(
  bug: unknown,
  body: SendBody,
  { tries, isPosting }: Progress,
  log: Log,
): SystemResult {
  const { sentence, stack } = describeBug(bug, body.notification.endUsersIds)
  log.debug(stack)
  const result = { ...unsent(body, 'not-sent', sentence), attempts: tries.length + Number(isPosting) }
  const mayHaveLeft = isPosting || tries.some((one) => one.kind === 'answer' || one.mayHaveBeenSent)
  return mayHaveLeft ? { ...result, outcome: 'uncertain' } : result
}
