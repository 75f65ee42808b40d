import type { SendBody } from '../notification/notification.ts'
import { type SystemResult, unsent } from '../walkme/result.ts'
import { nameOfRun, sentenceOf } from './messages.ts'
import type { Entry, OnceRecord } from './record.ts'

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
  if (record === undefined) {
    const words = 'the record of this once-key cannot be read, so people may have got it'
    return uncertain(body, `${words} (docs/once.md says how to look at it, and how to clear it)`, state)
  }

  const entry = entryOf(record, body)
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
  if (entry === undefined) return decideUnknownSystem(body, record)
  switch (entry.outcome) {
    case 'claimed':
      return uncertain(body, `${run} claimed this once-key and ended without recording a result`, state)
    case 'uncertain':
      return uncertain(body, `${run} could not tell whether it was sent`, state)
    case 'not-sent':
      return { kind: 'send', mayHaveIt: false }
  }
}

function uncertain(body: SendBody, words: string, { resendWhenUncertain }: State): Decision {
  if (resendWhenUncertain) return { kind: 'send', mayHaveIt: true }
  return { kind: 'settled', result: { ...unsent(body, 'not-sent', sentenceOf(words)), outcome: 'uncertain' } }
}

/** Decides for a system that is not in the record. The record may have it under another ID, or without an ID. */
function decideUnknownSystem(body: SendBody, record: OnceRecord): Decision {
  if (nobodyHasIt(record)) return { kind: 'send', mayHaveIt: false }
  const isComplete = record.systems.every(({ outcome }) => outcome === 'sent')
  const reason = isComplete
    ? 'This once-key was used for other systems, which have it.'
    : 'This once-key stands for other systems, some of which have it. Give this one a key of its own.'
  return { kind: 'settled', result: unsent(body, isComplete ? 'skipped' : 'not-sent', reason) }
}

/** Whether it is certain that nobody received anything under this record. */
export function nobodyHasIt({ systems }: OnceRecord): boolean {
  return systems.every(({ outcome }) => outcome === 'not-sent')
}

/** The entry of a record for the system of a notification. */
function entryOf({ systems }: OnceRecord, { notification }: SendBody): Entry | undefined {
  return systems.find(({ systemId }) => systemId === (notification.systemId ?? ''))
}

/** How the step differs from the one that the record was made for, in sentences; empty if it does not differ. */
export function describeMismatch({ systems, templateId }: OnceRecord, bodies: readonly SendBody[]): string {
  const before = systems.map(({ systemId }) => systemId)
  const now = bodies.map(({ notification }) => notification.systemId ?? '')
  const templates = new Set(bodies.map(({ notification }) => notification.templateId))
  const sentences: string[] = []
  if (before.toSorted().join('\n') !== now.toSorted().join('\n'))
    sentences.push(`It was made for ${named(before)}, and this step names ${named(now)}.`)
  if (!templates.has(templateId)) {
    sentences.push(`It was made with template ${templateId}, and this step has ${[...templates].join(', ')}.`)
  }
  return sentences.join(' ')
}

function named(systemIds: readonly string[]): string {
  return systemIds.map((id) => (id === '' ? 'the account without a system ID' : id)).join(', ')
}
