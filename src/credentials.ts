import { type Findings, mistake, warn } from './findings.ts'
import { type Environment, inputText } from './inputs/environment.ts'
import type { Inputs } from './inputs/schema.ts'
import type { Log } from './report/log.ts'
import { base64FormsOf } from './report/secrets.ts'
import { proxyVariables } from './walkme/proxy.ts'
import type { Credentials } from './walkme/token.ts'

/**
 * Hides every secret that came with the environment, before anything else is read or written: the client secret,
 * the Basic header's value, GitHub's token, and the passwords of the proxies.
 */
export function hideSecrets(environment: Environment, log: Log): void {
  const clientId = inputText(environment, 'client-id') ?? ''
  const clientSecret = inputText(environment, 'client-secret')
  if (clientSecret !== undefined) {
    log.hide(clientSecret)
    for (const form of [...base64FormsOf(`${clientId}:${clientSecret}`), ...base64FormsOf(clientSecret)])
      log.hide(form)
  }
  const githubToken = inputText(environment, 'github-token')
  if (githubToken !== undefined) log.hide(githubToken)
  for (const [, proxy] of proxyVariables(environment)) {
    // Up to the last @: whoever did not encode a # or / of the password must not see it printed either.
    const [, userInfo] = /^(?:[a-z0-9+.-]+:\/\/)?(.*)@/is.exec(proxy) ?? []
    const password = userInfo?.slice(userInfo.indexOf(':') + 1)
    if (!password || !userInfo?.includes(':')) continue
    log.hide(password)
    log.hide(decoded(password))
    for (const form of base64FormsOf(decoded(userInfo))) log.hide(form)
  }
}

/**
 * The credentials, or undefined where both halves are missing and that is no mistake: a dry run goes without,
 * and `on-missing-credentials: skip` skips.
 */
export function readCredentials(
  inputs: Inputs,
  given: ReadonlySet<string>,
  environment: Environment,
  found: Findings,
): Credentials | undefined {
  const hasId = given.has('client-id')
  const hasSecret = given.has('client-secret')
  if (hasId !== hasSecret) {
    const [missing, there] = hasId ? ['client-secret', 'client-id'] : ['client-id', 'client-secret']
    mistake(
      found,
      { input: missing },
      `It is missing, and "${there}" alone is of no use. Give both halves of the API key, or neither.`,
    )
  } else if (!hasId && !inputs['dry-run']) {
    if (inputs['on-missing-credentials'] === 'fail') {
      mistake(
        found,
        { input: 'client-id' },
        'The credentials are missing: "client-id" and "client-secret" are both empty. Pull requests from forks, ' +
          'Dependabot and reusable workflows without "secrets: inherit" get no secrets; ' +
          '"on-missing-credentials: skip" lets those pass.',
      )
    } else if (!getsNoSecrets(environment)) {
      warn(
        found,
        { input: 'on-missing-credentials' },
        'The credentials are missing although this is no pull request and not Dependabot. ' +
          'Has a secret been renamed or deleted? Nothing is sent.',
      )
    }
  }
  const { 'client-id': clientId, 'client-secret': clientSecret } = inputs
  return clientId !== undefined && clientSecret !== undefined ? { clientId, clientSecret } : undefined
}

/** Whether GitHub keeps the secrets from this run. `pull_request_target` has them, but for Dependabot. */
function getsNoSecrets(environment: Environment): boolean {
  const isPullRequest = /^pull_request(_review|_review_comment)?$/.test(
    environment['GITHUB_EVENT_NAME'] ?? '',
  )
  return isPullRequest || environment['GITHUB_ACTOR'] === 'dependabot[bot]'
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
