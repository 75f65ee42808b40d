import type { Environment } from '../environment.ts'
import { proxyVariables } from '../http/proxy.ts'
import type { Log } from '../log/log.ts'
import { base64FormsOf, SHORTEST_SECRET } from '../log/redact.ts'
import { capitalize } from '../text.ts'
import { spellingsOf } from './input-text.ts'
import type { InputName } from './schema.ts'

/** A secret of the environment. */
export interface Secret {
  /** What it is, as a part of a sentence; never its value. */
  what: string
  value: string
  /** Further texts that give it away, such as the value of the Basic header. */
  derived: string[]
}

/** Every secret of the environment: the client secret, GitHub's token, and the passwords of the proxies. */
export function secretsIn(environment: Environment): Secret[] {
  const secrets: Secret[] = []
  // All spellings, also where two of them differ, which is a mistake.
  const textsOf = (name: InputName) => new Set(spellingsOf(environment, name).map(({ text }) => text))
  const clientIds = textsOf('client-id')
  for (const value of textsOf('client-secret')) {
    const pairs = (clientIds.size > 0 ? [...clientIds] : ['']).map((clientId) => `${clientId}:${value}`)
    const derived = pairs.flatMap(base64FormsOf)
    if (value.length >= SHORTEST_SECRET) derived.push(...base64FormsOf(value))
    secrets.push({ what: 'the value of "client-secret"', value, derived })
  }
  for (const value of textsOf('github-token'))
    secrets.push({ what: 'the value of "github-token"', value, derived: [] })
  for (const [name, proxy] of proxyVariables(environment)) {
    // Up to the last @, so that a password with a # or / that is not encoded is hidden too.
    const [, userInfo] = /^(?:[a-z0-9+.-]+:\/\/)?(.*)@/is.exec(proxy) ?? []
    const password = userInfo?.slice(userInfo.indexOf(':') + 1)
    if (!password || !userInfo?.includes(':')) continue
    const value = decoded(password)
    const derived = [password, ...base64FormsOf(decoded(userInfo))]
    // The same proxy often stands in several variables.
    if (!secrets.some((secret) => secret.value === value))
      secrets.push({ what: `the password in ${name}`, value, derived })
  }
  return secrets
}

/** Hides every secret of the environment before anything else is read or written. Then warns of those that are too short. */
export function hideSecrets(environment: Environment, log: Log): void {
  const secrets = secretsIn(environment)
  for (const { value, derived } of secrets) for (const text of [value, ...derived]) log.hide(text)
  for (const { what, value } of secrets)
    if (value.length < SHORTEST_SECRET)
      log.warning(
        `${capitalize(what)} has less than four characters, so it is not masked: that would blank the log of the ` +
          'whole job. Use a longer one.',
      )
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
