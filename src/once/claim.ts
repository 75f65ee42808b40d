import type { SendBody } from '../notification/notification.ts'
import { unsent } from '../walkme/result.ts'
import { type Fate, freshFates } from './fates.ts'
import { inExtraTime, type Keeper } from './keeper.ts'
import { type Found, openLooking } from './look.ts'
import { claimRecord, outcomeRecord } from './next-record.ts'
import { type Claim, followUp, makeCommit, place } from './place.ts'
import { joined, toSend } from './results.ts'
import { type Progress, SOMEBODY, type Step, understand } from './step.ts'
import { sentenceOf, whyNotClaimed } from './words.ts'

/** What came of trying to claim the key. */
export type Claimed =
  /** The claim stands: what it says is to be sent may be sent. */
  | { kind: 'claimed'; claim: Claim }
  /** Nothing is left to be sent. */
  | { kind: 'settled'; fates: Fate[] }
  /** Nothing may be sent. `isHeld`: another run has the key in hand, so people may get it from there. */
  | { kind: 'not-claimed'; fates: Fate[]; why: string; isHeld: boolean }

const FIRST_PAUSE = 1_000
const LONGEST_PAUSE = 15_000

/** Claims the key for what has yet to be sent. Where another run has it, waits for that run's end, or the deadline. */
export async function claim(keeper: Keeper, bodies: readonly SendBody[]): Promise<Claimed> {
  const look = openLooking(keeper)
  const progress: Progress = {
    fates: freshFates(bodies),
    holder: undefined,
    claims: [],
    toldDifference: false,
  }
  for (let pauses = 0; ; ) {
    let step = understand(await look(), progress, keeper, bodies)
    if (step.kind === 'claim') step = await tryToClaim(step.before, progress, keeper, bodies)
    switch (step.kind) {
      case 'claimed':
        return step
      case 'settled':
        return { kind: 'settled', fates: progress.fates }
      case 'wait':
      case 'give-up':
        if (step.kind === 'wait' && (await pause(keeper, pauses++))) break
        await giveBack(keeper, progress.claims, bodies)
        return {
          kind: 'not-claimed',
          fates: progress.fates,
          why: step.why,
          isHeld: progress.holder !== undefined,
        }
    }
  }
}

/** Claims the key, if it is still as it was found. */
async function tryToClaim(
  before: Extract<Found, { kind: 'record' }> | undefined,
  progress: Progress,
  keeper: Keeper,
  bodies: readonly SendBody[],
): Promise<Step> {
  const { fates, claims } = progress
  // If the ref is still as it was, the claim that was made for that is made again: it is the same commit.
  let mine = claims.find(({ parent }) => parent === before?.sha)
  const isFirstTry = mine === undefined
  if (mine === undefined) {
    progress.holder = undefined
    const record = claimRecord(keeper, before?.record, bodies, fates)
    const commit = await makeCommit(keeper, record, before)
    if ('failed' in commit) return { kind: 'give-up', why: whyNotClaimed(commit.failed) }
    mine = { ...commit, parent: before?.sha, fates, mayStand: false }
    claims.push(mine)
  }

  const placed = await place(keeper, mine)
  switch (placed.kind) {
    case 'done':
      return { kind: 'claimed', claim: mine }
    case 'refused':
      return { kind: 'give-up', why: whyNotClaimed(placed) }
    case 'lost':
      // Whose claim stands now, the next look tells.
      return isFirstTry ? { kind: 'look-again' } : { kind: 'give-up', why: whyNotClaimed(placed) }
    default:
      progress.holder = SOMEBODY
      return isFirstTry
        ? { kind: 'look-again' }
        : { kind: 'wait', why: sentenceOf(`${SOMEBODY}, but GitHub does not show it`) }
  }
}

/** Frees the key where a claim stands after all. Blindly: GitHub refuses where it does not. */
async function giveBack(
  keeper: Keeper,
  claims: readonly Claim[],
  bodies: readonly SendBody[],
): Promise<void> {
  const doubtful = claims.filter(({ mayStand }) => mayStand)
  if (doubtful.length === 0) return
  await inExtraTime(keeper, async (extra) => {
    for (const claim of doubtful) {
      const untried = toSend(bodies, claim.fates).map((body) => unsent(body, 'not-sent', ''))
      const given = await followUp(extra, claim, outcomeRecord(claim.record, joined(claim.fates, untried)))
      if (given.kind === 'done') keeper.log.info('Once: the claim stood, and was given back')
    }
  })
}

/** Waits before another look. False, and at once, where the time left is not worth one. */
async function pause({ pace }: Keeper, pauses: number): Promise<boolean> {
  const left = pace.deadline - pace.elapsed()
  if (left < FIRST_PAUSE || pace.signal.aborted) return false
  // Up to a quarter off, so that several that wait do not ask in step.
  const wait = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 1.5 ** pauses) * (1 - pace.random() / 4)
  await pace.delay(Math.min(wait, left - FIRST_PAUSE / 2), pace.signal)
  return !pace.signal.aborted
}
