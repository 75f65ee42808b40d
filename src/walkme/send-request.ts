import { callUrl } from '../http/base-url.ts'
import type { Exchange } from '../http/exchange.ts'
import { type HttpClient, USER_AGENT } from '../http/http.ts'
import type { SendBody } from '../notification/notification.ts'
import { capitalize } from '../text.ts'
import { serverMessage } from './answer.ts'
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
 * Why a try ended as it did, in a sentence that says what to do; empty for a success without a hitch.
 *
 * @param people IDs of end users, which the sentence leaves out
 */
export function explainFailure(exchange: Exchange, people: readonly string[]): string {
  if (exchange.kind === 'failure') return `${capitalize(describeFailure(exchange))}.`
  const verdict = classify(exchange)
  if (verdict === 'acted-on') return ''
  const { status } = exchange
  const message = serverMessage(exchange, people)
  const said = message === '' ? `HTTP ${status}` : `HTTP ${status}, ${message}`
  if (verdict === 'unknown') {
    return status <= 299
      ? `The server answered as if it had succeeded, but with an error (${said}).`
      : `The server answered with an error that can also come after WalkMe took the request (${said}).`
  }
  return `WalkMe did not take the notification (${said}). ${adviceForStatus(status)}`
}

function adviceForStatus(status: number): string {
  if (status <= 399) return 'A redirect is not followed. Check data-center and api-url.'
  switch (status) {
    case 400:
      return 'Check the template ID, the audience and end-user IDs, and system-id if the account has several systems.'
    case 401:
      return 'The token that WalkMe had just issued was refused. Check that data-center and api-url fit the API key.'
    case 403:
      return 'The API key lacks the right: in the Admin Center, under API Keys, it needs the Notification API with Write.'
    case 404:
      return 'Check the template ID, system-id, data-center and api-url.'
    case 429:
    case 503:
      return 'The server asks to be left alone for a while. Run this again later.'
    default:
      return 'Check the inputs against what the server says.'
  }
}
