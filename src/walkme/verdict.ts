import type { Exchange } from '../http/exchange.ts'
import { type RetryDecision, retryAfter } from '../http/retry.ts'
import { saysError, unexpectedContent } from './answer.ts'
import { isCertificateFailure } from './failure.ts'

/** Whether WalkMe acted on one try of the send. */
export type Verdict = 'acted-on' | 'not-acted-on' | 'unknown'

/**
 * Whether WalkMe acted on a try. Only what is certain is called so: gateways answer 5xx after a server behind
 * them took the request, and a connection can break after the request was read.
 */
export function classify(exchange: Exchange): Verdict {
  if (exchange.kind === 'failure') return exchange.mayHaveBeenSent ? 'unknown' : 'not-acted-on'
  const { status, headers } = exchange
  if (status >= 200 && status <= 299)
    return unexpectedContent(exchange) || saysError(exchange) ? 'unknown' : 'acted-on'
  if (status === 303 || status === 408) return 'unknown'
  if (status === 503) return retryAfter(headers, 0) === undefined ? 'unknown' : 'not-acted-on'
  return status >= 300 && status <= 499 ? 'not-acted-on' : 'unknown'
}

/**
 * What to do after a try of the send.
 *
 * @param resendWhenUncertain whether a try that may have been delivered may be followed by another
 * @param now milliseconds since the epoch, for a `Retry-After` that is a date
 */
export function afterSend(exchange: Exchange, resendWhenUncertain: boolean, now: number): RetryDecision {
  const verdict = classify(exchange)
  if (verdict === 'unknown') return resendWhenUncertain ? again(exchange, now) : 'stop'
  const mends =
    exchange.kind === 'failure' ? !isCertificateFailure(exchange) : [429, 503].includes(exchange.status)
  return verdict === 'not-acted-on' && mends ? again(exchange, now) : 'stop'
}

/** What to do after a try of the token request, which does nothing to anybody and may be repeated freely. */
export function afterTokenRequest(exchange: Exchange, now: number): RetryDecision {
  if (exchange.kind === 'failure') return isCertificateFailure(exchange) ? 'stop' : again(exchange, now)
  const { status, complete } = exchange
  const isPassing = status === 408 || status === 429 || status >= 500
  const brokeOff = status >= 200 && status <= 299 && !complete
  return isPassing || brokeOff ? again(exchange, now) : 'stop'
}

function again(exchange: Exchange, now: number): RetryDecision {
  return { again: true, after: (exchange.kind === 'answer' && retryAfter(exchange.headers, now)) || 0 }
}
