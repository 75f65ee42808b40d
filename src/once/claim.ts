import type { SendBody } from '../notification/notification.ts'
import { unsent } from '../walkme/result.ts'
import { appendRecord, type Claim, makeCommit, pointRefAt } from './commits.ts'
import { type Decision, decideWithoutRecord } from './decisions.ts'
import { sentenceOf, whyNotClaimed } from './messages.ts'
import { claimRecord, outcomeRecord } from './next-record.ts'
import { type ClaimProgress, nextStep, type Step, UNKNOWN_HOLDER } from './next-step.ts'
import { type OnceContext, withGracePeriod } from './once-context.ts'
import { type RecordState, recordReader } from './read-record.ts'
import { mergeResults, toSend } from './results.ts'

/** What came of trying to claim the key. */
export type Claimed =
  /** The claim stands: what it says is to be sent may be sent. */
  | { kind: 'claimed'; claim: Claim }
  /** Nothing is left to be sent. */
  | { kind: 'settled'; decisions: Decision[] }
  /** Nothing may be sent. `isHeld`: another run has the key in hand, so people may get it from there. */
  | { kind: 'not-claimed'; decisions: Decision[]; why: string; isHeld: boolean }

const FIRST_PAUSE = 1_000
const LONGEST_PAUSE = 15_000

/** Claims the key for what has yet to be sent. Where another run has it, waits for that run's end, or the deadline. */
export async function claim(context: OnceContext, bodies: readonly SendBody[]): Promise<Claimed> {
  const look = recordReader(context)
  const progress: ClaimProgress = {
    decisions: decideWithoutRecord(bodies),
    holder: undefined,
    claims: [],
    hasWarned: false,
  }
  for (let pauses = 0; ; ) {
    let step = nextStep(await look(), progress, context, bodies)
    if (step.kind === 'claim') step = await tryToClaim(step.before, progress, context, bodies)
    switch (step.kind) {
      case 'claimed':
        return step
      case 'settled':
        return { kind: 'settled', decisions: progress.decisions }
      case 'wait':
      case 'give-up':
        if (step.kind === 'wait' && (await pause(context, pauses++))) break
        await giveBack(context, progress.claims, bodies)
        return {
          kind: 'not-claimed',
          decisions: progress.decisions,
          why: step.why,
          isHeld: progress.holder !== undefined,
        }
    }
  }
}

/** Claims the key, if it is still as it was found. */
async function tryToClaim(
  before: Extract<RecordState, { kind: 'record' }> | undefined,
  progress: ClaimProgress,
  context: OnceContext,
  bodies: readonly SendBody[],
): Promise<Step> {
  const { decisions, claims } = progress
  // If the ref is still as it was, the claim that was made for that is made again: it is the same commit.
  let mine = claims.find(({ parent }) => parent === before?.sha)
  const isFirstTry = mine === undefined
  if (mine === undefined) {
    progress.holder = undefined
    const record = claimRecord(context, before?.record, bodies, decisions)
    const commit = await makeCommit(context, record, before)
    if ('failed' in commit) return { kind: 'give-up', why: whyNotClaimed(commit.failed) }
    mine = { ...commit, parent: before?.sha, decisions, mayHaveSucceeded: false }
    claims.push(mine)
  }

  const placed = await pointRefAt(context, mine)
  switch (placed.kind) {
    case 'done':
      return { kind: 'claimed', claim: mine }
    case 'refused':
      return { kind: 'give-up', why: whyNotClaimed(placed) }
    case 'lost':
      // Whose claim stands now, the next look tells.
      return isFirstTry ? { kind: 'look-again' } : { kind: 'give-up', why: whyNotClaimed(placed) }
    default:
      progress.holder = UNKNOWN_HOLDER
      return isFirstTry
        ? { kind: 'look-again' }
        : { kind: 'wait', why: sentenceOf(`${UNKNOWN_HOLDER}, but GitHub does not show it`) }
  }
}

/** Frees the key where a claim stands after all. Blindly: GitHub refuses where it does not. */
async function giveBack(
  context: OnceContext,
  claims: readonly Claim[],
  bodies: readonly SendBody[],
): Promise<void> {
  const doubtful = claims.filter(({ mayHaveSucceeded: mayStand }) => mayStand)
  if (doubtful.length === 0) return
  await withGracePeriod(context, async (extra) => {
    for (const claim of doubtful) {
      const untried = toSend(bodies, claim.decisions).map((body) => unsent(body, 'not-sent', ''))
      const given = await appendRecord(
        extra,
        claim,
        outcomeRecord(claim.record, mergeResults(claim.decisions, untried)),
      )
      if (given.kind === 'done') context.log.info('Once: the claim stood, and was given back')
    }
  })
}

/** Waits before another look. False, and at once, where the time left is not worth one. */
async function pause({ retryContext }: OnceContext, pauses: number): Promise<boolean> {
  const left = retryContext.deadline - retryContext.elapsed()
  if (left < FIRST_PAUSE || retryContext.signal.aborted) return false
  // Up to a quarter off, so that several that wait do not ask in step.
  const wait = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 1.5 ** pauses) * (1 - retryContext.random() / 4)
  await retryContext.delay(Math.min(wait, left - FIRST_PAUSE / 2), retryContext.signal)
  return !retryContext.signal.aborted
}
