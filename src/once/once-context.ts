import { Interruption } from '../http/deadline.ts'
import { type RetryContext, type RetryDecision, retry } from '../http/retry.ts'
import type { Run } from '../inputs/once.ts'
import type { Log } from '../log/log.ts'
import { seconds } from '../text.ts'
import { describeCallResult } from './messages.ts'
import type { CallResult, GitRefs } from './refs.ts'

/** What keeping a record takes. */
export interface OnceContext {
  refs: GitRefs
  retryContext: RetryContext
  log: Log
  /** The key as people may see it. */
  key: string
  run: Run
  runsUrl: string
  /** How long a claim of this run may last, in seconds. */
  seconds: number
  resendWhenUncertain: boolean
  /** A text that no other claim has. */
  nonce: () => string
}

/** What the record after a send has for itself, beyond the deadline, in milliseconds. */
export const GRACE_PERIOD = 5_000

/** Makes a call, and again while that may help. Every call here may be repeated: each names what it wants by a SHA. */
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
  if (answer.kind === 'lost') return { again: true, after: 0 }
  return answer.kind === 'refused' && answer.after !== undefined
    ? { again: true, after: answer.after }
    : 'stop'
}

/** Does something in a time of its own, also when the deadline has passed or the job was cancelled. */
export async function withGracePeriod<T>(
  context: OnceContext,
  work: (context: OnceContext) => Promise<T>,
): Promise<T> {
  const { retryContext } = context
  const over = new AbortController()
  const done = new AbortController()
  const timer = retryContext.delay(GRACE_PERIOD, done.signal)
  void timer.then(() => over.abort(new Interruption(`the ${GRACE_PERIOD / 1_000} s for the record passed`)))
  try {
    const deadline = retryContext.elapsed() + GRACE_PERIOD
    return await work({ ...context, retryContext: { ...retryContext, deadline, signal: over.signal } })
  } finally {
    done.abort()
  }
}
