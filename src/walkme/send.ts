import type { Exchange } from '../http/exchange.ts'
import type { HttpClient } from '../http/http.ts'
import { type RetryContext, retry } from '../http/retry.ts'
import type { Log } from '../log/log.ts'
import type { SendBody } from '../notification/notification.ts'
import { seconds } from '../text.ts'
import type { HttpAnswer } from './answer.ts'
import { type Progress, resultOfBug } from './bug.ts'
import { describeResult, describeTry, systemName } from './messages.ts'
import { notificationIdOf } from './notification-id.ts'
import { reportsError } from './reported-error.ts'
import { type SystemResult, unsent } from './result.ts'
import { explainFailure, explainMixedAnswer, postNotification } from './send-request.ts'
import type { TokenSource } from './token-source.ts'
import { afterSend, classify } from './verdict.ts'

/** What a send needs, the same for all systems. */
export interface Delivery {
  http: HttpClient
  base: URL
  tokens: TokenSource
  retryContext: RetryContext
  /** Deliver at least once instead of at most once: try again even if people may have received it. */
  resendWhenUncertain: boolean
  /** Whether it goes to the people of a preview only. What WalkMe took is then `preview` instead of `sent`. */
  isPreview: boolean
  log: Log
}

/**
 * Sends one notification. The outcome is `uncertain` unless it is certain whether WalkMe acted on it. Never rejects: a
 * bug of the action is the reason in the result.
 */
export async function sendNotification(delivery: Delivery, body: SendBody): Promise<SystemResult> {
  const progress: Progress = { tries: [], isPosting: false }
  try {
    return await deliver(delivery, body, progress)
  } catch (bug) {
    return resultOfBug(bug, body, progress, delivery.log)
  }
}

async function deliver(delivery: Delivery, body: SendBody, progress: Progress): Promise<SystemResult> {
  const { http, base, tokens, retryContext, resendWhenUncertain, log } = delivery
  const issued = await tokens.get()
  if ('reason' in issued) return unsent(body, 'not-sent', issued.reason)

  const name = systemName(body)
  const started = retryContext.elapsed()
  const { tries } = progress
  let token = issued.token
  let refusedRenewal: string | undefined
  let isRenewed = false

  async function post(): Promise<Exchange> {
    const began = retryContext.elapsed()
    progress.isPosting = true
    const exchange = await postNotification(http, base, token, body)
    tries.push(exchange)
    progress.isPosting = false
    log.debug(
      `Send, try ${tries.length}: ${describeTry(exchange)} after ${Math.round(retryContext.elapsed() - began)} ms`,
    )
    return exchange
  }

  // After a 401, WalkMe has certainly not acted on the send. Get one new token and try once more; this does not count as
  // a retry.
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
  const result = {
    ...conclude(body, tries, last, log.redact),
    milliseconds: retryContext.elapsed() - started,
  }
  if (refusedRenewal !== undefined) result.reason = refusedRenewal
  if (delivery.isPreview && result.outcome === 'sent') result.outcome = 'preview'
  log.info(describeResult(result))
  return result
}

/** Checks the credentials by requesting a token: a dry run does this instead of a send. Never rejects. */
export async function checkCredentials({ tokens, log }: Delivery, body: SendBody): Promise<SystemResult> {
  try {
    const issued = await tokens.get()
    if ('reason' in issued) return unsent(body, 'not-sent', issued.reason)
    return unsent(body, 'dry-run', 'The credentials are good: WalkMe issued a token for them.')
  } catch (bug) {
    return resultOfBug(bug, body, { tries: [], isPosting: false }, log)
  }
}

/** The result of all tries. If WalkMe may have acted on one of them, the outcome is `uncertain` unless a try succeeded. */
function conclude(
  body: SendBody,
  tries: readonly Exchange[],
  last: Exchange,
  redact: Log['redact'],
): SystemResult {
  const endUserIds = body.notification.endUsersIds ?? []
  const answer = tries.findLast((exchange): exchange is HttpAnswer => exchange.kind === 'answer')
  const unknown = tries.find((exchange) => classify(exchange) === 'unknown')
  const result = {
    ...unsent(body, 'not-sent', explainFailure(last, endUserIds, redact)),
    attempts: tries.length,
  }
  if (answer) {
    const response = redact(answer.body, answer.complete)
    Object.assign(result, { httpStatus: answer.status, response })
  }

  if (last === answer && classify(answer) === 'acted-on') {
    const reasons = [
      reportsError(answer) ? explainMixedAnswer(answer, endUserIds, redact) : '',
      unknown === undefined ? '' : 'An earlier try may have been delivered too: people may have it twice.',
    ]
    const reason = reasons.filter(Boolean).join(' ')
    return { ...result, outcome: 'sent', notificationId: redact(notificationIdOf(answer)), reason }
  }
  return unknown === undefined
    ? result
    : { ...result, outcome: 'uncertain', reason: explainFailure(unknown, endUserIds, redact) }
}
