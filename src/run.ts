import { type Diagnostics, errorsIn } from './diagnostics.ts'
import type { Environment } from './environment.ts'
import type { Connections } from './http/connections.ts'
import { deadlineFor } from './http/deadline.ts'
import { createHttpClient } from './http/http.ts'
import type { RetryContext } from './http/retry.ts'
import type { Credentials } from './inputs/credentials.ts'
import { hideSecrets } from './inputs/secrets.ts'
import { type Core, createLog, type Log } from './log/log.ts'
import type { SendBody } from './notification/notification.ts'
import type { Files } from './notification-file/workspace-file.ts'
import { noticeRerun } from './once/rerun.ts'
import { type Plan, readPlan } from './plan.ts'
import { reportBug, reportDiagnostics, reportOutcome } from './report/annotations.ts'
import { detailsOf } from './report/details.ts'
import { setOutputs } from './report/outputs.ts'
import { createReport } from './report/report.ts'
import { summaryOf, summaryOfErrors, writeSummary } from './report/summary.ts'
import { type SystemResult, unsent } from './walkme/result.ts'
import { checkCredentials, sendNotification } from './walkme/send.ts'
import { createTokenSource } from './walkme/token-source.ts'

/** The world, as far as the action touches it. */
export interface World extends Pick<RetryContext, 'now' | 'elapsed' | 'delay' | 'random'> {
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
  const log = createLog(world.core, world.environment)
  hideSecrets(world.environment, log)

  let plan: Plan | undefined
  try {
    const diagnostics: Diagnostics = []
    plan = await readPlan({ ...world, now: world.now() }, diagnostics)
    reportDiagnostics(diagnostics, log)
    if (plan === undefined) {
      setOutputs(createReport([], []), log)
      await writeSummary((say) => summaryOfErrors(errorsIn(diagnostics), say), log)
      return 1
    }
    log.group('The notification', detailsOf(plan.payload, log.redact))
    const report = createReport(plan.payload, await carryOut(plan, world, log), plan.once?.key)
    const { 'time-zone': timeZone } = plan.inputs
    setOutputs(report, log)
    await writeSummary((say) => summaryOf(report, timeZone, say), log)
    return reportOutcome(report, plan.inputs['fail-on-error'], log)
  } catch (bug) {
    return reportBug(bug, plan?.payload, log)
  } finally {
    world.early?.close()
  }
}

/** From a plan to what became of each system's notification. */
async function carryOut(plan: Plan, world: World, log: Log): Promise<SystemResult[]> {
  const { credentials, payload, inputs } = plan
  if (credentials) return sendAll(plan, credentials, world, log)
  const reason = 'There are no credentials, so nothing went onto the network.'
  return payload.map((body) => unsent(body, inputs['dry-run'] ? 'dry-run' : 'skipped', reason))
}

/** Everything on the network, within one deadline. */
async function sendAll(
  { inputs, base, proxy, once, payload }: Plan,
  credentials: Credentials,
  world: World,
  log: Log,
): Promise<SystemResult[]> {
  const { 'timeout-seconds': timeout, 'dry-run': isDryRun } = inputs
  const limit = deadlineFor(timeout * 1_000, world)
  const retryContext = { ...world, ...limit, retries: inputs.retries }
  const connections = Math.min(payload.length, SIDE_BY_SIDE)
  // The first request opens its own. A dry run makes no other, and a record may say that nothing is left to send.
  const ahead = isDryRun || once ? 0 : connections - 1
  const http = await createHttpClient({
    base,
    proxy,
    early: world.early,
    signal: limit.signal,
    connections,
    ahead,
  })
  try {
    const tokens = createTokenSource(http, base, credentials, retryContext, log)
    const delivery = {
      http,
      base,
      tokens,
      retryContext,
      resendWhenUncertain: inputs['resend-when-uncertain'],
      log,
    }
    const one = (body: SendBody) =>
      isDryRun ? checkCredentials(tokens, body) : sendNotification(delivery, body)
    const all = (bodies: readonly SendBody[]) => Promise.all(bodies.map(one))
    if (once) {
      const { sendOnce } = await import('./once/once.ts')
      return await sendOnce({ ...delivery, once, timeout, isDryRun }, payload, all)
    }
    if (!isDryRun) noticeRerun(world.environment, log)
    return await all(payload)
  } finally {
    http.close()
    limit.clear()
  }
}
