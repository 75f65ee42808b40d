import type { SendBody } from '../notification/notification.ts'
import type { Claim } from './commits.ts'
import { type Decision, decide, decideWithoutRecord, describeMismatch } from './decisions.ts'
import { describeCallResult, sentenceOf, whyNotClaimed } from './messages.ts'
import type { OnceContext } from './once-context.ts'
import type { RecordState } from './read-record.ts'

/** What a run has found and done on its way to a claim. */
export interface ClaimProgress {
  /** What is to become of each system, as far as was found last. */
  decisions: Decision[]
  /** Who has the key in hand, as far as that is known. */
  holder: string | undefined
  /** The claims that were made, of which one at most will stand. */
  claims: Claim[]
  hasWarned: boolean
}

/** What to do next. */
export type Step =
  | { kind: 'claimed'; claim: Claim }
  | { kind: 'settled' }
  /** Claim it, if it is still as found: undefined where there was nothing. */
  | { kind: 'claim'; before: Extract<RecordState, { kind: 'record' }> | undefined }
  | { kind: 'look-again' }
  /** Look again after a pause. `why`: what to say if there is no time for one, in sentences. */
  | { kind: 'wait'; why: string }
  | { kind: 'give-up'; why: string }

/** What is said of a holder that is not known by name. */
export const UNKNOWN_HOLDER = 'another run has claimed this once-key'

/** What a look means for this run, and what to do about it. */
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

  const mine = progress.claims.find(({ sha }) => sha === state.sha)
  if (mine !== undefined) {
    context.log.info('Once: the claim whose answer was lost stands')
    return { kind: 'claimed', claim: mine }
  }
  warnOfMismatch(state, progress, context, bodies)
  const { runsUrl, resendWhenUncertain } = context
  progress.decisions = decide(bodies, { ...state, runsUrl, resendWhenUncertain })
  const waiting = progress.decisions.find((decision) => decision.kind === 'wait')
  if (waiting !== undefined) {
    if (progress.holder !== waiting.words) context.log.info(`Once: ${waiting.words}; waiting for it to end.`)
    progress.holder = waiting.words
    const words = `${waiting.words}, and had not ended when the time of this run was over`
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
