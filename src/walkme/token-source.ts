import type { Log } from '../report/log.ts'
import { base64FormsOf } from '../report/secrets.ts'
import type { Exchange } from './exchange.ts'
import type { Http } from './http.ts'
import { type Pace, retry } from './retry.ts'
import { type Credentials, readToken, requestToken, type TokenResult } from './token.ts'
import { afterTokenRequest } from './verdict.ts'
import { describeTry, seconds } from './words.ts'

/** Where tokens come from: one for the whole run, and a new one when WalkMe refuses it. */
export interface TokenSource {
  /** The token of this run; asked for once, however many want it. */
  get(): Promise<TokenResult>
  /** A token other than the one that was refused; asked for once, however many were refused. */
  renew(refused: string): Promise<TokenResult>
}

/** A source that exchanges the credentials for tokens and hides each of them from all that is written. */
export function openTokens(
  http: Http,
  base: URL,
  credentials: Credentials,
  pace: Pace,
  log: Log,
): TokenSource {
  let current: { refused: string; result: Promise<TokenResult> } | undefined

  async function fetchToken(): Promise<TokenResult> {
    const began = pace.elapsed()
    const exchange = await retry(
      pace,
      () => requestToken(http, base, credentials),
      (last) => afterTokenRequest(last, pace.now()),
      (last: Exchange, wait) => log.info(`Token: ${describeTry(last)}, next try in ${seconds(wait)}`),
    )
    const result = readToken(exchange)
    if ('token' in result) {
      for (const form of [result.token, ...base64FormsOf(result.token)]) log.hide(form)
      log.info(`Token: ok (${Math.round(pace.elapsed() - began)} ms)`)
    }
    return result
  }

  function renew(refused: string): Promise<TokenResult> {
    if (current?.refused !== refused) current = { refused, result: fetchToken() }
    return current.result
  }
  return { get: () => current?.result ?? renew(''), renew }
}
