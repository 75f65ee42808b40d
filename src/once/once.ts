import { randomUUID } from 'node:crypto'
import type { SendBody } from '../notification/notification.ts'
import type { Log } from '../report/log.ts'
import type { SystemResult } from '../walkme/result.ts'
import type { Pace } from '../walkme/retry.ts'
import { lookOnly } from './dry-run.ts'
import { inExtraTime, RECORD_TIME } from './keeper.ts'
import { openGitRefs } from './octokit.ts'
import { sendWhatIsLeft } from './send.ts'
import type { OnceSettings } from './settings.ts'

/** What a run brings along to send once. */
export interface OnceRun {
  once: OnceSettings
  pace: Pace
  log: Log
  /** The time of the whole run, in seconds. */
  timeout: number
  resendWhenUncertain: boolean
  isDryRun: boolean
}

/**
 * Sends what has yet to be sent under a key, and records what came of it. A dry run only looks at the record.
 *
 * @param sendAll sends, or proves that it could, and never rejects; one result for each notification, in order
 * @returns one result for each notification, in order
 */
export async function sendOnce(
  { once, timeout, isDryRun, pace, log, resendWhenUncertain }: OnceRun,
  bodies: readonly SendBody[],
  sendAll: (bodies: readonly SendBody[]) => Promise<SystemResult[]>,
): Promise<SystemResult[]> {
  // Somebody may have put a secret into the key, and the record is for everybody who can read the repository.
  const key = log.redact(once.key)
  log.info(`Once: the record of "${key}" is ${once.ref}`)
  const refs = await openGitRefs(once, log)
  const keeper = {
    ...{ pace, log, resendWhenUncertain },
    refs,
    key,
    run: once.run,
    runsUrl: once.runsUrl,
    seconds: timeout + RECORD_TIME / 1_000,
    nonce: randomUUID,
  }
  try {
    if (!isDryRun) return await sendWhatIsLeft(keeper, bodies, sendAll)
    // In a time of its own: a dry run does not fail because GitHub is slow.
    await inExtraTime(keeper, (extra) => lookOnly(extra, bodies))
    return await sendAll(bodies)
  } finally {
    refs.close()
  }
}
