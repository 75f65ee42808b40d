import { randomUUID } from 'node:crypto'
import type { RetryContext } from '../http/retry.ts'
import type { OnceSettings } from '../inputs/once.ts'
import type { Log } from '../log/log.ts'
import type { SendBody } from '../notification/notification.ts'
import { type SystemResult, unsent } from '../walkme/result.ts'
import { describeRecord } from './dry-run.ts'
import { createGitRefs } from './github-refs.ts'
import { GRACE_PERIOD, type OnceContext, withGracePeriod } from './once-context.ts'
import { sendRemaining } from './send.ts'

/** What `sendOnce` needs from the run. */
export interface OnceRun {
  once: OnceSettings
  retryContext: RetryContext
  log: Log
  /** The input `timeout-seconds`, in seconds. */
  timeout: number
  resendWhenUncertain: boolean
  isDryRun: boolean
  beforeClaim: OnceContext['beforeClaim']
}

/**
 * Sends what is still to be sent under a key, and records the outcome. A dry run only reads the record.
 *
 * @param sendAll sends, or only checks the credentials in a dry run; never rejects; one result per notification, in order
 * @returns one result for each notification, in order
 */
export async function sendOnce(
  { once, timeout, isDryRun, retryContext, log, resendWhenUncertain, beforeClaim }: OnceRun,
  bodies: readonly SendBody[],
  sendAll: (bodies: readonly SendBody[]) => Promise<SystemResult[]>,
): Promise<SystemResult[]> {
  // The key may contain a secret, and everybody who can read the repository can read the record.
  const key = log.redact(once.key)
  log.info(`Once: the record of "${key}" is ${once.ref}`)
  const refs = await createGitRefs(once, log)
  const context = {
    ...{ retryContext, log, resendWhenUncertain, beforeClaim },
    refs,
    key,
    run: once.run,
    runsUrl: once.runsUrl,
    seconds: timeout + GRACE_PERIOD / 1_000,
    nonce: randomUUID,
  }
  try {
    if (!isDryRun) return await sendRemaining(context, bodies, sendAll)
    // With its own time limit, so that a dry run does not fail because GitHub is slow.
    const refusal = await withGracePeriod(context, (extra) => describeRecord(extra, bodies))
    return refusal === undefined
      ? await sendAll(bodies)
      : bodies.map((body) => unsent(body, 'not-sent', refusal))
  } finally {
    refs.close()
  }
}
