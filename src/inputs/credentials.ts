import { addError, addWarning, type Diagnostics } from '../diagnostics.ts'
import type { Environment } from '../environment.ts'
import type { Inputs } from './schema.ts'

/** The two halves of an API key. */
export interface Credentials {
  clientId: string
  clientSecret: string
}

/**
 * The credentials, or undefined if one half or both are missing. Both may be missing in a dry run and with
 * `on-missing-credentials: skip`. Anything else is a mistake and is added to `diagnostics`.
 */
export function readCredentials(
  inputs: Inputs,
  given: ReadonlySet<string>,
  environment: Environment,
  diagnostics: Diagnostics,
): Credentials | undefined {
  const hasId = given.has('client-id')
  const hasSecret = given.has('client-secret')
  if (hasId !== hasSecret) {
    const [missing, present] = hasId ? ['client-secret', 'client-id'] : ['client-id', 'client-secret']
    addError(
      diagnostics,
      { input: missing },
      `It is missing. "${present}" alone does not help. Give both halves of the API key, or neither.`,
    )
  } else if (!hasId && !inputs['dry-run']) {
    if (inputs['on-missing-credentials'] === 'fail') {
      addError(
        diagnostics,
        { input: 'client-id' },
        'The credentials are missing: "client-id" and "client-secret" are both empty. Pull requests from forks, ' +
          'Dependabot and reusable workflows without "secrets: inherit" get no secrets; ' +
          '"on-missing-credentials: skip" lets those pass.',
      )
    } else if (!getsNoSecrets(environment)) {
      addWarning(
        diagnostics,
        { input: 'on-missing-credentials' },
        'The credentials are missing, although this run is neither a pull request nor from Dependabot. ' +
          'Has a secret been renamed or deleted? Nothing is sent.',
      )
    }
  }
  const { 'client-id': clientId, 'client-secret': clientSecret } = inputs
  return clientId !== undefined && clientSecret !== undefined ? { clientId, clientSecret } : undefined
}

/** Whether GitHub withholds the secrets from this run. `pull_request_target` has them, unless Dependabot started it. */
function getsNoSecrets(environment: Environment): boolean {
  const isPullRequest = /^pull_request(_review|_review_comment)?$/.test(
    environment['GITHUB_EVENT_NAME'] ?? '',
  )
  return isPullRequest || environment['GITHUB_ACTOR'] === 'dependabot[bot]'
}
