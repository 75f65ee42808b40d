import type { SendBody } from '../notification/notification.ts'
import { type SystemResult, unsent } from '../walkme/result.ts'
import { nameOfRun, whyNotRead } from './messages.ts'
import type { OnceContext } from './once-context.ts'
import type { RecordState } from './read-record.ts'
import { entryOf, possibleEntriesOf } from './record.ts'

/** What to do for one system, according to the record of `after-key`. */
export type AfterDecision =
  /** It has heard of the other key, or may have. `startAt`: when that notification begins; undefined if at once. */
  | { kind: 'heard'; startAt: string | undefined }
  | { kind: 'settled'; result: SystemResult }
  /** Another run has claimed the key and may still be running. `words` names the run, as a clause. */
  | { kind: 'wait'; words: string }

/** What the decisions depend on, besides the record. */
type Context = Pick<OnceContext, 'key' | 'runsUrl'>

/** Decides for one system by the record of `after-key`, by the table in docs/once.md. */
export function decideAfter(body: SendBody, state: RecordState, { key, runsUrl }: Context): AfterDecision {
  const name = `the after-key "${key}"`
  if (state.kind === 'nothing') return leftOut(body, `No notification was sent under ${name}.`)
  if (state.kind === 'failed') {
    // A replica that does not have the commit yet will have it soon.
    if (state.exists && state.answer.kind === 'missing')
      return { kind: 'wait', words: `GitHub does not show the record of ${name}` }
    return notSent(body, `${whyNotRead(state.answer, `the record of ${name}`)} Run this again later.`)
  }
  const { record, isAlive } = state
  if (record === undefined) {
    const why = `The record of ${name} cannot be read, so this run sent nothing.`
    return notSent(
      body,
      `${why} Look in ComCenter who got the notification, and send this one without "after-key".`,
    )
  }
  const { systemId = '' } = body.notification
  const entry = entryOf(record, systemId)
  const mayChange = record.state === 'claimed' && isAlive
  if (entry && entry.outcome !== 'not-sent' && !(entry.outcome === 'claimed' && mayChange))
    return { kind: 'heard', startAt: entry.startAt }
  if (mayChange) return { kind: 'wait', words: `${nameOfRun(record.run, runsUrl)} has claimed ${name}` }
  if (possibleEntriesOf(record, systemId).length > 0) {
    const [there, here] = systemId === '' ? ['with', 'without'] : ['without', 'with']
    const why = `The notification of ${name} was sent ${there} a "system-id", and this step is ${here} one, so it is not known whether they are the same system, and this run sent nothing.`
    return notSent(body, `${why} Give both steps the same "system-id".`)
  }
  return leftOut(
    body,
    entry === undefined
      ? `This system has no part in what was sent under ${name}.`
      : `What was sent under ${name} did not reach this system.`,
  )
}

function notSent(body: SendBody, reason: string): AfterDecision {
  return { kind: 'settled', result: unsent(body, 'not-sent', reason) }
}

function leftOut(body: SendBody, reason: string): AfterDecision {
  return { kind: 'settled', result: { ...unsent(body, 'skipped', reason), isLeftOut: true } }
}
