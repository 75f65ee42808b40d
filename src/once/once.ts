import { randomUUID } from 'node:crypto'
import type { RetryContext } from '../http/retry.ts'
import type { OnceSettings } from '../inputs/once.ts'
import type { Log } from '../log/log.ts'
import type { SendBody } from '../notification/notification.ts'
import type { Schedule } from '../notification/schedule.ts'
import { type SystemResult, unsent } from '../walkme/result.ts'
import { type AfterPlan, leftIn, planAfter, sendPlanned } from './after-key.ts'
import { describeRecord } from './dry-run.ts'
import { createGitRefs } from './github-refs.ts'
import { GRACE_PERIOD, type OnceContext, withTimeLimit } from './once-context.ts'
import { sendRemaining } from './send.ts'

/** What `sendOnce` needs from the run. */
export interface OnceRun {
  once: OnceSettings
  /** The base URL of WalkMe's API. */
  base: URL
  retryContext: RetryContext
  log: Log
  /** The input `timeout-seconds`, in seconds. */
  timeout: number
  resendWhenUncertain: boolean
  isDryRun: boolean
  beforeClaim: OnceContext['beforeClaim']
  intoHours?: Schedule['intoHours']
}

/** What was sent, or would have been. */
export interface SentOnce {
  /** The notifications, with the starts that `after-key` moved. */
  payload: SendBody[]
  /** One result for each of them, in order. */
  results: SystemResult[]
}

type SendAll = (bodies: readonly SendBody[]) => Promise<SystemResult[]>

/**
 * Sends what is still to be sent under a key, and records the outcome. A dry run only reads the records.
 *
 * @param sendAll sends, or only checks the credentials in a dry run; never rejects; one result per notification, in order
 */
export async function sendOnce(
  run: OnceRun,
  bodies: readonly SendBody[],
  sendAll: SendAll,
): Promise<SentOnce> {
  const { once, isDryRun } = run
  const { after } = once
  const plans: AfterPlan[] = after
    ? await withContext(run, after, (context) => planAfter(context, bodies, isDryRun, run.intoHours))
    : bodies.map((body) => ({ body }))
  const payload = plans.map(({ body }) => body)
  const send = (left: readonly SendBody[]) =>
    withContext(run, once, (context) => sendRemaining(context, left, sendAll))
  if (!isDryRun) return { payload, results: await sendPlanned(plans, send) }

  const refusal = await withContext(run, once, (context) => describeLeft(context, plans))
  return {
    payload,
    // A dry run checks the credentials even if nothing would be sent.
    results:
      refusal === undefined
        ? await sendAll(payload)
        : payload.map((body) => unsent(body, 'not-sent', refusal)),
  }
}

/** Logs what the record says of what is left to send. Returns a reason if that may not be sent. */
async function describeLeft(context: OnceContext, plans: readonly AfterPlan[]): Promise<string | undefined> {
  const left = leftIn(plans)
  if (left.length === 0) return undefined
  // Within a limit, so that a dry run does not fail because GitHub is slow.
  return withTimeLimit(context, (limited) => describeRecord(limited, left))
}

/** Does some work with the record of a key, over a connection of its own. */
async function withContext<T>(
  { once, base, timeout, retryContext, log, resendWhenUncertain, beforeClaim }: OnceRun,
  { key, ref }: { key: string; ref: string },
  work: (context: OnceContext) => Promise<T>,
): Promise<T> {
  log.info(`Once: the record of "${log.redact(key)}" is ${ref}`)
  const refs = await createGitRefs({ ...once, ref }, log)
  const context = {
    ...{ refs, ref, base, retryContext, log, resendWhenUncertain, beforeClaim },
    // The key may contain a secret, and everybody who can read the repository can read the record.
    key: log.redact(key),
    run: once.run,
    runsUrl: once.runsUrl,
    seconds: timeout + GRACE_PERIOD / 1_000,
    nonce: randomUUID,
  }
  try {
    return await work(context)
  } finally {
    refs.close()
  }
}
