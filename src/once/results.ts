import type { SendBody } from '../notification/notification.ts'
import { type SystemResult, unsent } from '../walkme/result.ts'
import type { Fate } from './fates.ts'

/** The notifications that are to be sent. */
export function toSend(bodies: readonly SendBody[], fates: readonly Fate[]): SendBody[] {
  return bodies.filter((_, index) => fates[index]?.kind === 'send')
}

/**
 * One result for each system, in the order of the step.
 *
 * @param sent the results of what was to be sent, in order
 */
export function joined(fates: readonly Fate[], sent: readonly SystemResult[]): SystemResult[] {
  const rest = sent.values()
  return fates.flatMap((fate) => {
    if (fate.kind === 'settled') return [fate.result]
    const { value: result } = fate.kind === 'send' ? rest.next() : { value: undefined }
    if (result === undefined) return []
    return [fate.kind === 'send' && fate.mayHaveIt ? doubted(result) : result]
  })
}

/** The results where nothing may be sent. `isHeld`: another run has the key in hand. */
export function resultsWithoutClaim(
  bodies: readonly SendBody[],
  { fates, why, isHeld }: { fates: readonly Fate[]; why: string; isHeld: boolean },
): SystemResult[] {
  return bodies.map((body, index) => {
    const fate = fates[index]
    if (fate?.kind === 'settled') return fate.result
    const result = unsent(body, 'not-sent', why)
    const mayHaveIt = isHeld || fate?.kind === 'wait' || (fate?.kind === 'send' && fate.mayHaveIt)
    return mayHaveIt ? { ...result, outcome: 'uncertain' } : result
  })
}

/** Once it may have been delivered, only a success makes it anything else, and then people may have it twice. */
function doubted(result: SystemResult): SystemResult {
  const { outcome, reason } = result
  if (outcome === 'sent') {
    const twice = 'An earlier run may have sent it too: people may have it twice.'
    return { ...result, reason: `${reason} ${twice}`.trim() }
  }
  return { ...result, outcome: 'uncertain', reason: `An earlier run may have sent it. ${reason}`.trim() }
}
