import type { SendBody } from '../notification/notification.ts'
import { canonicalSystemId } from '../notification/system-id.ts'
import type { SystemResult } from '../walkme/result.ts'
import { type Decision, nobodyHasIt } from './decisions.ts'
import { digestOf } from './digest.ts'
import type { OnceContext } from './once-context.ts'
import type { Entry, OnceRecord } from './record.ts'
import { toSend } from './results.ts'

/**
 * The record that claims the key for the systems to send to.
 *
 * @param before the record before it; undefined if there is none or it cannot be read
 */
export function claimRecord(
  context: Pick<OnceContext, 'key' | 'run' | 'nonce' | 'seconds' | 'base'>,
  before: OnceRecord | undefined,
  bodies: readonly SendBody[],
  decisions: readonly Decision[],
): OnceRecord {
  const [{ notification: { templateId } = { templateId: '' } } = {}] = bodies
  const added = toSend(bodies, decisions).map((body): Entry => {
    const { systemId = '', startAt } = body.notification
    const entry = {
      systemId,
      outcome: 'claimed',
      notificationId: '',
      digest: digestOf(body, context.base),
    } as const
    return startAt === undefined ? entry : { ...entry, startAt }
  })
  const claimed = new Set(added.map(({ systemId }) => canonicalSystemId(systemId)))
  const earlier = before === undefined || nobodyHasIt(before) ? [] : withoutClaims(before)
  return {
    version: 1,
    key: context.key,
    state: 'claimed',
    run: context.run,
    nonce: context.nonce(),
    seconds: context.seconds,
    templateId,
    systems: [...earlier.filter(({ systemId }) => !claimed.has(canonicalSystemId(systemId))), ...added],
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
    return entry.outcome === 'claimed' && result ? { ...entry, ...outcomeOf(result), by: claimed.run } : entry
  })
  const wasTried = results.some(({ attempts }) => attempts > 0)
  return { ...claimed, state: wasTried ? 'finished' : 'released', systems: concluded }
}

function outcomeOf({ outcome, notificationId }: SystemResult): Pick<Entry, 'outcome' | 'notificationId'> {
  return { outcome: outcome === 'sent' || outcome === 'not-sent' ? outcome : 'uncertain', notificationId }
}

/** The entries with `claimed` replaced by `uncertain`: if another claim follows, their outcome was never recorded. */
function withoutClaims({ systems, run }: OnceRecord): Entry[] {
  return systems.map((entry) =>
    entry.outcome === 'claimed' ? { ...entry, outcome: 'uncertain', by: run } : entry,
  )
}
