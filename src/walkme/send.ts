import type { Exchange } from '../http/exchange.ts'
import type { HttpClient } from '../http/http.ts'
import { type RetryContext, retry } from '../http/retry.ts'
import type { Log } from '../log/log.ts'
import type { SendBody } from '../notification/notification.ts'
import { seconds } from '../text.ts'
import type { HttpAnswer } from './answer.ts'
import { describeResult, describeTry, systemName } from './messages.ts'
import { notificationIdOf } from './notification-id.ts'
import { type SystemResult, unsent } from './result.ts'
import { explainFailure, postNotification } from './send-request.ts'
import type { TokenSource } from './token-source.ts'
import { afterSend, classify } from './verdict.ts'

/** What a delivery needs. */
export interface Delivery {
  http: HttpClient
  base: URL
  tokens: TokenSource
  retryContext: RetryContext
  /** At least once instead of at most once: try again even when people may have got it. */
  resendWhenUncertain: boolean
  log: Log
}

/** Sends one notification, and calls certain only what is certain. */
export async function sendNotification(delivery: Delivery, body: SendBody): Promise<SystemResult> {
  const { http, base, tokens, retryContext, resendWhenUncertain, log } = delivery
  const issued = await tokens.get()
  if ('reason' in issued) return unsent(body, 'not-sent', issued.reason)

  const name = systemName(body)
  const started = retryContext.elapsed()
  const tries: Exchange[] = []
  let token = issued.token
  let refusedRenewal: string | undefined
  let isRenewed = false

  async function post(): Promise<Exchange> {
    const began = retryContext.elapsed()
    const exchange = await postNotification(http, base, token, body)
    tries.push(exchange)
    log.debug(
      `Send, try ${tries.length}: ${describeTry(exchange)} after ${Math.round(retryContext.elapsed() - began)} ms`,
    )
    return exchange
  }

  // A refused token is certain not to have been acted on: one new token, one more try, outside the retries.
  async function attempt(): Promise<Exchange> {
    const exchange = await post()
    if (isRenewed || exchange.kind === 'failure' || exchange.status !== 401) return exchange
    isRenewed = true
    const renewed = await tokens.renew(token)
    if ('reason' in renewed) refusedRenewal = renewed.reason
    if ('reason' in renewed || retryContext.signal.aborted) return exchange
    token = renewed.token
    return post()
  }

  const last = await retry(
    retryContext,
    attempt,
    (exchange) => afterSend(exchange, resendWhenUncertain, retryContext.now()),
    (exchange, wait) => log.info(`${name}: ${describeTry(exchange)}, next try in ${seconds(wait)}`),
  )
  const result = { ...conclude(body, tries, last), milliseconds: retryContext.elapsed() - started }
  if (refusedRenewal !== undefined) result.reason = refusedRenewal
  log.info(describeResult(result))
  return result
}

/** What a dry run does instead of a send: it proves the credentials. */
export async function checkCredentials(tokens: TokenSource, body: SendBody): Promise<SystemResult> {
  const issued = await tokens.get()
  if ('reason' in issued) return unsent(body, 'not-sent', issued.reason)
  return unsent(body, 'dry-run', 'The credentials are good: WalkMe issued a token for them.')
}

/** The verdict over several tries: once one is unknown, only a later success can make it anything else. */
function conclude(body: SendBody, tries: readonly Exchange[], last: Exchange): SystemResult {
  const people = body.notification.endUsersIds ?? []
  const answer = tries.findLast((exchange): exchange is HttpAnswer => exchange.kind === 'answer')
  const doubt = tries.find((exchange) => classify(exchange) === 'unknown')
  const result = { ...unsent(body, 'not-sent', explainFailure(last, people)), attempts: tries.length }
  if (answer) Object.assign(result, { httpStatus: answer.status, response: answer.body })

  if (last === answer && classify(answer) === 'acted-on') {
    const reason =
      doubt === undefined ? '' : 'An earlier try may have been delivered too: people may have it twice.'
    return { ...result, outcome: 'sent', notificationId: notificationIdOf(answer), reason }
  }
  return doubt === undefined
    ? result
    : { ...result, outcome: 'uncertain', reason: explainFailure(doubt, people) }
}
