import type { SendBody } from '../notification/notification.ts'
import type { Claim } from './commits.ts'
import { type Decision, decide, decideWithoutRecord, describeMismatch } from './decisions.ts'
import { describeCallResult, sentenceOf, whyNotClaimed } from './messages.ts'
import type { OnceContext } from './once-context.ts'
import type { RecordState } from './read-record.ts'

/** What a run has read and done so far to claim the key. */
export interface ClaimProgress {
  /** What to do for each system, by the record as it was last read. */
  decisions: Decision[]
  /** The run that has claimed the key, as a clause; undefined if no other run is known to have it. */
  holder: string | undefined
  /** The claims that this run has made. At most one of them succeeds. */
  claims: Claim[]
  hasWarned: boolean
}

/** What to do next. */
export type Step =
  | { kind: 'claimed'; claim: Claim }
  | { kind: 'settled' }
  /** Claim the key, if its ref has not changed. `before`: the record as it was read; undefined if there was none. */
  | { kind: 'claim'; before: Extract<RecordState, { kind: 'record' }> | undefined }
  | { kind: 'read-again' }
  /** Read the record again after a pause. `why`: the reason to report if no time is left, in sentences. */
  | { kind: 'wait'; why: string }
  | { kind: 'give-up'; why: string }

/** The holder if its run is not known, as a clause. */
export const UNKNOWN_HOLDER = 'another run has claimed this once-key'

/** Decides the next step from the record as it was read. Updates `progress`. */
export function nextStep(
  state: RecordState,
  progress: ClaimProgress,
  context: OnceContext,
  bodies: readonly SendBody[],
): Step {
  if (state.kind === 'failed') {
    if (state.exists) progress.holder ??= UNKNOWN_HOLDER
    if (progress.holder === undefined) return { kind: 'give-up', why: whyNotClaimed(state.answer) }
    const words = `${progress.holder}, but its record cannot be read (${describeCallResult(state.answer)})`
    return { kind: 'wait', why: sentenceOf(words) }
  }
  if (state.kind === 'nothing') {
    progress.decisions = decideWithoutRecord(bodies)
    return { kind: 'claim', before: undefined }
  }

  const ownClaim = progress.claims.find(({ sha }) => sha === state.sha)
  if (ownClaim !== undefined) {
    context.log.info('Once: the claim whose answer was lost has succeeded')
    return { kind: 'claimed', claim: ownClaim }
  }
  warnOfMismatch(state, progress, context, bodies)
  const { runsUrl, resendWhenUncertain } = context
  progress.decisions = decide(bodies, { ...state, runsUrl, resendWhenUncertain })
  const waiting = progress.decisions.find((decision) => decision.kind === 'wait')
  if (waiting !== undefined) {
    if (progress.holder !== waiting.words) context.log.info(`Once: ${waiting.words}; waiting for it to end.`)
    progress.holder = waiting.words
    const words = `${waiting.words}, and had not ended when the time of this run ended`
    return { kind: 'wait', why: sentenceOf(words) }
  }
  return progress.decisions.some(({ kind }) => kind === 'send')
    ? { kind: 'claim', before: state }
    : { kind: 'settled' }
}

function warnOfMismatch(
  { record }: Extract<RecordState, { kind: 'record' }>,
  progress: ClaimProgress,
  { log }: OnceContext,
  bodies: readonly SendBody[],
): void {
  const difference = record === undefined || progress.hasWarned ? '' : describeMismatch(record, bodies)
  if (difference !== '') log.warning(`This once-key has a record already. ${difference}`)
  progress.hasWarned = true
}
