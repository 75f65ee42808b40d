import type { SendBody } from '../notification/notification.ts'
import { unsent } from '../walkme/result.ts'
import { appendRecord, type Claim, makeCommit, pointRefAt } from './commits.ts'
import { type Decision, decideWithoutRecord } from './decisions.ts'
import { claimRecord, outcomeRecord } from './next-record.ts'
import {
  type ClaimProgress,
  nextStep,
  type Refusal,
  refuseClaim,
  refuseHeld,
  type Step,
  UNKNOWN_HOLDER,
} from './next-step.ts'
import { type OnceContext, withGracePeriod } from './once-context.ts'
import { type RecordState, recordReader } from './read-record.ts'
import { mergeResults, toSend } from './results.ts'

/** The result of trying to claim the key. */
export type Claimed =
  /** The key is claimed: the systems with a `send` decision may be sent to. */
  | { kind: 'claimed'; claim: Claim }
  /** Nothing is left to send. */
  | { kind: 'settled'; decisions: Decision[] }
  /** Nothing may be sent. */
  | ({ kind: 'not-claimed'; decisions: Decision[] } & Refusal)

const FIRST_PAUSE = 1_000
const LONGEST_PAUSE = 15_000
// The pauses of one that sees the record change do not grow beyond this one: the legs of a matrix go on one by one.
const PAUSE_AFTER_CHANGE = 3

/** Claims the key for what is still to be sent. If another run has it, waits until that run ends or the deadline passes. */
export async function claim(context: OnceContext, bodies: readonly SendBody[]): Promise<Claimed> {
  const readState = recordReader(context)
  const progress: ClaimProgress = {
    decisions: decideWithoutRecord(bodies),
    holder: undefined,
    claims: [],
    hasWarned: false,
    hasRead: false,
  }
  let seen: string | undefined
  for (let pauses = 0; ; ) {
    const state = await readState()
    if (state.kind === 'record' && state.sha !== seen) {
      seen = state.sha
      pauses = Math.min(pauses, PAUSE_AFTER_CHANGE)
    }
    let step = nextStep(state, progress, context, bodies)
    if (step.kind === 'claim') {
      const why = context.beforeClaim?.()
      step =
        why === undefined
          ? await tryToClaim(step.before, progress, context, bodies)
          : { kind: 'give-up', why, advice: undefined }
    }
    switch (step.kind) {
      case 'claimed':
        return step
      case 'settled':
        return { kind: 'settled', decisions: progress.decisions }
      case 'wait':
      case 'give-up':
        if (step.kind === 'wait' && (await pause(context, pauses++))) break
        await releaseClaims(context, progress.claims, bodies)
        return {
          kind: 'not-claimed',
          decisions: progress.decisions,
          why: step.why,
          advice: step.advice,
        }
    }
  }
}

/** Claims the key, if its ref has not changed since it was read. */
async function tryToClaim(
  before: Extract<RecordState, { kind: 'record' }> | undefined,
  progress: ClaimProgress,
  context: OnceContext,
  bodies: readonly SendBody[],
): Promise<Step> {
  const { decisions, claims } = progress
  // If the ref has not moved, use the same commit again that was made for this state.
  let ownClaim = claims.find(({ parent }) => parent === before?.sha)
  const isFirstTry = ownClaim === undefined
  if (ownClaim === undefined) {
    progress.holder = undefined
    const record = claimRecord(context, before?.record, bodies, decisions)
    const commit = await makeCommit(context, record, before)
    if ('failed' in commit) return { kind: 'give-up', ...refuseClaim(commit.failed, progress) }
    ownClaim = { ...commit, parent: before?.sha, decisions, mayHaveSucceeded: false }
    claims.push(ownClaim)
  }

  const placed = await pointRefAt(context, ownClaim)
  switch (placed.kind) {
    case 'done':
      return { kind: 'claimed', claim: ownClaim }
    case 'refused':
      return { kind: 'give-up', ...refuseClaim(placed, progress) }
    case 'lost':
      // Reading the record again shows which run has the key.
      return isFirstTry ? { kind: 'read-again' } : { kind: 'give-up', ...refuseClaim(placed, progress) }
    default:
      progress.holder = UNKNOWN_HOLDER
      return isFirstTry
        ? { kind: 'read-again' }
        : { kind: 'wait', ...refuseHeld(`${UNKNOWN_HOLDER}, but GitHub does not show it`) }
  }
}

/** Releases claims that may have succeeded. It need not know: GitHub refuses the call if the ref is not at the claim. */
async function releaseClaims(
  context: OnceContext,
  claims: readonly Claim[],
  bodies: readonly SendBody[],
): Promise<void> {
  const uncertain = claims.filter(({ mayHaveSucceeded }) => mayHaveSucceeded)
  if (uncertain.length === 0) return
  await withGracePeriod(context, 'now', async (extra) => {
    for (const claim of uncertain) {
      const untried = toSend(bodies, claim.decisions).map((body) => unsent(body, 'not-sent', ''))
      const released = await appendRecord(
        extra,
        claim,
        outcomeRecord(claim.record, mergeResults(claim.decisions, untried)),
      )
      if (released.kind === 'done') context.log.info('Once: the claim had succeeded, and was released')
    }
  })
}

/** Waits before a record is read again. Returns false at once if too little time is left. */
export async function pause({ retryContext }: OnceContext, pauses: number): Promise<boolean> {
  const left = retryContext.deadline - retryContext.elapsed()
  if (left < FIRST_PAUSE || retryContext.signal.aborted) return false
  // Shorter by up to a quarter, at random, so that several waiting runs do not read at the same time.
  const wait = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 1.5 ** pauses) * (1 - retryContext.random() / 4)
  await retryContext.delay(Math.min(wait, left - FIRST_PAUSE / 2), retryContext.signal)
  return !retryContext.signal.aborted
}
