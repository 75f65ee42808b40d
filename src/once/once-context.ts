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
  /** The ref of its record. */
  ref: string
  /** The base URL of WalkMe's API. */
  base: URL
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

/** The time of its own for a record, beyond the deadline, in milliseconds. */
export const GRACE_PERIOD = 5_000
// A record that is not written needs work by hand, so it does not depend on the input `retries`.
const GRACE_RETRIES = 10

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

/**
 * Runs work with its own deadline and its own number of retries.
 *
 * @param from when `GRACE_PERIOD` begins: now, or at the end of the run's own time, which is its deadline or a cancellation
 */
export async function withGracePeriod<T>(
  context: OnceContext,
  from: 'now' | 'end of time',
  work: (context: OnceContext) => Promise<T>,
): Promise<T> {
  const { retryContext } = context
  const { elapsed, signal } = retryContext
  const begin = from === 'now' || signal.aborted ? elapsed() : retryContext.deadline
  const begins = async (done: AbortSignal) => {
    if (from === 'end of time') await aborted(AbortSignal.any([signal, done]))
  }
  return expiring(retryContext, begins, (expired) => {
    const limits = { deadline: begin + GRACE_PERIOD, signal: expired, retries: GRACE_RETRIES }
    return work({ ...context, retryContext: { ...retryContext, ...limits } })
  })
}

/** Runs work that may fail, such as the look-ups of a dry run, for at most `GRACE_PERIOD` of the run's own time. */
export async function withTimeLimit<T>(
  context: OnceContext,
  work: (context: OnceContext) => Promise<T>,
): Promise<T> {
  const { retryContext } = context
  const { elapsed, signal } = retryContext
  const deadline = Math.min(retryContext.deadline, elapsed() + GRACE_PERIOD)
  return expiring(
    retryContext,
    async () => {},
    (expired) => {
      const limits = { deadline, signal: AbortSignal.any([signal, expired]) }
      return work({ ...context, retryContext: { ...retryContext, ...limits } })
    },
  )
}

/** Runs work with a signal that is aborted `GRACE_PERIOD` after `begins` resolves, unless the work is done by then. */
async function expiring<T>(
  { delay }: RetryContext,
  begins: (done: AbortSignal) => Promise<void>,
  work: (expired: AbortSignal) => Promise<T>,
): Promise<T> {
  const expiry = new AbortController()
  const done = new AbortController()
  const expire = async () => {
    await begins(done.signal)
    await delay(GRACE_PERIOD, done.signal)
    expiry.abort(new Interruption(`the ${GRACE_PERIOD / 1_000} s for the record passed`))
  }
  void expire()
  try {
    return await work(expiry.signal)
  } finally {
    done.abort()
  }
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve))
}
