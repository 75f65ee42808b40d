import { hideSecrets } from './credentials.ts'
import { type Findings, mistakesIn } from './findings.ts'
import type { Environment } from './inputs/environment.ts'
import type { SendBody } from './notification/notification.ts'
import type { Files } from './notification/workspace-file.ts'
import { tellOfRerun } from './once/rerun.ts'
import { type Plan, readPlan } from './plan.ts'
import { tellBug, tellFindings, tellOutcome } from './report/annotations.ts'
import { detailsOf } from './report/details.ts'
import { type Core, type Log, openLog } from './report/log.ts'
import { setOutputs } from './report/outputs.ts'
import { reportOn } from './report/report.ts'
import { summaryOf, summaryOfMistakes, writeSummary } from './report/summary.ts'
import type { Connections } from './walkme/connections.ts'
import { deadlineFor } from './walkme/deadline.ts'
import { prove, send } from './walkme/deliver.ts'
import { openHttp } from './walkme/http.ts'
import { type SystemResult, unsent } from './walkme/result.ts'
import type { Pace } from './walkme/retry.ts'
import type { Credentials } from './walkme/token.ts'
import { openTokens } from './walkme/token-source.ts'

/** The world, as far as the action touches it. */
export interface World extends Pick<Pace, 'now' | 'elapsed' | 'delay' | 'random'> {
  environment: Environment
  core: Core
  files: Files
  /** Connections of which one was opened while the rest was loaded. */
  early?: Connections | undefined
  /** Aborted when the job is cancelled. */
  cancelled: AbortSignal
}

// How many sends are under way at once.
const SIDE_BY_SIDE = 20

/** Reads, checks, sends and reports. Returns the exit code; sets every output whatever happens. */
export async function run(world: World): Promise<0 | 1> {
  const log = openLog(world.core, world.environment)
  hideSecrets(world.environment, log)

  let plan: Plan | undefined
  try {
    const found: Findings = []
    plan = await readPlan({ ...world, now: world.now() }, found)
    tellFindings(found, log)
    if (plan === undefined) {
      setOutputs(reportOn([], []), log)
      await writeSummary((say) => summaryOfMistakes(mistakesIn(found), say), log)
      return 1
    }
    log.group('The notification', detailsOf(plan.payload, log.redact))
    const report = reportOn(plan.payload, await carryOut(plan, world, log), plan.once?.key)
    const { 'time-zone': timeZone } = plan.inputs
    setOutputs(report, log)
    await writeSummary((say) => summaryOf(report, timeZone, say), log)
    return tellOutcome(report, plan.inputs['fail-on-error'], log)
  } catch (bug) {
    return tellBug(bug, plan?.payload, log)
  } finally {
    world.early?.close()
  }
}

/** From a plan to what became of each system's notification. */
async function carryOut(plan: Plan, world: World, log: Log): Promise<SystemResult[]> {
  const { credentials, payload, inputs } = plan
  if (credentials) return deliver(plan, credentials, world, log)
  const reason = 'There are no credentials, so nothing went onto the network.'
  return payload.map((body) => unsent(body, inputs['dry-run'] ? 'dry-run' : 'skipped', reason))
}

/** Everything on the network, within one deadline. */
async function deliver(
  { inputs, base, proxy, once, payload }: Plan,
  credentials: Credentials,
  world: World,
  log: Log,
): Promise<SystemResult[]> {
  const { 'timeout-seconds': timeout, 'dry-run': isDryRun } = inputs
  const limit = deadlineFor(timeout * 1_000, world)
  const pace = { ...world, ...limit, retries: inputs.retries }
  const connections = Math.min(payload.length, SIDE_BY_SIDE)
  // The first request opens its own. A dry run makes no other, and a record may say that nothing is left to send.
  const ahead = isDryRun || once ? 0 : connections - 1
  const http = await openHttp({ base, proxy, early: world.early, signal: limit.signal, connections, ahead })
  try {
    const tokens = openTokens(http, base, credentials, pace, log)
    const delivery = { http, base, tokens, pace, resendWhenUncertain: inputs['resend-when-uncertain'], log }
    const one = (body: SendBody) => (isDryRun ? prove(tokens, body) : send(delivery, body))
    const all = (bodies: readonly SendBody[]) => Promise.all(bodies.map(one))
    if (once) {
      const { sendOnce } = await import('./once/once.ts')
      return await sendOnce({ ...delivery, once, timeout, isDryRun }, payload, all)
    }
    if (!isDryRun) tellOfRerun(world.environment, log)
    return await all(payload)
  } finally {
    http.close()
    limit.clear()
  }
}
