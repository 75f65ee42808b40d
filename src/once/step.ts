import type { SendBody } from '../notification/notification.ts'
import { differences, type Fate, fatesOf, freshFates } from './fates.ts'
import type { Keeper } from './keeper.ts'
import type { Found } from './look.ts'
import type { Claim } from './place.ts'
import { describeAnswer, sentenceOf, whyNotClaimed } from './words.ts'

/** What a run has found and done on its way to a claim. */
export interface Progress {
  /** What is to become of each system, as far as was found last. */
  fates: Fate[]
  /** Who has the key in hand, as far as that is known. */
  holder: string | undefined
  /** The claims that were made, of which one at most will stand. */
  claims: Claim[]
  toldDifference: boolean
}

/** What to do next. */
export type Step =
  | { kind: 'claimed'; claim: Claim }
  | { kind: 'settled' }
  /** Claim it, if it is still as found: undefined where there was nothing. */
  | { kind: 'claim'; before: Extract<Found, { kind: 'record' }> | undefined }
  | { kind: 'look-again' }
  /** Look again after a pause. `why`: what to say if there is no time for one, in sentences. */
  | { kind: 'wait'; why: string }
  | { kind: 'give-up'; why: string }

/** What is said of a holder that is not known by name. */
export const SOMEBODY = 'another run has claimed this once-key'

/** What a look means for this run, and what to do about it. */
export function understand(
  found: Found,
  progress: Progress,
  keeper: Keeper,
  bodies: readonly SendBody[],
): Step {
  if (found.kind === 'failed') {
    if (found.exists) progress.holder ??= SOMEBODY
    if (progress.holder === undefined) return { kind: 'give-up', why: whyNotClaimed(found.answer) }
    const words = `${progress.holder}, but its record cannot be read (${describeAnswer(found.answer)})`
    return { kind: 'wait', why: sentenceOf(words) }
  }
  if (found.kind === 'nothing') {
    progress.fates = freshFates(bodies)
    return { kind: 'claim', before: undefined }
  }

  const mine = progress.claims.find(({ sha }) => sha === found.sha)
  if (mine !== undefined) {
    keeper.log.info('Once: the claim whose answer was lost stands')
    return { kind: 'claimed', claim: mine }
  }
  tellDifference(found, progress, keeper, bodies)
  const { runsUrl, resendWhenUncertain } = keeper
  progress.fates = fatesOf(bodies, { ...found, runsUrl, resendWhenUncertain })
  const waiting = progress.fates.find((fate) => fate.kind === 'wait')
  if (waiting !== undefined) {
    if (progress.holder !== waiting.words) keeper.log.info(`Once: ${waiting.words}; waiting for it to end.`)
    progress.holder = waiting.words
    const words = `${waiting.words}, and had not ended when the time of this run was over`
    return { kind: 'wait', why: sentenceOf(words) }
  }
  return progress.fates.some(({ kind }) => kind === 'send')
    ? { kind: 'claim', before: found }
    : { kind: 'settled' }
}

function tellDifference(
  { record }: Extract<Found, { kind: 'record' }>,
  progress: Progress,
  { log }: Keeper,
  bodies: readonly SendBody[],
): void {
  const difference = record === undefined || progress.toldDifference ? '' : differences(record, bodies)
  if (difference !== '') log.warning(`This once-key has a record already. ${difference}`)
  progress.toldDifference = true
}
