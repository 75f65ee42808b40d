import { type Diagnostics, errorsIn, formatDiagnostic } from './diagnostics.ts'
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
import { noticeRelativeTimes, noticeRerun } from './once/rerun.ts'
import { type Plan, readPlan } from './plan.ts'
import { reportBug, reportDiagnostics, reportOutcome, resultsDespiteBug } from './report/annotations.ts'
import { detailsOf } from './report/details.ts'
import { troubleshootingPage } from './report/links.ts'
import { setOutputs } from './report/outputs.ts'
import { createReport } from './report/report.ts'
import { summaryOf, summaryOfErrors, writeSummary } from './report/summary.ts'
import { type SystemResult, unsent } from './walkme/result.ts'
import { checkCredentials, sendNotification } from './walkme/send.ts'
import { createTokenSource } from './walkme/token-source.ts'

/** Everything outside the action that it uses. Tests replace it. */
export interface World extends Pick<RetryContext, 'now' | 'elapsed' | 'delay' | 'random'> {
  environment: Environment
  core: Core
  files: Files
  /** Connections; one of them was opened while the rest of the action was loading. */
  early?: Connections | undefined
  /** Aborted when the job is cancelled. */
  cancelled: AbortSignal
}

// How many notifications are sent at the same time, each over its own connection. Gateways refuse more than a few from
// one client, often with a 503 that leaves open what they did before.
const MAX_CONNECTIONS = 6

/** Reads, checks, sends and reports. Always sets every output. Returns the exit code. */
export async function run(world: World): Promise<0 | 1> {
  const log = createLog(world.core, world.environment)
  hideSecrets(world.environment, log)

  const troubleshooting = troubleshootingPage(world.environment)
  let plan: Plan | undefined
  const results = new Map<SendBody, SystemResult>()
  try {
    const diagnostics: Diagnostics = []
    plan = await readPlan({ ...world, now: world.now() }, diagnostics)
    reportDiagnostics(diagnostics, log)
    if (plan === undefined) {
      setOutputs(createReport([], []), log)
      await writeSummary(
        (escapeHtml) => summaryOfErrors(errorsIn(diagnostics), escapeHtml, troubleshooting),
        log,
      )
      return 1
    }
    const { schedule, once, isPreview } = plan
    log.group(isPreview ? 'The preview' : 'The notification', detailsOf(plan.payload, log.redact, schedule))
    const late: Diagnostics = []
    const executed = await execute(plan, { world, late, log, results })
    const report = {
      ...createReport(executed.payload, executed.results, once?.key),
      ...{ endedAt: world.now(), troubleshooting },
    }
    setOutputs(report, log)
    await writeSummary((escapeHtml) => summaryOf(report, schedule, escapeHtml), log)
    return reportOutcome(report, plan.inputs['fail-on-error'] || late.length > 0, log)
  } catch (bug) {
    const payload = plan?.payload ?? []
    const report = createReport(payload, resultsDespiteBug(bug, payload, results), plan?.once?.key)
    setOutputs(report, log)
    await writeSummary((escapeHtml) => summaryOf(report, plan?.schedule, escapeHtml), log)
    return reportBug(bug, report, log)
  } finally {
    world.early?.close()
  }
}

/** What a plan is executed with. */
interface Execution {
  world: World
  /** Receives the mistakes that are mistakes only if the record says that something is left to send. */
  late: Diagnostics
  log: Log
  /** Receives the result of each system as soon as it is known. */
  results: Map<SendBody, SystemResult>
}

/** What was executed: the request bodies, and one result for each. */
interface Executed {
  payload: SendBody[]
  results: SystemResult[]
}

/** Executes a plan. */
async function execute(plan: Plan, execution: Execution): Promise<Executed> {
  const { credentials, payload, inputs } = plan
  if (credentials) return sendAll(plan, credentials, execution)
  const reason = 'There are no credentials, so no request was made.'
  const outcome = inputs['dry-run'] ? 'dry-run' : 'skipped'
  return { payload, results: payload.map((body) => unsent(body, outcome, reason)) }
}

/** Sends everything within one deadline, or only checks the credentials in a dry run. */
async function sendAll(
  { inputs, base, proxy, once, isPreview, payload, schedule }: Plan,
  credentials: Credentials,
  { world, late, log, results }: Execution,
): Promise<Executed> {
  const { 'timeout-seconds': timeout, 'dry-run': isDryRun } = inputs
  const limit = deadlineFor(timeout * 1_000, world)
  const retryContext = { ...world, ...limit, retries: inputs.retries }
  const connections = Math.min(payload.length, MAX_CONNECTIONS)
  // The first request opens its own connection. A dry run needs no other, and with a once-key nothing may be left to send.
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
    const onWrongClock = isDryRun ? 'warn' : 'refuse'
    const clockCheck = schedule.needsClock ? onWrongClock : 'none'
    const tokens = createTokenSource(http, base, credentials, retryContext, log, clockCheck)
    const delivery = {
      http,
      base,
      tokens,
      retryContext,
      resendWhenUncertain: inputs['resend-when-uncertain'],
      isPreview,
      log,
    }
    const sendOne = async (body: SendBody) => {
      const result = await (isDryRun ? checkCredentials : sendNotification)(delivery, body)
      results.set(body, result)
      return result
    }
    const sendEach = (bodies: readonly SendBody[]) => {
      if (!isDryRun && !isPreview) noticeRelativeTimes(schedule, world.environment, log)
      return Promise.all(bodies.map(sendOne))
    }
    if (once) {
      const beforeClaim = () => {
        late.push(...schedule.pastTimes)
        reportDiagnostics(late, log)
        return late.length === 0
          ? undefined
          : `It is too late to send this. ${late.map(formatDiagnostic).join(' ')}`
      }
      const { sendOnce } = await import('./once/once.ts')
      return await sendOnce(
        { ...delivery, once, timeout, isDryRun, beforeClaim, intoHours: schedule.intoHours },
        payload,
        sendEach,
      )
    }
    if (!isDryRun && !isPreview) noticeRerun(world.environment, log)
    return { payload, results: await sendEach(payload) }
  } finally {
    http.close()
    limit.clear()
  }
}
