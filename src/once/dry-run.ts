import type { SendBody } from '../notification/notification.ts'
import { decide, decideWithoutRecord } from './decisions.ts'
import { describeCallResult } from './messages.ts'
import { warnOfAnother } from './next-step.ts'
import type { OnceContext } from './once-context.ts'
import { recordReader } from './read-record.ts'

/** Logs what a real run would do, by the record. Changes nothing at GitHub. Returns a reason if what is left may not be sent. */
export async function describeRecord(
  context: OnceContext,
  bodies: readonly SendBody[],
): Promise<string | undefined> {
  const { log } = context
  const state = await recordReader(context)()
  if (state.kind === 'failed') {
    log.warning(`Once: the record could not be read (${describeCallResult(state.answer)}).`)
    return undefined
  }
  if (state.kind === 'record') warnOfAnother(state.record, context, bodies)
  const decisions =
    state.kind === 'nothing' ? decideWithoutRecord(bodies) : decide(bodies, { ...context, ...state })
  const states = decisions.map((decision, index) => {
    const name = bodies[index]?.notification.systemId ?? 'the notification'
    if (decision.kind === 'send') return `${name} would be sent`
    return decision.kind === 'wait'
      ? `${name} would wait (${decision.words})`
      : `${name} would be ${decision.result.outcome}: ${decision.result.reason}`
  })
  log.info(`Once: by the record as it is, ${states.join('; ')}`)
  return decisions.some(({ kind }) => kind === 'send') ? context.beforeClaim?.() : undefined
}
