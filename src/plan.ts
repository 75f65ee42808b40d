import { addError, type Diagnostics, errorsIn } from './diagnostics.ts'
import type { Environment } from './environment.ts'
import { type ForwardProxy, proxyFor } from './http/proxy.ts'
import type { Credentials } from './inputs/credentials.ts'
import { readCredentials } from './inputs/credentials.ts'
import { DATA_CENTERS } from './inputs/data-centers.ts'
import { type OnceSettings, readOnce } from './inputs/once.ts'
import { readInputs } from './inputs/read.ts'
import type { Inputs } from './inputs/schema.ts'
import { compose } from './notification/compose.ts'
import { type Draft, draftFromInputs, mergeDrafts } from './notification/draft.ts'
import type { SendBody } from './notification/notification.ts'
import type { Files } from './notification-file/workspace-file.ts'

/** What reading needs of the world: no clock, no network, nothing but what is handed in. */
export interface Sources {
  environment: Environment
  files: Files
  /** Milliseconds since the epoch. */
  now: number
}

/** What the step asks for, read and checked. */
export interface Plan {
  inputs: Inputs
  base: URL
  proxy: ForwardProxy | undefined
  /** Undefined where a dry run or a skip goes without. */
  credentials: Credentials | undefined
  /** Undefined where no `once-key` is given. */
  once: OnceSettings | undefined
  /** The request bodies, one per system. */
  payload: SendBody[]
}

/** Reads and checks everything before anything is done; undefined where there is any mistake. */
export async function readPlan(
  { environment, files, now }: Sources,
  diagnostics: Diagnostics,
): Promise<Plan | undefined> {
  const { inputs, given } = await readInputs(environment, diagnostics)
  const credentials = readCredentials(inputs, given, environment, diagnostics)
  const base = inputs['api-url'] ?? new URL(DATA_CENTERS[inputs['data-center']])
  const proxy = proxyFor(base, environment)
  if (typeof proxy === 'string') addError(diagnostics, { input: 'api-url' }, proxy)
  const once = readOnce(inputs, given, environment, diagnostics)

  const file = await readFile(inputs, { environment, files, now }, diagnostics)
  // Of a file that cannot be read nobody knows what it says: complaining that it does not say it would mislead.
  if (file === undefined) return undefined
  const draft = mergeDrafts(draftFromInputs(inputs, given), file)
  const notifications = await compose(draft, now, inputs['time-zone'], diagnostics)
  if (errorsIn(diagnostics).length > 0 || typeof proxy === 'string') return undefined
  return {
    inputs,
    base,
    proxy,
    credentials,
    once,
    payload: notifications.map((notification) => ({ notification })),
  }
}

/** What the notification file says. Files and their expressions are a chunk of their own, which most runs do without. */
async function readFile(
  inputs: Inputs,
  { environment, files }: Sources,
  diagnostics: Diagnostics,
): Promise<Draft | undefined> {
  const path = inputs['notification-file']
  if (path === undefined) return {}
  const location = { input: 'notification-file' }
  if (environment['GITHUB_EVENT_NAME'] === 'pull_request_target' && !inputs['dry-run']) {
    const message =
      'On pull_request_target the file may come from the pull request of a stranger, so it is read in a dry run only. ' +
      'Use another event, or step inputs.'
    addError(diagnostics, location, message)
    return undefined
  }
  const { readDraft } = await import('./notification-file/read.ts')
  return readDraft(path, { environment, files }, diagnostics)
}
