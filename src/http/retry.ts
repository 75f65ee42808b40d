/** Time and chance, handed in so that tests need neither. */
export interface RetryContext {
  /** The wall clock, milliseconds since the epoch. */
  now: () => number
  /** Milliseconds on a clock that only goes forward. */
  elapsed: () => number
  /** When everything on the network must be over, on the clock of `elapsed`. */
  deadline: number
  /** Aborted at the deadline, and when the job is cancelled. */
  signal: AbortSignal
  /** Resolves after some milliseconds, or as soon as the signal is aborted. */
  delay: (milliseconds: number, signal: AbortSignal) => Promise<void>
  /** A number from 0 up to 1. */
  random: () => number
  /** How often a request is made again after its first try. */
  retries: number
}

/** What to do after a try: nothing more, or another one, and how long the server wants to be left alone before. */
export type RetryDecision = 'stop' | { again: true; after: number }

// Exponential with full jitter: https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
const FIRST_WAIT = 1_000
const LONGEST_WAIT = 30_000

/**
 * Tries until `next` says stop, the retries are used up, or the deadline would come before the next try: then it
 * gives up at once, since waiting could change nothing.
 *
 * @returns what the last try came to
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

// The three forms of RFC 9110 §5.6.7. `Date.parse` alone would find a date in "in 5", too.
const HTTP_DATE =
  /^(\w{3}, \d{2} \w{3} \d{4} \d{2}:\d{2}:\d{2} GMT|\w{6,9}, \d{2}-\w{3}-\d{2} \d{2}:\d{2}:\d{2} GMT|\w{3} \w{3} [ \d]\d \d{2}:\d{2}:\d{2} \d{4})$/

/**
 * How long a `Retry-After` header asks to wait, in milliseconds; undefined where there is none that can be read.
 * Seconds or a date, RFC 9110 §10.2.3. A date is held against the server's own clock where it tells its time.
 */
export function retryAfter(headers: Readonly<Record<string, string>>, now: number): number | undefined {
  const text = headers['retry-after']?.trim() ?? ''
  if (/^\d+$/.test(text)) return Number(text) * 1_000
  // The oldest of the forms does not say so, but is in GMT as well.
  const date = HTTP_DATE.test(text) ? Date.parse(text.replace(/(?<! GMT)$/, ' GMT')) : Number.NaN
  if (Number.isNaN(date)) return undefined
  const serverNow = Date.parse(headers['date'] ?? '')
  return Math.max(0, date - (Number.isNaN(serverNow) ? now : serverNow))
}
