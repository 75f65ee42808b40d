import { addError, type Diagnostics, errorsIn } from './diagnostics.ts'
import type { Environment } from './environment.ts'
import { proxyFor } from './http/proxy.ts'
import type { Credentials } from './inputs/credentials.ts'
import { readCredentials } from './inputs/credentials.ts'
import { DATA_CENTERS } from './inputs/data-centers.ts'
import { type OnceSettings, readOnce } from './inputs/once.ts'
import { readInputs } from './inputs/read.ts'
import type { Inputs } from './inputs/schema.ts'
import { secretsIn } from './inputs/secrets.ts'
import { compose } from './notification/compose.ts'
import { type Draft, draftFromInputs, mergeDrafts } from './notification/draft.ts'
import type { SendBody } from './notification/notification.ts'
import type { Schedule } from './notification/schedule.ts'
import { rejectSecrets } from './notification/secret-texts.ts'
import type { Files } from './notification-file/workspace-file.ts'

/** What the plan is read from. Reading uses no clock, no network and nothing else. */
export interface Sources {
  environment: Environment
  files: Files
  /** Milliseconds since the epoch. */
  now: number
}

/** What the step asks for, after reading and checking. */
export interface Plan {
  inputs: Inputs
  base: URL
  /** The URL of a forward proxy. */
  proxy: string | undefined
  /** Undefined if there are none and the step allows that: a dry run, or `on-missing-credentials: skip`. */
  credentials: Credentials | undefined
  /** Undefined if no `once-key` is given, or in a preview, which does not use it. */
  once: OnceSettings | undefined
  /** Whether it goes to the people of `preview-to` only. */
  isPreview: boolean
  /** The request bodies, one per system. */
  payload: SendBody[]
  schedule: Schedule
}

/** Reads and checks everything before anything is sent. Returns undefined if there is any error. */
export async function readPlan(
  { environment, files, now }: Sources,
  diagnostics: Diagnostics,
): Promise<Plan | undefined> {
  const { inputs, given } = await readInputs(environment, diagnostics)
  const credentials = readCredentials(inputs, given, environment, diagnostics)
  const base = inputs['api-url'] ?? new URL(DATA_CENTERS[inputs['data-center']])
  const proxy = proxyFor(base, environment)
  if (typeof proxy === 'object') addError(diagnostics, { variable: proxy.variable }, proxy.message)
  // A separate chunk, because most runs do not need it.
  const preview = inputs['preview-to'].length > 0 ? await import('./notification/preview.ts') : undefined
  const previewers = preview?.checkPreviewers(inputs['preview-to'], diagnostics) ?? []
  const once = readOnce(inputs, given, base, environment, diagnostics)

  const file = await readFile(inputs, { environment, files, now }, diagnostics)
  // If the file cannot be read, its content is unknown: an error about a missing value would mislead.
  if (file === undefined) return undefined
  const draft = mergeDrafts(draftFromInputs(inputs, given), file)
  rejectSecrets(draft, secretsIn(environment), diagnostics)
  preview?.rejectAudiences(inputs['preview-to'], draft, diagnostics)
  // Without credentials the record is not read: nothing says that all of it was sent.
  const mayBeSent = once !== undefined && credentials !== undefined && !preview
  const context = { now, mayBeSent, isPreview: preview !== undefined }
  const { notifications, schedule } = await compose(draft, context, diagnostics)
  if (notifications[0]) preview?.warnIfUnmarked(notifications[0], diagnostics)
  if (errorsIn(diagnostics).length > 0 || typeof proxy === 'object') return undefined
  return {
    inputs,
    base,
    proxy,
    credentials,
    once: preview ? undefined : once,
    isPreview: preview !== undefined,
    payload: notifications.map((notification) => ({
      notification: preview ? preview.previewOf(notification, previewers, now) : notification,
    })),
    schedule,
  }
}

/** Reads the notification file. The code for files and expressions is in its own chunk, since most runs do not need it. */
async function readFile(
  inputs: Inputs,
  { environment, files }: Sources,
  diagnostics: Diagnostics,
): Promise<Draft | undefined> {
  const path = inputs['notification-file']
  if (path === undefined) return {}
  const { loadReader } = await import(/* webpackChunkName: "overrides" */ './notification-file/load.ts')
  const { readDraft } = await loadReader()
  return readDraft(path, { environment, files, isDryRun: inputs['dry-run'] }, diagnostics)
}
