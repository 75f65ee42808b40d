import { hideSecrets, proxySettings, readCredentials } from './credentials.ts'
import { type Findings, mistakesIn } from './findings.ts'
import { type Environment, readInputs } from './inputs/read.ts'
import type { Inputs } from './inputs/schema.ts'
import { compose } from './notification/compose.ts'
import { draftFrom } from './notification/draft.ts'
import type { SendBody } from './notification/notification.ts'
import { tellFindings, tellOutcome } from './report/annotations.ts'
import { type Core, type Log, openLog } from './report/log.ts'
import { setOutputs } from './report/outputs.ts'
import { reportOn } from './report/report.ts'
import { DATA_CENTERS } from './walkme/base-url.ts'
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
  /** Aborted when the job is cancelled. */
  cancelled: AbortSignal
}

// How many sends are under way at once.
const SIDE_BY_SIDE = 20

/** Reads, checks, sends and reports. Returns the exit code; sets every output whatever happens. */
export async function run(world: World): Promise<0 | 1> {
  const log = openLog(world.core, world.environment)
  hideSecrets(world.environment, log)

  const found: Findings = []
  const { inputs, given } = readInputs(world.environment, found)
  const credentials = readCredentials(inputs, given, world.environment, found)
  const notifications = compose(draftFrom(inputs, given), world.now(), found)
  tellFindings(found, log)
  if (mistakesIn(found).length > 0) {
    setOutputs(reportOn([], []), log)
    return 1
  }

  const payload = notifications.map((notification) => ({ notification }))
  const report = reportOn(payload, await notify(world, log, inputs, credentials, payload))
  setOutputs(report, log)
  return tellOutcome(report, inputs['fail-on-error'], log)
}

/** From valid notifications to what became of each. */
async function notify(
  world: World,
  log: Log,
  inputs: Inputs,
  credentials: Credentials | undefined,
  payload: SendBody[],
): Promise<SystemResult[]> {
  const isDryRun = inputs['dry-run']
  if (credentials === undefined) {
    const reason = 'There are no credentials, so nothing went onto the network.'
    return payload.map((body) => unsent(body, isDryRun ? 'dry-run' : 'skipped', reason))
  }

  const base = inputs['api-url'] ?? new URL(DATA_CENTERS[inputs['data-center']])
  const limit = deadlineFor(inputs['timeout-seconds'] * 1_000, world)
  const pace = { ...world, ...limit, retries: inputs.retries }
  const http = openHttp(
    base,
    proxySettings(world.environment),
    limit.signal,
    Math.min(payload.length, SIDE_BY_SIDE),
  )
  try {
    const tokens = openTokens(http, base, credentials, pace, log)
    const delivery = { http, base, tokens, pace, resendWhenUncertain: inputs['resend-when-uncertain'], log }
    return await Promise.all(payload.map((body) => (isDryRun ? prove(tokens, body) : send(delivery, body))))
  } finally {
    http.close()
    limit.clear()
  }
}
