import type { SendBody } from '../notification/notification.ts'
import type { SystemResult } from '../walkme/result.ts'
import { claim } from './claim.ts'
import { appendRecord, type Claim } from './commits.ts'
import { withClearingAdvice } from './decisions.ts'
import { describeCallResult } from './messages.ts'
import { outcomeRecord } from './next-record.ts'
import { type OnceContext, withGracePeriod } from './once-context.ts'
import type { OnceRecord } from './record.ts'
import { mergeResults, resultsWithoutClaim, toSend } from './results.ts'

/** Sends what is still to be sent by the record, and records the outcome. Returns one result per system, in order. */
export async function sendRemaining(
  context: OnceContext,
  bodies: readonly SendBody[],
  sendAll: (bodies: readonly SendBody[]) => Promise<SystemResult[]>,
): Promise<SystemResult[]> {
  const claimed = await claim(context, bodies)
  if (claimed.kind === 'not-claimed') return resultsWithoutClaim(bodies, claimed)
  const { decisions } = claimed.kind === 'claimed' ? claimed.claim : claimed
  for (const decision of decisions) if (decision.kind === 'settled') logResult(decision.result, context)
  if (claimed.kind === 'settled') return mergeResults(decisions, [])

  context.log.info('Once: claimed')
  const results = mergeResults(decisions, await sendAll(toSend(bodies, decisions)))
  const outcome = outcomeRecord(claimed.claim.record, results)
  await withGracePeriod(context, 'end of time', (extra) => record(extra, claimed.claim, outcome))
  return withClearingAdvice(results, { record: outcome, ref: context.ref })
}

function logResult({ systemId, outcome, reason }: SystemResult, { log }: OnceContext): void {
  log.info(`${systemId || 'Send'}: ${outcome}. ${reason}`)
}

async function record(context: OnceContext, claimed: Claim, outcome: OnceRecord): Promise<void> {
  const { log } = context
  const answer = await appendRecord(context, claimed, outcome)
  if (answer.kind === 'done') {
    log.info(`Once: recorded as ${outcome.state}`)
    return
  }
  log.warning(
    `The outcome could not be recorded (${describeCallResult(answer)}). It still holds, but a re-run may report "uncertain", ` +
      'since this run claimed the once-key and recorded no result.',
  )
}
