import { hideSecrets, proxySettings, readCredentials } from './credentials.ts'
import { type Findings, mistakesIn } from './findings.ts'
import { type Environment, readInputs } from './inputs/read.ts'
import type { Inputs } from './inputs/schema.ts'
import { compose } from './notification/compose.ts'
import type { SendBody } from './notification/notification.ts'
import { type Core, type Log, openLog } from './report/log.ts'
import { announce, type Report, setOutputs, tellFindings } from './report/report.ts'
import { DATA_CENTERS } from './walkme/base-url.ts'
import { type Delivery, getToken, send, unsent } from './walkme/deliver.ts'
import { Interruption } from './walkme/failure.ts'
import { openHttp } from './walkme/http.ts'
import type { Credentials } from './walkme/token.ts'

/** The world, as far as the action touches it. */
export interface World {
  environment: Environment
  core: Core
  /** The wall clock, milliseconds since the epoch. */
  now: () => number
  /** Milliseconds on a clock that only goes forward. */
  elapsed: () => number
}

/** One deadline over everything on the network, in milliseconds. */
const DEADLINE = 60_000

/** Reads, checks, sends and reports. Returns the exit code; sets every output whatever happens. */
export async function run(world: World): Promise<0 | 1> {
  const log = openLog(world.core, world.environment)
  hideSecrets(world.environment, log)

  const found: Findings = []
  const { inputs, given } = readInputs(world.environment, found)
  const credentials = readCredentials(inputs, given, world.environment, found)
  const notification = compose(inputs, given, world.now(), found)
  tellFindings(found, log)
  if (notification === undefined || mistakesIn(found).length > 0) {
    setOutputs({ outcome: 'not-sent', results: [], payload: [] }, log)
    return 1
  }

  const body = { notification }
  const report = await notify(world, log, inputs, credentials, body)
  setOutputs(report, log)
  return announce(report, inputs['fail-on-error'], log)
}

/** From a valid notification to what became of it. */
async function notify(
  world: World,
  log: Log,
  inputs: Inputs,
  credentials: Credentials | undefined,
  body: SendBody,
): Promise<Report> {
  if (credentials === undefined) {
    const outcome = inputs['dry-run'] ? 'dry-run' : 'skipped'
    const reason = 'There are no credentials, so nothing went onto the network.'
    return { outcome, results: [unsent(body, reason, outcome)], payload: [body] }
  }
  const base = inputs['api-url'] ?? new URL(DATA_CENTERS[inputs['data-center']])
  const deadline = new AbortController()
  const timer = setTimeout(
    () => deadline.abort(new Interruption(`${DEADLINE / 1000} seconds passed`)),
    DEADLINE,
  )
  const http = openHttp(base, proxySettings(world.environment), deadline.signal)
  try {
    const result = await deliver(
      { http, base, credentials, log, elapsed: world.elapsed },
      inputs['dry-run'],
      body,
    )
    return { outcome: result.outcome, results: [result], payload: [body] }
  } finally {
    clearTimeout(timer)
    http.close()
  }
}

async function deliver(delivery: Delivery, isDryRun: boolean, body: SendBody) {
  const result = await getToken(delivery)
  if ('reason' in result) return unsent(body, result.reason)
  if (isDryRun) return unsent(body, 'The credentials are good: WalkMe issued a token for them.', 'dry-run')
  return send(delivery, result.token, body)
}
