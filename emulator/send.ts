import type { Account } from './account.ts'
import { type Answer, json, mistakes } from './answer.ts'
import { enter, type LedgerEntry } from './ledger.ts'
import { parseSendBody } from './notification.ts'
import { type RecordedRequest, wrongForm } from './request.ts'
import type { TokenDesk } from './token.ts'

/** What the send call decides on besides the request. */
export interface SendDesk {
  account: Account
  tokens: Pick<TokenDesk, 'honours'>
  /** Milliseconds since the epoch. */
  clock(): number
  /** Accepts a notification: from here on, people have it. */
  accept(entry: LedgerEntry): void
}

/** Decides on one send, and accepts the notification if all of it is right. */
export function answerSend(request: RecordedRequest, { account, tokens, clock, accept }: SendDesk): Answer {
  const form = wrongForm(request, 'application/json')
  if (form !== undefined) {
    return mistakes(form.status, [form.message], form.status === 405 ? { allow: 'POST' } : {})
  }
  const [scheme, token, ...rest] = (request.headers['authorization'] ?? '').split(' ')
  if (scheme !== 'Bearer' || token === undefined || rest.length > 0) {
    return unauthorized('The Authorization header must be: Bearer, one space, the token')
  }
  if (!tokens.honours(token)) return unauthorized('The token is unknown or has expired')
  if (!account.mayNotify) return mistakes(403, ['This API key may not use the Notification API'])
  const parsed = parseSendBody(request.body)
  if ('errors' in parsed) return mistakes(400, parsed.errors)
  const entered = enter(parsed.notification, account, new Date(clock()))
  if ('refusal' in entered) return mistakes(entered.refusal.status, [entered.refusal.message])
  accept(entered.entry)
  return json(200, { notificationId: entered.entry.notificationId })
}

/** The answer to a bearer token that is not (or no longer) good. */
export function unauthorized(message: string): Answer {
  return mistakes(401, [message], { 'www-authenticate': 'Bearer error="invalid_token"' })
}
