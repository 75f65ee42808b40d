import type { SendBody } from '../notification/notification.ts'
import type { Log } from '../report/log.ts'
import type { Answer } from './answer.ts'
import type { Exchange } from './exchange.ts'
import type { Http } from './http.ts'
import { notificationIdOf } from './notification-id.ts'
import { type SystemResult, unsent } from './result.ts'
import { type Pace, retry } from './retry.ts'
import { explain, postNotification } from './send.ts'
import type { TokenSource } from './token-source.ts'
import { afterSend, classify } from './verdict.ts'
import { describeResult, describeTry, nameOf, seconds } from './words.ts'

/** What a delivery needs. */
export interface Delivery {
  http: Http
  base: URL
  tokens: TokenSource
  pace: Pace
  /** At least once instead of at most once: try again even when people may have got it. */
  resendWhenUncertain: boolean
  log: Log
}

/** Sends one notification, and calls certain only what is certain. */
export async function send(delivery: Delivery, body: SendBody): Promise<SystemResult> {
  const { http, base, tokens, pace, resendWhenUncertain, log } = delivery
  const issued = await tokens.get()
  if ('reason' in issued) return unsent(body, 'not-sent', issued.reason)

  const name = nameOf(body)
  const started = pace.elapsed()
  const tries: Exchange[] = []
  let token = issued.token
  let refusedRenewal: string | undefined
  let isRenewed = false

  async function post(): Promise<Exchange> {
    const began = pace.elapsed()
    const exchange = await postNotification(http, base, token, body)
    tries.push(exchange)
    log.debug(
      `Send, try ${tries.length}: ${describeTry(exchange)} after ${Math.round(pace.elapsed() - began)} ms`,
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
    if ('reason' in renewed || pace.signal.aborted) return exchange
    token = renewed.token
    return post()
  }

  const last = await retry(
    pace,
    attempt,
    (exchange) => afterSend(exchange, resendWhenUncertain, pace.now()),
    (exchange, wait) => log.info(`${name}: ${describeTry(exchange)}, next try in ${seconds(wait)}`),
  )
  const result = { ...conclude(body, tries, last), milliseconds: pace.elapsed() - started }
  if (refusedRenewal !== undefined) result.reason = refusedRenewal
  log.info(describeResult(result))
  return result
}

/** What a dry run does instead of a send: it proves the credentials. */
export async function prove(tokens: TokenSource, body: SendBody): Promise<SystemResult> {
  const issued = await tokens.get()
  if ('reason' in issued) return unsent(body, 'not-sent', issued.reason)
  return unsent(body, 'dry-run', 'The credentials are good: WalkMe issued a token for them.')
}

/** The verdict over several tries: once one is unknown, only a later success can make it anything else. */
function conclude(body: SendBody, tries: readonly Exchange[], last: Exchange): SystemResult {
  const people = body.notification.endUsersIds ?? []
  const answer = tries.findLast((exchange): exchange is Answer => exchange.kind === 'answer')
  const doubt = tries.find((exchange) => classify(exchange) === 'unknown')
  const result = { ...unsent(body, 'not-sent', explain(last, people)), attempts: tries.length }
  if (answer) Object.assign(result, { httpStatus: answer.status, response: answer.body })

  if (last === answer && classify(answer) === 'acted-on') {
    const reason =
      doubt === undefined ? '' : 'An earlier try may have been delivered too: people may have it twice.'
    return { ...result, outcome: 'sent', notificationId: notificationIdOf(answer), reason }
  }
  return doubt === undefined ? result : { ...result, outcome: 'uncertain', reason: explain(doubt, people) }
}
