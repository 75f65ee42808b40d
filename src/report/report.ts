import type { SendBody } from '../notification/notification.ts'
import type { SystemResult } from '../walkme/result.ts'

/** The outcome of the whole run, and what the outputs, the log and the summary need to know. */
export interface Report {
  outcome: SystemResult['outcome'] | 'partial'
  /** One result per system, in the order of the input. */
  results: SystemResult[]
  /** The request bodies that were sent, or would have been. */
  payload: SendBody[]
  /** The `once-key`, if there is one. */
  onceKey?: string | undefined
  /** When the last request ended, milliseconds since the epoch. */
  endedAt?: number
  /** HTML that names or links the troubleshooting page. */
  troubleshooting?: string
}

/** Combines the results of the systems: `sent` (or `preview`) if all of them have it now, `partial` if some do, otherwise the worst. */
export function createReport(payload: SendBody[], results: SystemResult[], onceKey?: string): Report {
  const counted = results.filter(({ isLeftOut }) => !isLeftOut)
  const outcomes = new Set((counted.length > 0 ? counted : results).map(({ outcome }) => outcome))
  // If other systems were not skipped, a skipped one has it from an earlier run.
  if (outcomes.size > 1 && outcomes.delete('skipped')) outcomes.add('sent')
  const hasSome = outcomes.has('sent') || outcomes.has('preview')
  return {
    outcome: outcomes.size > 1 && hasSome ? 'partial' : worst(outcomes),
    results,
    payload,
    onceKey,
  }
}

function worst(outcomes: ReadonlySet<SystemResult['outcome']>): SystemResult['outcome'] {
  const fromWorst = ['uncertain', 'not-sent', 'skipped', 'dry-run', 'preview', 'sent'] as const
  // Without any result, nothing can have been sent.
  return fromWorst.find((outcome) => outcomes.has(outcome)) ?? 'not-sent'
}
