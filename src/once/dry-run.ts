import type { SendBody } from '../notification/notification.ts'
import { fatesOf, freshFates } from './fates.ts'
import type { Keeper } from './keeper.ts'
import { openLooking } from './look.ts'
import { describeAnswer } from './words.ts'

/** Says in the log what a real run would find. Writes nothing. */
export async function lookOnly(keeper: Keeper, bodies: readonly SendBody[]): Promise<void> {
  const { log, runsUrl, resendWhenUncertain } = keeper
  const found = await openLooking(keeper)()
  if (found.kind === 'failed') {
    log.warning(`Once: the record could not be read (${describeAnswer(found.answer)}).`)
    return
  }
  const fates =
    found.kind === 'nothing'
      ? freshFates(bodies)
      : fatesOf(bodies, { ...found, runsUrl, resendWhenUncertain })
  const states = fates.map((fate, index) => {
    const name = bodies[index]?.notification.systemId ?? 'the notification'
    if (fate.kind === 'send') return `${name} would be sent`
    return fate.kind === 'wait'
      ? `${name} would wait (${fate.words})`
      : `${name} would be ${fate.result.outcome}: ${fate.result.reason}`
  })
  log.info(`Once: by the record as it is, ${states.join('; ')}`)
}
