import type { SendBody } from '../notification/notification.ts'
import type { Log } from '../report/log.ts'
import type { SystemResult } from '../report/report.ts'
import type { Http } from './http.ts'
import { notificationIdOf } from './notification-id.ts'
import { classify, explain, postNotification } from './send.ts'
import { type Credentials, requestToken, type TokenResult } from './token.ts'

/** What a delivery needs of the world. */
export interface Delivery {
  http: Http
  base: URL
  credentials: Credentials
  log: Log
  /** Milliseconds on a clock that only goes forward. */
  elapsed: () => number
}

/** Gets a token, hidden from all that is written from then on. */
export async function getToken({ http, base, credentials, log, elapsed }: Delivery): Promise<TokenResult> {
  const began = elapsed()
  const result = await requestToken(http, base, credentials)
  if ('token' in result) {
    log.hide(result.token)
    log.info(`Token: ok (${Math.round(elapsed() - began)} ms)`)
  }
  return result
}

/** Sends one notification with a token, once. */
export async function send(delivery: Delivery, token: string, body: SendBody): Promise<SystemResult> {
  const began = delivery.elapsed()
  const exchange = await postNotification(delivery.http, delivery.base, token, body)
  delivery.log.debug(
    `Send: ${exchange.kind === 'answer' ? `HTTP ${exchange.status}` : exchange.error.name} ` +
      `after ${Math.round(delivery.elapsed() - began)} ms`,
  )

  const answer = exchange.kind === 'answer' ? exchange : undefined
  const verdict = classify(exchange)
  const id = verdict === 'acted-on' && answer ? notificationIdOf(answer) : ''
  return {
    ...unsent(body, explain(exchange, body.notification.endUsersIds ?? [])),
    outcome: verdict === 'acted-on' ? 'sent' : verdict === 'unknown' ? 'uncertain' : 'not-sent',
    notificationId: id,
    httpStatus: answer?.status ?? null,
    attempts: 1,
    response: answer?.body ?? '',
  }
}

/** The result of a notification that was not tried. */
export function unsent(
  { notification }: SendBody,
  reason: string,
  outcome: 'not-sent' | 'dry-run' | 'skipped' = 'not-sent',
): SystemResult {
  return {
    systemId: notification.systemId ?? '',
    outcome,
    notificationId: '',
    httpStatus: null,
    attempts: 0,
    reason,
    response: '',
  }
}
