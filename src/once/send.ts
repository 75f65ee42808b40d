import type { SendBody } from '../notification/notification.ts'
import type { SystemResult } from '../walkme/result.ts'
import { claim } from './claim.ts'
import { inExtraTime, type Keeper } from './keeper.ts'
import { outcomeRecord } from './next-record.ts'
import { type Claim, followUp } from './place.ts'
import { joined, resultsWithoutClaim, toSend } from './results.ts'
import { describeAnswer } from './words.ts'

/** Sends what the record says has yet to be sent, and records what came of it. One result per system, in order. */
export async function sendWhatIsLeft(
  keeper: Keeper,
  bodies: readonly SendBody[],
  sendAll: (bodies: readonly SendBody[]) => Promise<SystemResult[]>,
): Promise<SystemResult[]> {
  const claimed = await claim(keeper, bodies)
  if (claimed.kind === 'not-claimed') return resultsWithoutClaim(bodies, claimed)
  const { fates } = claimed.kind === 'claimed' ? claimed.claim : claimed
  for (const fate of fates) if (fate.kind === 'settled') tell(fate.result, keeper)
  if (claimed.kind === 'settled') return joined(fates, [])

  keeper.log.info('Once: claimed')
  const results = joined(fates, await sendAll(toSend(bodies, fates)))
  await inExtraTime(keeper, (extra) => record(extra, claimed.claim, results))
  return results
}

function tell({ systemId, outcome, reason }: SystemResult, { log }: Keeper): void {
  log.info(`${systemId || 'Send'}: ${outcome}. ${reason}`)
}

async function record(keeper: Keeper, claimed: Claim, results: readonly SystemResult[]): Promise<void> {
  const { log } = keeper
  const outcome = outcomeRecord(claimed.record, results)
  const answer = await followUp(keeper, claimed, outcome)
  if (answer.kind === 'done') {
    log.info(`Once: recorded as ${outcome.state}`)
    return
  }
  log.warning(
    `What came of this could not be recorded (${describeAnswer(answer)}). The outcome stands, but a re-run may find ` +
      'the once-key claimed by a run that ended without a word, and say "uncertain".',
  )
}
