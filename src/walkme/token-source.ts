import type { Exchange } from '../http/exchange.ts'
import type { HttpClient } from '../http/http.ts'
import { type RetryContext, retry } from '../http/retry.ts'
import type { Credentials } from '../inputs/credentials.ts'
import type { Log } from '../log/log.ts'
import { base64FormsOf } from '../log/redact.ts'
import { seconds } from '../text.ts'
import { clockDifference, clockRefusal } from './clock.ts'
import { describeTry } from './messages.ts'
import { readToken, requestToken, type TokenResult } from './token.ts'
import { afterTokenRequest } from './verdict.ts'

/** Provides tokens: one for the whole run, and a new one if WalkMe refuses it. */
export interface TokenSource {
  /** The token of this run. It is requested once, however many callers need it. */
  get(): Promise<TokenResult>
  /** A new token to replace the refused one. It is requested once, however many callers report the same token. */
  renew(refused: string): Promise<TokenResult>
}

/** What a wrong clock causes: no token to send with, or a warning in a dry run. `none` if no time counts from the clock. */
export type ClockCheck = 'refuse' | 'warn' | 'none'

/** Creates a source that exchanges the credentials for tokens and hides each token from the log and the outputs. */
export function createTokenSource(
  http: HttpClient,
  base: URL,
  credentials: Credentials,
  retryContext: RetryContext,
  log: Log,
  clockCheck: ClockCheck = 'none',
): TokenSource {
  let current: { refused: string; result: Promise<TokenResult> } | undefined

  async function fetchToken(): Promise<TokenResult> {
    const began = retryContext.elapsed()
    const exchange = await retry(
      retryContext,
      () => requestToken(http, base, credentials),
      (last) => afterTokenRequest(last, retryContext.now()),
      (last: Exchange, wait) => log.info(`Token: ${describeTry(last)}, next try in ${seconds(wait)}`),
    )
    const difference = clockCheck === 'none' ? undefined : clockDifference(exchange, retryContext.now())
    const result = readToken(exchange, log.redact)
    if ('token' in result) {
      for (const form of [result.token, ...base64FormsOf(result.token)]) log.hide(form)
      log.info(`Token: ok (${Math.round(retryContext.elapsed() - began)} ms)`)
      if (difference !== undefined) {
        const reason = clockRefusal(difference)
        if (clockCheck === 'refuse') return { reason }
        log.warning(reason)
      }
    }
    return result
  }

  function renew(refused: string): Promise<TokenResult> {
    if (current?.refused !== refused) current = { refused, result: fetchToken() }
    return current.result
  }
  return { get: () => current?.result ?? renew(''), renew }
}
