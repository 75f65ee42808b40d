import type { SendBody } from '../notification/notification.ts'
import type { Claim } from './commits.ts'
import { type Decision, decide, decideWithoutRecord } from './decisions.ts'
import { systemsWithAnother } from './digest.ts'
import { describeCallResult, KEY_GUARDS, sentenceOf, whyNotClaimed, whyNotRead } from './messages.ts'
import type { OnceContext } from './once-context.ts'
import type { RecordState } from './read-record.ts'
import type { OnceRecord } from './record.ts'
import type { CallResult } from './refs.ts'

/** What a run has read and done so far to claim the key. */
export interface ClaimProgress {
  /** What to do for each system, by the record as it was last read. */
  decisions: Decision[]
  /** The run that has claimed the key, as a clause; undefined if no other run is known to have it. */
  holder: string | undefined
  /** The claims that this run has made. At most one of them succeeds. */
  claims: Claim[]
  hasWarned: boolean
  /** Whether a look-up was answered: the run knows what the record was when it began. */
  hasRead: boolean
}

/** What to do next. */
export type Step =
  | { kind: 'claimed'; claim: Claim }
  | { kind: 'settled' }
  /** Claim the key, if its ref has not changed. `before`: the record as it was read; undefined if there was none. */
  | { kind: 'claim'; before: Extract<RecordState, { kind: 'record' }> | undefined }
  | { kind: 'read-again' }
  /** Read the record again after a pause. The rest is for the report if no time is left. */
  | ({ kind: 'wait' } & Refusal)
  | ({ kind: 'give-up' } & Refusal)

/** Why nothing is sent, in sentences. */
export interface Refusal {
  why: string
  /** What to do, if another run may have sent it or may still send it. Undefined if no other run is known to. */
  advice: string | undefined
}

/** A refusal because the key could not be claimed. */
export function refuseClaim(answer: CallResult<unknown>, { holder }: ClaimProgress): Refusal {
  return { why: whyNotClaimed(answer), advice: holder === undefined ? undefined : KEY_GUARDS }
}

/** A refusal because another run has the key, or may have it. `words`: a clause. */
export function refuseHeld(words: string): Refusal {
  return { why: sentenceOf(words), advice: KEY_GUARDS }
}

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
    const { exists, answer } = state
    if (progress.holder !== undefined) {
      const words = `${progress.holder}, but its record cannot be read (${describeCallResult(answer)})`
      return { kind: 'wait', ...refuseHeld(words) }
    }
    // This run's own claim got no answer, and another run is not known to have claimed the key.
    if (progress.hasRead && !exists) return { kind: 'give-up', ...refuseClaim(answer, progress) }
    // An earlier run may have sent it. Where there is no git API, none can have.
    const advice = answer.kind === 'no-git-api' ? undefined : KEY_GUARDS
    // A replica that does not have the commit yet will have it soon.
    const mayAppear = exists && (answer.kind === 'missing' || answer.kind === 'lost')
    return { kind: mayAppear ? 'wait' : 'give-up', why: whyNotRead(answer), advice }
  }
  progress.hasRead = true
  if (state.kind === 'nothing') {
    progress.decisions = decideWithoutRecord(bodies)
    return { kind: 'claim', before: undefined }
  }

  const ownClaim = progress.claims.find(({ sha }) => sha === state.sha)
  if (ownClaim !== undefined) {
    context.log.info('Once: the claim whose answer was lost has succeeded')
    return { kind: 'claimed', claim: ownClaim }
  }
  if (!progress.hasWarned) progress.hasWarned = warnOfAnother(state.record, context, bodies)
  progress.decisions = decide(bodies, { ...context, ...state })
  const waiting = progress.decisions.find((decision) => decision.kind === 'wait')
  if (waiting !== undefined) {
    if (progress.holder !== waiting.words) context.log.info(`Once: ${waiting.words}; waiting for it to end.`)
    progress.holder = waiting.words
    const words = `${waiting.words}, and had not ended when the time of this run ended`
    return { kind: 'wait', ...refuseHeld(words) }
  }
  return progress.decisions.some(({ kind }) => kind === 'send')
    ? { kind: 'claim', before: state }
    : { kind: 'settled' }
}

/** Warns if the key was used up by another notification than that of the step. Returns whether it did. */
export function warnOfAnother(
  record: OnceRecord | undefined,
  context: OnceContext,
  bodies: readonly SendBody[],
): boolean {
  const systems = record === undefined ? [] : systemsWithAnother(record, bodies, context)
  if (systems.length === 0) return false
  const where = systems.includes('') ? '' : ` to ${systems.join(', ')}`
  context.log.warning(
    `Another notification than this one was sent${where} under this once-key, so this one is not sent there. ` +
      'Its template, texts, overrides, recipients or API differ. If it is another announcement, give it another once-key.',
  )
  return true
}
