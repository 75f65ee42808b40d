import { createHash } from 'node:crypto'
import { addError, addWarning, type Diagnostics } from '../diagnostics.ts'
import type { Environment } from '../environment.ts'
import { isLoopback } from '../http/base-url.ts'
import { proxyFor } from '../http/proxy.ts'
import type { Inputs } from './schema.ts'

/** One run of a job, identified as GitHub does it. */
export interface Run {
  id: string
  /** From 1. */
  attempt: number
  job: string
}

/** Where the record of a key is kept, and which run reads and writes it. */
export interface OnceSettings {
  key: string
  /** The record's ref, `refs/walkme/…`. */
  ref: string
  /** The key of `after-key`, and the ref of its record. */
  after?: { key: string; ref: string } | undefined
  token: string
  api: URL
  /** The URL of a forward proxy. */
  proxy: string | undefined
  owner: string
  repository: string
  run: Run
  /** The URL of a run of this repository, without the run's ID at the end. */
  runsUrl: string
}

/**
 * Reads the settings for sending once. Undefined if there is no `once-key`, or if there is a mistake.
 *
 * @param base the base URL of WalkMe's API
 */
export function readOnce(
  inputs: Inputs,
  given: ReadonlySet<string>,
  base: URL,
  environment: Environment,
  diagnostics: Diagnostics,
): OnceSettings | undefined {
  const { 'once-key': key, 'after-key': afterKey, 'github-token': token } = inputs
  warnOfGap('once-key', key, diagnostics)
  warnOfGap('after-key', afterKey, diagnostics)
  // A key that was given but cannot be used has already been reported.
  if (afterKey !== undefined && !given.has('once-key')) {
    const message =
      'It needs a "once-key" beside it: the key of this notification, which people then receive once.'
    addError(diagnostics, { input: 'after-key' }, message)
  }
  if (key === undefined) return undefined
  if (afterKey === key) {
    const message =
      'It is the same as "once-key". Give the key under which the earlier notification was sent, and a "once-key" of its own to this one.'
    addError(diagnostics, { input: 'after-key' }, message)
  }
  if (token === undefined) {
    const message =
      'It is empty, but "once-key" needs it for its record. Leave the input out to use the job\'s own token; act has none, so add --secret GITHUB_TOKEN=….'
    // A token that was given but cannot be used has already been reported.
    if (!given.has('github-token')) addError(diagnostics, { input: 'github-token' }, message)
    return undefined
  }
  const location = { input: 'once-key' }
  const [, owner, repository] = /^([^/\s]+)\/([^/\s]+)$/.exec(environment['GITHUB_REPOSITORY'] ?? '') ?? []
  const api = URL.parse(environment['GITHUB_API_URL'] || 'https://api.github.com')
  if (owner === undefined || repository === undefined) {
    addError(
      diagnostics,
      location,
      'The record is kept in a repository, but GITHUB_REPOSITORY does not name one as owner/name. With act, add --env GITHUB_REPOSITORY=owner/name.',
    )
    return undefined
  }
  if (api === null || !/^https?:$/.test(api.protocol)) {
    addError(diagnostics, location, 'The record is kept at GITHUB_API_URL, which is not a URL.')
    return undefined
  }
  const proxy = proxyFor(api, environment)
  if (typeof proxy === 'object') {
    const { variable, message } = proxy
    // The API's base URL usually has the same proxy, whose mistake has already been reported.
    const isReported = diagnostics.some(
      ({ location }) => 'variable' in location && location.variable === variable,
    )
    if (!isReported) addError(diagnostics, { variable }, message)
    return undefined
  }
  const server = environment['GITHUB_SERVER_URL'] || 'https://github.com'
  const isTrial = isLoopback(base.hostname)
  return {
    key,
    ref: refOf(key, isTrial),
    after: afterKey === undefined ? undefined : { key: afterKey, ref: refOf(afterKey, isTrial) },
    token,
    api,
    proxy,
    owner,
    repository,
    run: runOf(environment),
    runsUrl: `${server}/${owner}/${repository}/actions/runs/`,
  }
}

// Where an expression was empty, the sign before or after it is left over.
const GAP = /^[-_:/]|[-_:/]$|--/

function warnOfGap(input: string, key: string | undefined, diagnostics: Diagnostics): void {
  const [sign] = GAP.exec(key ?? '') ?? []
  const harm = ' Then the next announcement has the same key, and is skipped as already sent.'
  const message = `There is a gap at "${sign}": is an expression in the key empty?${input === 'once-key' ? harm : ''}`
  if (sign !== undefined) addWarning(diagnostics, { input }, message)
}

/**
 * The ref of a key's record. The key is hashed, because the name of a ref allows fewer characters than a key.
 *
 * @param isTrial whether WalkMe's API is a stand-in on this machine: a rehearsal does not use up the key
 */
export function refOf(key: string, isTrial: boolean): string {
  return `refs/walkme/${isTrial ? 'trial/' : ''}${createHash('sha256').update(key, 'utf8').digest('hex')}`
}

/** This run of the job, read from the runner's environment variables. */
export function runOf(environment: Environment): Run {
  const attempt = Number(environment['GITHUB_RUN_ATTEMPT'])
  return {
    id: environment['GITHUB_RUN_ID'] ?? '',
    attempt: Number.isSafeInteger(attempt) && attempt > 0 ? attempt : 1,
    job: environment['GITHUB_JOB'] ?? '',
  }
}
