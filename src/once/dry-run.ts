import type { SendBody } from '../notification/notification.ts'
import { decide, decideWithoutRecord } from './decisions.ts'
import { describeCallResult } from './messages.ts'
import type { OnceContext } from './once-context.ts'
import { recordReader } from './read-record.ts'

/** Says in the log what a real run would find. Writes nothing. */
export async function describeRecord(context: OnceContext, bodies: readonly SendBody[]): Promise<void> {
  const { log, runsUrl, resendWhenUncertain } = context
  const found = await recordReader(context)()
  if (found.kind === 'failed') {
    log.warning(`Once: the record could not be read (${describeCallResult(found.answer)}).`)
    return
  }
  const decisions =
    found.kind === 'nothing'
      ? decideWithoutRecord(bodies)
      : decide(bodies, { ...found, runsUrl, resendWhenUncertain })
  const states = decisions.map((decision, index) => {
    const name = bodies[index]?.notification.systemId ?? 'the notification'
    if (decision.kind === 'send') return `${name} would be sent`
    return decision.kind === 'wait'
      ? `${name} would wait (${decision.words})`
      : `${name} would be ${decision.result.outcome}: ${decision.result.reason}`
  })
  log.info(`Once: by the record as it is, ${states.join('; ')}`)
}
