import type { SendBody } from '../notification/notification.ts'
import type { SystemResult } from '../walkme/result.ts'

/** What became of the whole run. */
export interface Report {
  outcome: SystemResult['outcome'] | 'partial'
  /** One per system, in the order given. */
  results: SystemResult[]
  /** The request bodies, as sent or as they would be. */
  payload: SendBody[]
  /** The key under which people hear of it once. */
  onceKey?: string | undefined
}

/** Puts the systems' results together: `sent` if all have it by now, `partial` if some have, else the worst. */
export function createReport(payload: SendBody[], results: SystemResult[], onceKey?: string): Report {
  const outcomes = new Set(results.map(({ outcome }) => outcome))
  // Beside others, one that was skipped has it from an earlier run.
  if (outcomes.size > 1 && outcomes.delete('skipped')) outcomes.add('sent')
  return {
    outcome: outcomes.size > 1 && outcomes.has('sent') ? 'partial' : worst(outcomes),
    results,
    payload,
    onceKey,
  }
}

function worst(outcomes: ReadonlySet<SystemResult['outcome']>): SystemResult['outcome'] {
  const fromWorst = ['uncertain', 'not-sent', 'skipped', 'dry-run', 'sent'] as const
  // Without any system there is nothing that could have been sent.
  return fromWorst.find((outcome) => outcomes.has(outcome)) ?? 'not-sent'
}
