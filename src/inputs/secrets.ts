import type { Environment } from '../environment.ts'
import { proxyVariables } from '../http/proxy.ts'
import type { Log } from '../log/log.ts'
import { base64FormsOf } from '../log/redact.ts'
import { inputText } from './input-text.ts'

/**
 * Hides every secret of the environment before anything else is read or written: the client secret,
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
    // Up to the last @, so that a password with a # or / that is not encoded is hidden too.
    const [, userInfo] = /^(?:[a-z0-9+.-]+:\/\/)?(.*)@/is.exec(proxy) ?? []
    const password = userInfo?.slice(userInfo.indexOf(':') + 1)
    if (!password || !userInfo?.includes(':')) continue
    log.hide(password)
    log.hide(decoded(password))
    for (const form of base64FormsOf(decoded(userInfo))) log.hide(form)
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
