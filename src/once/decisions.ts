import type { SendBody } from '../notification/notification.ts'
import { type SystemResult, unsent } from '../walkme/result.ts'
import { nameOfRun, sentenceOf } from './messages.ts'
import type { Entry, OnceRecord } from './record.ts'

/** What the record means for one system's notification. */
export type Decision =
  /** To be sent, once the key is claimed. `mayHaveIt`: it may have been delivered before. */
  | { kind: 'send'; mayHaveIt: boolean }
  /** In the hands of another run that may still live; the words say whose. */
  | { kind: 'wait'; words: string }
  | { kind: 'settled'; result: SystemResult }

/** The state that was found, and what decides what it means. */
export interface State {
  /** Undefined where there is a record that cannot be read. */
  record: OnceRecord | undefined
  /** Whether the run that wrote it may still live. */
  isAlive: boolean
  resendWhenUncertain: boolean
  runsUrl: string
}

/** What holds where there is no record: everything is to be sent. */
export function decideWithoutRecord(bodies: readonly SendBody[]): Decision[] {
  return bodies.map(() => ({ kind: 'send', mayHaveIt: false }))
}

/** The table of docs/once.md: what a found state means for each system of this step. */
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
      return uncertain(body, `${run} claimed this once-key and ended without a word`, state)
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

/** A system that the record does not know. It may be one that the record has under another name, or under none. */
function decideUnknownSystem(body: SendBody, record: OnceRecord): Decision {
  if (nobodyHasIt(record)) return { kind: 'send', mayHaveIt: false }
  const isComplete = record.systems.every(({ outcome }) => outcome === 'sent')
  const reason = isComplete
    ? 'This once-key was used for other systems, which have it.'
    : 'This once-key stands for other systems, some of which have it. Give this one a key of its own.'
  return { kind: 'settled', result: unsent(body, isComplete ? 'skipped' : 'not-sent', reason) }
}

/** Whether it is certain that nobody got anything under this record. */
export function nobodyHasIt({ systems }: OnceRecord): boolean {
  return systems.every(({ outcome }) => outcome === 'not-sent')
}

/** What a record says of the system that a notification is for. */
function entryOf({ systems }: OnceRecord, { notification }: SendBody): Entry | undefined {
  return systems.find(({ systemId }) => systemId === (notification.systemId ?? ''))
}

/** How the step differs from what the record was made for, in sentences; empty where it does not. */
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
