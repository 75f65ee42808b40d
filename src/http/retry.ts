/** Clock, randomness and limits of retries, injected so that tests are deterministic. */
export interface RetryContext {
  /** The wall clock, milliseconds since the epoch. */
  now: () => number
  /** Milliseconds on a clock that only goes forward. */
  elapsed: () => number
  /** When all network activity must end: milliseconds, on the clock of `elapsed`. */
  deadline: number
  /** Aborted at the deadline, and when the job is cancelled. */
  signal: AbortSignal
  /** Resolves after some milliseconds, or as soon as the signal is aborted. */
  delay: (milliseconds: number, signal: AbortSignal) => Promise<void>
  /** A number from 0 up to, but not including, 1. */
  random: () => number
  /** How many times a request is repeated after its first try. */
  retries: number
}

/** What to do after a try: stop, or try again. `after`: how long the server asks to wait first, in milliseconds. */
export type RetryDecision = 'stop' | { again: true; after: number }

// Exponential with full jitter: https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
const FIRST_WAIT = 1_000
const LONGEST_WAIT = 30_000

/**
 * Tries until `next` says stop or the retries are used up. Also stops, without waiting, if the deadline would pass
 * before the next try.
 *
 * @returns the result of the last try
 */
export async function retry<T>(
  retryContext: RetryContext,
  attempt: () => Promise<T>,
  next: (result: T) => RetryDecision,
  onWait: (result: T, milliseconds: number) => void,
): Promise<T> {
  for (let repeated = 0; ; repeated++) {
    const result = await attempt()
    const decision = next(result)
    if (decision === 'stop' || repeated === retryContext.retries || retryContext.signal.aborted) return result

    const jitter = retryContext.random() * Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** repeated)
    const wait = Math.max(decision.after, jitter)
    if (retryContext.elapsed() + wait >= retryContext.deadline) return result
    onWait(result, wait)
    await retryContext.delay(wait, retryContext.signal)
    if (retryContext.signal.aborted) return result
  }
}

// The three date formats of RFC 9110 §5.6.7. `Date.parse` alone would also accept "in 5".
const HTTP_DATE =
  /^(\w{3}, \d{2} \w{3} \d{4} \d{2}:\d{2}:\d{2} GMT|\w{6,9}, \d{2}-\w{3}-\d{2} \d{2}:\d{2}:\d{2} GMT|\w{3} \w{3} [ \d]\d \d{2}:\d{2}:\d{2} \d{4})$/

/**
 * How long a `Retry-After` header asks to wait, in milliseconds; undefined if it is missing or cannot be read.
 * It holds seconds or a date (RFC 9110 §10.2.3). A date is compared with the `Date` header of the server, or with `now`
 * (milliseconds since the epoch) if there is none.
 */
export function retryAfter(headers: Readonly<Record<string, string>>, now: number): number | undefined {
  const text = headers['retry-after']?.trim() ?? ''
  if (/^\d+$/.test(text)) return Number(text) * 1_000
  const date = httpDate(text)
  if (date === undefined) return undefined
  const serverNow = Date.parse(headers['date'] ?? '')
  return Math.max(0, date - (Number.isNaN(serverNow) ? now : serverNow))
}

/** The date of an HTTP header in milliseconds since the epoch, undefined if it cannot be read. RFC 9110 §5.6.7. */
export function httpDate(text: string): number | undefined {
  // The oldest of the three formats is in GMT too, but does not say so.
  const date = HTTP_DATE.test(text) ? Date.parse(text.replace(/(?<! GMT)$/, ' GMT')) : Number.NaN
  return Number.isNaN(date) ? undefined : date
}
