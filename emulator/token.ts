import { randomBytes } from 'node:crypto'
import type { Account } from './account.ts'
import { type Answer, json, oauthError } from './answer.ts'
import { type RecordedRequest, wrongForm } from './request.ts'

/** The token call, and the memory of which tokens it gave out. */
export interface TokenDesk {
  /** Answers a token request. `expired`: the token that is issued is a dead one. */
  answer(request: RecordedRequest, options?: { expired?: boolean }): Answer
  /** Whether this token was issued here and is alive. */
  honours(token: string): boolean
  /** Every token issued so far is dead from now on. */
  expireAll(): void
}

/** @param lifeSeconds How long a token lives; the contract says 24 hours. */
export function openTokenDesk(account: Account, lifeSeconds: number): TokenDesk {
  const expiry = new Map<string, number>()
  return {
    answer(request, { expired = false } = {}) {
      const refusal = refuse(request, account)
      if (refusal !== undefined) return refusal
      const token = randomBytes(32).toString('base64url')
      expiry.set(token, expired ? 0 : Date.now() + lifeSeconds * 1000)
      const body = { access_token: token, token_type: 'bearer', expires_in: lifeSeconds }
      return json(200, body, { 'cache-control': 'no-store' })
    },
    honours: (token) => (expiry.get(token) ?? 0) > Date.now(),
    expireAll: () => expiry.clear(),
  }
}

function refuse(request: RecordedRequest, account: Account): Answer | undefined {
  const form = wrongForm(request, 'application/x-www-form-urlencoded')
  if (form !== undefined) {
    const headers: Answer['headers'] = form.status === 405 ? { allow: 'POST' } : {}
    return oauthError(form.status, 'invalid_request', form.message, headers)
  }
  const stranger = refuseClient(request.headers['authorization'], account)
  if (stranger !== undefined) {
    return oauthError(401, 'invalid_client', stranger, { 'www-authenticate': 'Basic realm="emulator"' })
  }
  return refuseGrant(request.body)
}

function refuseClient(authorization: string | undefined, account: Account): string | undefined {
  if (authorization === undefined) return 'There is no Authorization header'
  const [scheme, encoded, ...rest] = authorization.split(' ')
  if (scheme !== 'Basic' || encoded === undefined || rest.length > 0) {
    return 'The Authorization header must be: Basic, one space, base64 of id:secret'
  }
  const bytes = Buffer.from(encoded, 'base64')
  // Buffer decodes leniently; only what encodes back to itself was base64.
  if (bytes.toString('base64') !== encoded) return 'The Basic credentials are not base64'
  const pair = bytes.toString('utf8')
  if (!pair.includes(':')) return 'The Basic credentials have no colon between ID and secret'
  return pair === `${account.clientId}:${account.clientSecret}`
    ? undefined
    : 'Unknown client ID or wrong secret'
}

function refuseGrant(body: string): Answer | undefined {
  const parameters = [...new URLSearchParams(body)]
  const grants = parameters.filter(([name]) => name === 'grant_type').map(([, value]) => value)
  if (grants.length !== 1) {
    return oauthError(400, 'invalid_request', 'The body must hold grant_type exactly once')
  }
  if (grants[0] !== 'client_credentials') {
    return oauthError(400, 'unsupported_grant_type', 'grant_type must be client_credentials')
  }
  const extra = parameters.map(([name]) => name).filter((name) => name !== 'grant_type')
  if (extra.length === 0) return undefined
  return oauthError(400, 'invalid_request', `The body holds more than grant_type: ${extra.join(', ')}`)
}
