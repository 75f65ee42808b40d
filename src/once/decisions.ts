import type { SendBody } from '../notification/notification.ts'
import { type SystemResult, unsent } from '../walkme/result.ts'
import { clearingAdvice, nameOfRun, sentenceOf } from './messages.ts'
import { entryOf, type OnceRecord, possibleEntriesOf } from './record.ts'

/** What to do for one system, according to the record. */
export type Decision =
  /** To be sent, once the key is claimed. `mayHaveIt`: it may have been delivered before. */
  | { kind: 'send'; mayHaveIt: boolean }
  /** Another run has claimed it and may still be running. `words` names the run, as a clause without capital or period. */
  | { kind: 'wait'; words: string }
  | { kind: 'settled'; result: SystemResult }

/** The record as it was read, and what else the decisions depend on. */
export interface State {
  /** Undefined if the record cannot be read. */
  record: OnceRecord | undefined
  /** Whether the run that wrote it may still be running. */
  isAlive: boolean
  resendWhenUncertain: boolean
  runsUrl: string
  /** The record's ref. */
  ref: string
}

/** The decisions if there is no record: send to every system. */
export function decideWithoutRecord(bodies: readonly SendBody[]): Decision[] {
  return bodies.map(() => ({ kind: 'send', mayHaveIt: false }))
}

/** Decides for each system of this step, by the table in docs/once.md. */
export function decide(bodies: readonly SendBody[], state: State): Decision[] {
  return bodies.map((body) => decideSystem(body, state))
}

function decideSystem(body: SendBody, state: State): Decision {
  const { record, isAlive, runsUrl } = state
  if (record === undefined)
    return uncertain(body, 'the record of this once-key cannot be read, so people may have got it', state)

  const { systemId = '' } = body.notification
  const entry = entryOf(record, systemId)
  const run = nameOfRun(entry?.by ?? record.run, runsUrl)
  if (entry?.outcome === 'sent') {
    const reason = sentenceOf(`${run} has sent it under this once-key`)
    return {
      kind: 'settled',
      result: { ...unsent(body, 'skipped', reason), notificationId: entry.notificationId },
    }
  }
  if (record.state === 'claimed' && isAlive) {
    return { kind: 'wait', words: `${nameOfRun(record.run, runsUrl)} has claimed this once-key` }
  }
  if (entry?.outcome === 'claimed')
    return uncertain(body, `${run} claimed this once-key and ended without recording a result`, state)
  if (entry?.outcome === 'uncertain')
    return uncertain(body, `${run} could not tell whether it was sent`, state)
  // With `not-sent` too: one of the others may be this system, and have got it later.
  return decideByOthers(body, record, state)
}

/** Decides for a system that has not got it by its own ID. The record may have it as another one. */
function decideByOthers(body: SendBody, record: OnceRecord, state: State): Decision {
  const { systemId = '' } = body.notification
  const [other] = possibleEntriesOf(record, systemId)
  if (other === undefined) return { kind: 'send', mayHaveIt: false }
  const [there, here] =
    systemId === ''
      ? [`for system ${other.systemId}`, 'without a "system-id"']
      : [other.systemId === '' ? 'without a "system-id"' : `for system ${other.systemId}`, `for ${systemId}`]
  const run = nameOfRun(other.by ?? record.run, state.runsUrl)
  const words = `${run} used this once-key ${there}, and this step is ${here}: they may be the same system`
  if (other.outcome !== 'sent') return uncertain(body, words, state)
  const advice =
    'Look in ComCenter whether this system has it. If it has, you are done. If not, send it under another once-key. ' +
    'From now on, give the same "system-id" in every run.'
  return uncertain(body, words, state, advice)
}

function uncertain(body: SendBody, words: string, state: State, advice = adviceOf(state)): Decision {
  if (state.resendWhenUncertain) return { kind: 'send', mayHaveIt: true }
  const result = unsent(body, 'not-sent', sentenceOf(words))
  return { kind: 'settled', result: { ...result, outcome: 'uncertain', advice } }
}

/** What to do if the record itself says that it is uncertain. */
function adviceOf({ record, ref }: Pick<State, 'record' | 'ref'>): string {
  return clearingAdvice(ref, record?.systems.some(({ outcome }) => outcome === 'sent') ?? false)
}

/** The results of a step that sent: where it is uncertain, they say how the record is cleared. */
export function withClearingAdvice(
  results: readonly SystemResult[],
  state: Pick<State, 'record' | 'ref'>,
): SystemResult[] {
  return results.map((result) =>
    result.outcome === 'uncertain' ? { advice: adviceOf(state), ...result } : result,
  )
}

/** Whether it is certain that nobody received anything under this record. */
export function nobodyHasIt({ systems }: OnceRecord): boolean {
  return systems.every(({ outcome }) => outcome === 'not-sent')
}
