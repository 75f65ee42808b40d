import { callUrl } from '../http/base-url.ts'
import type { Exchange } from '../http/exchange.ts'
import { type HttpClient, USER_AGENT } from '../http/http.ts'
import type { SendBody } from '../notification/notification.ts'
import { capitalize } from '../text.ts'
import { type HttpAnswer, type Redact, serverMessage } from './answer.ts'
import { describeFailure } from './failure.ts'
import { classify } from './verdict.ts'

/** Posts the notification once. */
export function postNotification(
  http: HttpClient,
  base: URL,
  token: string,
  body: SendBody,
): Promise<Exchange> {
  const url = callUrl(base, '/public/v1/notifications/send')
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    accept: 'application/json',
    'user-agent': USER_AGENT,
  }
  return http.request({ method: 'POST', url, headers, body: JSON.stringify(body) })
}

/**
 * Explains why a try failed, in sentences that say what to do; empty if it succeeded.
 *
 * @param endUserIds IDs of end users, which the sentences do not show
 * @param redact replaces secrets
 */
export function explainFailure(exchange: Exchange, endUserIds: readonly string[], redact?: Redact): string {
  if (exchange.kind === 'failure') return `${capitalize(describeFailure(exchange))}.`
  const verdict = classify(exchange)
  if (verdict === 'acted-on') return ''
  const { status } = exchange
  const quoted = quote(exchange, endUserIds, redact)
  if (verdict === 'unknown') {
    return status <= 299
      ? `The server answered as if it had succeeded, but with an error (${quoted}).`
      : `The server answered with an error that can also come after WalkMe accepted the request (${quoted}).`
  }
  return `WalkMe did not accept the notification (${quoted}). ${adviceForStatus(status)}`
}

/** Explains an answer that has the ID of a notification, so it was sent, but errors too. */
export function explainMixedAnswer(
  answer: HttpAnswer,
  endUserIds: readonly string[],
  redact?: Redact,
): string {
  return `WalkMe returned an ID, but reported errors too (${quote(answer, endUserIds, redact)}). Look in ComCenter whether all is well.`
}

function quote(answer: HttpAnswer, endUserIds: readonly string[], redact?: Redact): string {
  const message = serverMessage(answer, endUserIds, redact)
  return message === '' ? `HTTP ${answer.status}` : `HTTP ${answer.status}, ${message}`
}

function adviceForStatus(status: number): string {
  if (status <= 399) return 'A redirect is not followed. Check data-center and api-url.'
  switch (status) {
    case 400:
      return 'Check the template ID, the audience and end-user IDs, and system-id if the account has several systems.'
    case 401:
      return 'The token that WalkMe had just issued was refused. Check that data-center and api-url match the API key.'
    case 403:
      return 'The API key lacks a permission: under API Keys, in the Admin Center or the Console, it needs the Notification API with Write.'
    case 404:
      return 'Check the template ID, system-id, the audience IDs, data-center and api-url.'
    case 429:
    case 503:
      return 'The server asks to wait before the next request. Run this again later.'
    default:
      return 'Check the inputs against what the server says.'
  }
}
