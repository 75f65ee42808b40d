import type { SendBody } from '../notification/notification.ts'
import { type SystemResult, unsent } from '../walkme/result.ts'
import type { Decision } from './decisions.ts'
import { KEY_GUARDS } from './messages.ts'
import type { Refusal } from './next-step.ts'

/** The notifications with a `send` decision. */
export function toSend(bodies: readonly SendBody[], decisions: readonly Decision[]): SendBody[] {
  return bodies.filter((_, index) => decisions[index]?.kind === 'send')
}

/**
 * One result for each system, in the order of the step.
 *
 * @param sent the results of the notifications with a `send` decision, in order
 */
export function mergeResults(decisions: readonly Decision[], sent: readonly SystemResult[]): SystemResult[] {
  const rest = sent.values()
  return decisions.flatMap((decision) => {
    if (decision.kind === 'settled') return [decision.result]
    if (decision.kind === 'wait') return []
    const { value: result } = rest.next()
    if (result === undefined) return []
    return [decision.mayHaveIt ? markUncertain(result) : result]
  })
}

/** The results if the key could not be claimed. */
export function resultsWithoutClaim(
  bodies: readonly SendBody[],
  { decisions, why, advice }: { decisions: readonly Decision[] } & Refusal,
): SystemResult[] {
  return bodies.map((body, index) => {
    const decision = decisions[index]
    if (decision?.kind === 'settled') return decision.result
    const result = unsent(body, 'not-sent', why)
    const mayHaveIt = decision?.kind === 'wait' || decision?.mayHaveIt
    return mayHaveIt || advice !== undefined
      ? { ...result, outcome: 'uncertain', advice: advice ?? KEY_GUARDS }
      : result
  })
}

/** Marks a result as uncertain, since an earlier run may have delivered it. A success stays: people may have it twice. */
function markUncertain(result: SystemResult): SystemResult {
  const { outcome, reason } = result
  if (outcome === 'sent') {
    const twice = 'An earlier run may have sent it too: people may have it twice.'
    return { ...result, reason: `${reason} ${twice}`.trim() }
  }
  return { ...result, outcome: 'uncertain', reason: `An earlier run may have sent it. ${reason}`.trim() }
}
