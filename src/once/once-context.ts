import { Interruption } from '../http/deadline.ts'
import { type RetryContext, type RetryDecision, retry } from '../http/retry.ts'
import type { Run } from '../inputs/once.ts'
import type { Log } from '../log/log.ts'
import { seconds } from '../text.ts'
import { describeCallResult } from './messages.ts'
import type { CallResult, GitRefs } from './refs.ts'

/** What reading and writing a record needs. */
export interface OnceContext {
  refs: GitRefs
  retryContext: RetryContext
  log: Log
  /** The key, with secrets redacted. */
  key: string
  run: Run
  runsUrl: string
  /** How long a claim of this run may last, in seconds. */
  seconds: number
  resendWhenUncertain: boolean
  /** Called before the key is claimed, so if something is left to send. Returns a reason if it may not be sent. */
  beforeClaim?: (() => string | undefined) | undefined
  /** Returns a text that is unique to one claim. */
  nonce: () => string
}

/** The extra time after the deadline to write the record of a send, in milliseconds. */
export const GRACE_PERIOD = 5_000

/** Makes a call, and repeats it while that may help. All calls here are safe to repeat, since each is tied to a SHA. */
export function callWithRetry<T>(
  { retryContext, log }: OnceContext,
  what: string,
  call: (signal: AbortSignal) => Promise<CallResult<T>>,
): Promise<CallResult<T>> {
  return retry(
    retryContext,
    () => call(retryContext.signal),
    nextAfter,
    (answer, wait) => log.info(`Once: ${what}: ${describeCallResult(answer)}, next try in ${seconds(wait)}`),
  )
}

function nextAfter(answer: CallResult<unknown>): RetryDecision {
  if (answer.kind === 'lost') return answer.isPermanent ? 'stop' : { again: true, after: 0 }
  return answer.kind === 'refused' && answer.after !== undefined
    ? { again: true, after: answer.after }
    : 'stop'
}

/** Runs work with its own deadline of `GRACE_PERIOD`, even if the run's deadline has passed or the job was cancelled. */
export async function withGracePeriod<T>(
  context: OnceContext,
  work: (context: OnceContext) => Promise<T>,
): Promise<T> {
  const { retryContext } = context
  const expiry = new AbortController()
  const done = new AbortController()
  const timer = retryContext.delay(GRACE_PERIOD, done.signal)
  void timer.then(() => expiry.abort(new Interruption(`the ${GRACE_PERIOD / 1_000} s for the record passed`)))
  try {
    const deadline = retryContext.elapsed() + GRACE_PERIOD
    return await work({ ...context, retryContext: { ...retryContext, deadline, signal: expiry.signal } })
  } finally {
    done.abort()
  }
}
