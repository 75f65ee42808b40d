import type { Log } from '../report/log.ts'
import { Interruption } from '../walkme/deadline.ts'
import { type Next, type Pace, retry } from '../walkme/retry.ts'
import { seconds } from '../walkme/words.ts'
import type { Run } from './record.ts'
import type { Answer, GitRefs } from './refs.ts'
import { describeAnswer } from './words.ts'

/** What keeping a record takes. */
export interface Keeper {
  refs: GitRefs
  pace: Pace
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
export const RECORD_TIME = 5_000

/** Makes a call, and again while that may help. Every call here may be repeated: each names what it wants by a SHA. */
export function ask<T>(
  { pace, log }: Keeper,
  what: string,
  call: (signal: AbortSignal) => Promise<Answer<T>>,
): Promise<Answer<T>> {
  return retry(
    pace,
    () => call(pace.signal),
    nextAfter,
    (answer, wait) => log.info(`Once: ${what}: ${describeAnswer(answer)}, next try in ${seconds(wait)}`),
  )
}

function nextAfter(answer: Answer<unknown>): Next {
  if (answer.kind === 'lost') return { again: true, after: 0 }
  return answer.kind === 'refused' && answer.after !== undefined
    ? { again: true, after: answer.after }
    : 'stop'
}

/** Does something in a time of its own, also when the deadline has passed or the job was cancelled. */
export async function inExtraTime<T>(keeper: Keeper, work: (keeper: Keeper) => Promise<T>): Promise<T> {
  const { pace } = keeper
  const over = new AbortController()
  const done = new AbortController()
  const timer = pace.delay(RECORD_TIME, done.signal)
  void timer.then(() => over.abort(new Interruption(`the ${RECORD_TIME / 1_000} s for the record passed`)))
  try {
    const deadline = pace.elapsed() + RECORD_TIME
    return await work({ ...keeper, pace: { ...pace, deadline, signal: over.signal } })
  } finally {
    done.abort()
  }
}
