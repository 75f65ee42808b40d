import type { Exchange } from '../http/exchange.ts'
import { type RetryDecision, retryAfter } from '../http/retry.ts'
import { type HttpAnswer, isMarkup } from './answer.ts'
import { isPermanent } from './failure.ts'
import { notificationIdOf } from './notification-id.ts'
import { reportsError } from './reported-error.ts'

/** Whether WalkMe acted on one try of the send. */
export type Verdict = 'acted-on' | 'not-acted-on' | 'unknown'

/**
 * Decides whether WalkMe acted on a try. If that is not certain, the verdict is `unknown`: a gateway can answer 5xx
 * after the server behind it accepted the request, and a connection can break after the server read the request.
 */
export function classify(exchange: Exchange): Verdict {
  if (exchange.kind === 'failure') return exchange.mayHaveBeenSent ? 'unknown' : 'not-acted-on'
  const { status, headers } = exchange
  if (status >= 200 && status <= 299) return isDoubtful(exchange) ? 'unknown' : 'acted-on'
  if (status === 303 || status === 408) return 'unknown'
  if (status === 503) return retryAfter(headers, 0) === undefined ? 'unknown' : 'not-acted-on'
  return status >= 300 && status <= 499 ? 'not-acted-on' : 'unknown'
}

/**
 * Decides what to do after a try of the send.
 *
 * @param resendWhenUncertain whether to try again after a try that may have been delivered
 * @param now milliseconds since the epoch, used if `Retry-After` is a date
 */
export function afterSend(exchange: Exchange, resendWhenUncertain: boolean, now: number): RetryDecision {
  const verdict = classify(exchange)
  if (verdict === 'unknown') return resendWhenUncertain ? again(exchange, now) : 'stop'
  const mayHelp =
    exchange.kind === 'failure' ? !isPermanent(exchange.error) : [429, 503].includes(exchange.status)
  return verdict === 'not-acted-on' && mayHelp ? again(exchange, now) : 'stop'
}

/** Decides what to do after a try of the token request. Nobody notices it, so it may be repeated freely. */
export function afterTokenRequest(exchange: Exchange, now: number): RetryDecision {
  if (exchange.kind === 'failure') return isPermanent(exchange.error) ? 'stop' : again(exchange, now)
  const { status, complete } = exchange
  const isTransient = status === 408 || status === 429 || status >= 500
  const isCutOff = status >= 200 && status <= 299 && !complete
  return isTransient || isCutOff ? again(exchange, now) : 'stop'
}

/** Whether a 2xx answer may come from something other than WalkMe, or reports an error and no notification. */
function isDoubtful(answer: HttpAnswer): boolean {
  return isMarkup(answer) || (reportsError(answer) && notificationIdOf(answer) === '')
}

function again(exchange: Exchange, now: number): RetryDecision {
  return { again: true, after: (exchange.kind === 'answer' && retryAfter(exchange.headers, now)) || 0 }
}
