import type { SendBody } from '../notification/notification.ts'
import type { SystemResult } from '../walkme/result.ts'
import { type Decision, nobodyHasIt } from './decisions.ts'
import type { OnceContext } from './once-context.ts'
import type { Entry, OnceRecord } from './record.ts'

/**
 * The record that claims the key for the systems to send to.
 *
 * @param before the record before it; undefined if there is none or it cannot be read
 */
export function claimRecord(
  context: Pick<OnceContext, 'key' | 'run' | 'nonce' | 'seconds'>,
  before: OnceRecord | undefined,
  bodies: readonly SendBody[],
  decisions: readonly Decision[],
): OnceRecord {
  const [{ notification: { templateId } = { templateId: '' } } = {}] = bodies
  const claimed = bodies.flatMap(({ notification }, index) =>
    decisions[index]?.kind === 'send' ? [notification.systemId ?? ''] : [],
  )
  const earlier = before === undefined || nobodyHasIt(before) ? [] : withoutClaims(before)
  const added = claimed.map((systemId): Entry => ({ systemId, outcome: 'claimed', notificationId: '' }))
  return {
    version: 1,
    key: context.key,
    state: 'claimed',
    run: context.run,
    nonce: context.nonce(),
    seconds: context.seconds,
    templateId,
    systems: [...earlier.filter(({ systemId }) => !claimed.includes(systemId)), ...added],
  }
}

/**
 * The record with the outcome of a claim: `finished`, or `released` if no send was tried.
 *
 * @param results one for each system of the step, including the settled ones
 */
export function outcomeRecord(claimed: OnceRecord, results: readonly SystemResult[]): OnceRecord {
  const concluded = claimed.systems.map((entry) => {
    const result = results.find(({ systemId }) => systemId === entry.systemId)
    return entry.outcome === 'claimed' && result ? entryFor(result, claimed) : entry
  })
  const wasTried = results.some(({ attempts }) => attempts > 0)
  return { ...claimed, state: wasTried ? 'finished' : 'released', systems: concluded }
}

function entryFor({ systemId, outcome, notificationId }: SystemResult, { run }: OnceRecord): Entry {
  const known = outcome === 'sent' || outcome === 'not-sent' ? outcome : 'uncertain'
  return { systemId, outcome: known, notificationId, by: run }
}

/** The entries with `claimed` replaced by `uncertain`: if another claim follows, their outcome was never recorded. */
function withoutClaims({ systems, run }: OnceRecord): Entry[] {
  return systems.map((entry) =>
    entry.outcome === 'claimed' ? { ...entry, outcome: 'uncertain', by: run } : entry,
  )
}
