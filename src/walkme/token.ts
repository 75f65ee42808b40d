import * as z from 'zod/mini'
import { callUrl } from '../http/base-url.ts'
import type { Exchange } from '../http/exchange.ts'
import { type HttpClient, USER_AGENT } from '../http/http.ts'
import type { Credentials } from '../inputs/credentials.ts'
import { decode } from '../log/decode.ts'
import { type HttpAnswer, isMarkup, jsonOf, oauthError, type Redact, serverMessage } from './answer.ts'
import { describeFailure } from './failure.ts'

/** The result of the token request: a token, or the reason why there is none, in sentences. */
export type TokenResult = { token: string } | { reason: string }

// RFC 6749 §5.1. The token goes into a header, so it must be printable ASCII (RFC 6750 §2.1 allows less).
const tokenSchema = z.looseObject({
  access_token: z.string().check(z.regex(/^[\x21-\x7e]+$/)),
  token_type: z.optional(z.string().check(z.regex(/^bearer$/i))),
})

/** The value of the `Authorization` header for the token request: `id:secret` in UTF-8 and base64, RFC 7617. */
function basicAuthorization({ clientId, clientSecret }: Credentials): string {
  return `Basic ${Buffer.from(`${clientId}:${clientSecret}`, 'utf8').toString('base64')}`
}

/** Requests a token with the credentials, once: RFC 6749 §4.4. */
export function requestToken(http: HttpClient, base: URL, credentials: Credentials): Promise<Exchange> {
  const url = callUrl(base, '/accounts/connect/token')
  const headers = {
    authorization: basicAuthorization(credentials),
    'content-type': 'application/x-www-form-urlencoded',
    accept: 'application/json',
    'user-agent': USER_AGENT,
  }
  return http.request({ method: 'POST', url, headers, body: 'grant_type=client_credentials' })
}

/** Reads the answer to the token request. The reason never shows any part of an answer that may hold a token. */
export function readToken(exchange: Exchange, redact?: Redact): TokenResult {
  if (exchange.kind === 'failure') return { reason: `No token: ${describeFailure(exchange)}.` }
  const { status } = exchange
  if (status < 200 || status > 299) return { reason: refusal(exchange, redact) }
  if (!exchange.complete) return { reason: `No token: the answer (HTTP ${status}) broke off.` }
  if (isMarkup(exchange))
    return {
      reason: `No token: HTTP ${status} with ${serverMessage(exchange)}. Check data-center and api-url.`,
    }

  const parsed = z.safeParse(tokenSchema, jsonOf(exchange))
  if (parsed.success) return { token: parsed.data.access_token }
  return {
    reason: `No token: the answer (HTTP ${status}) is not the JSON with a bearer token that OAuth 2.0 asks for. Check api-url.`,
  }
}

// A refusal that holds a token all the same. It may also be written with escapes.
const TOKEN_MEMBER = /(access|refresh|id)_?token/i

function refusal(answer: HttpAnswer, redact: Redact | undefined): string {
  const { status } = answer
  const message = TOKEN_MEMBER.test(decode(answer.body).text)
    ? 'an answer that may hold a token, so it is not shown'
    : serverMessage(answer, [], redact)
  const quoted = message === '' ? `HTTP ${status}` : `HTTP ${status}, ${message}`
  if (status === 401 || oauthError(answer) === 'invalid_client') {
    return (
      `WalkMe does not know this client ID and secret (${quoted}). Compare client-id and client-secret ` +
      'with the API key in the Admin Center, and data-center with the data center of the account.'
    )
  }
  if (status >= 300 && status < 400) {
    return `No token: the server redirects (HTTP ${status}), and credentials are not sent after a redirect. Check data-center and api-url.`
  }
  if (status === 404)
    return `No token: there is no token endpoint here (${quoted}). Check data-center and api-url.`
  return `No token: the server refused the request (${quoted}).`
}
