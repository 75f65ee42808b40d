import type { SendBody } from '../notification/notification.ts'
import { type SystemResult, unsent } from '../walkme/result.ts'
import { type AfterDecision, decideAfter } from './after-decisions.ts'
import { pause } from './claim.ts'
import { sentenceOf } from './messages.ts'
import { notBefore } from './not-before.ts'
import { type OnceContext, withTimeLimit } from './once-context.ts'
import { certainRecordReader } from './read-record.ts'

/** What `after-key` allows for one notification. */
export interface AfterPlan {
  /** With the start that was moved, if it was. */
  body: SendBody
  /** Set if it is not sent. */
  result?: SystemResult
}

/**
 * Decides for each notification whether its system has heard of the other key, and moves a start that would be too early.
 *
 * @param context that of `after-key`, not of `once-key`
 * @param intoHours moves a start into the hours of `show-hours`, if there are any
 */
export async function planAfter(
  context: OnceContext,
  bodies: readonly SendBody[],
  isDryRun: boolean,
  intoHours?: (start: number) => string,
): Promise<AfterPlan[]> {
  const { log, retryContext } = context
  // A dry run waits for no other run.
  const decisions = isDryRun
    ? await withTimeLimit(context, (limited) => readHeard(limited, bodies, async () => false))
    : await readHeard(context, bodies, (pauses) => pause(context, pauses))
  return bodies.map((body, index) => {
    const plan = planFor(body, decisions[index], (startAt) =>
      notBefore(body, startAt, retryContext.now(), intoHours),
    )
    const { systemId = 'the notification', startAt } = plan.body.notification
    if (plan.result) {
      const { outcome, reason } = plan.result
      log.info(`After: ${systemId}${isDryRun ? ' would be' : ':'} ${outcome}. ${reason}`)
    } else if (plan.body !== body)
      log.notice(
        `The start of ${systemId} is moved to ${startAt}, so that it is not before the notification of "after-key" begins.`,
      )
    return plan
  })
}

/** The notifications that the plans leave to be sent. */
export function leftIn(plans: readonly AfterPlan[]): SendBody[] {
  return plans.filter(({ result }) => result === undefined).map(({ body }) => body)
}

/** Sends what the plans leave to be sent, if anything. Returns one result for each plan, in order. */
export async function sendPlanned(
  plans: readonly AfterPlan[],
  send: (left: readonly SendBody[]) => Promise<SystemResult[]>,
): Promise<SystemResult[]> {
  const left = leftIn(plans)
  const sent = (left.length === 0 ? [] : await send(left)).values()
  return plans.flatMap(({ result }) => result ?? sent.next().value ?? [])
}

/** Reads the record until no other run is about to change it, or no time is left. No decision is `wait`. */
async function readHeard(
  context: OnceContext,
  bodies: readonly SendBody[],
  pauseAgain: (pauses: number) => Promise<boolean>,
): Promise<Exclude<AfterDecision, { kind: 'wait' }>[]> {
  const { key, log } = context
  const readState = certainRecordReader(context)
  let holder = ''
  for (let pauses = 0; ; pauses++) {
    const state = await readState()
    const decisions = bodies.map((body) => decideAfter(body, state, context))
    if (state.kind === 'nothing')
      log.warning(
        `There is no record of the after-key "${key}", so nothing is sent. Is it spelled as the "once-key" of the other step?`,
      )
    const waiting = decisions.find((decision) => decision.kind === 'wait')
    if (waiting && holder !== waiting.words) log.info(`After: ${waiting.words}; waiting for it to end.`)
    holder = waiting?.words ?? ''
    if (waiting === undefined || !(await pauseAgain(pauses)))
      return decisions.flatMap((decision, index) => withoutWait(decision, bodies[index]))
  }
}

function withoutWait(decision: AfterDecision, body: SendBody | undefined) {
  if (decision.kind !== 'wait') return [decision]
  const words = `${decision.words}, and had not ended when the time of this run ended, so this run sent nothing`
  const why = `${sentenceOf(words)} Run this again later.`
  return body ? [{ kind: 'settled' as const, result: unsent(body, 'not-sent', why) }] : []
}

function planFor(
  body: SendBody,
  decision: Exclude<AfterDecision, { kind: 'wait' }> | undefined,
  moveStart: (startAt: string | undefined) => SendBody | string,
): AfterPlan {
  if (decision?.kind === 'settled') return { body, result: decision.result }
  const moved = moveStart(decision?.startAt)
  return typeof moved === 'string' ? { body, result: unsent(body, 'not-sent', moved) } : { body: moved }
}
