import type { Exchange } from '../http/exchange.ts'
import type { SendBody } from '../notification/notification.ts'
import type { SystemResult } from './result.ts'

/** The result of a try in two words, for the log. */
export function describeTry(exchange: Exchange): string {
  return exchange.kind === 'answer' ? `HTTP ${exchange.status}` : 'no answer'
}

/** The name of a system in the log: its ID, or `Send` if the account has only one system and no ID is given. */
export function systemName({ notification }: SendBody): string {
  return notification.systemId ?? 'Send'
}

/** A result as one log line, `acme-crm: sent, 75cf…43a3 (1 attempt, 92 ms)`. */
export function describeResult({
  systemId,
  outcome,
  notificationId,
  attempts,
  milliseconds,
}: SystemResult): string {
  const id = notificationId === '' ? '' : `, ${shortened(notificationId)}`
  const count = attempts === 1 ? '1 attempt' : `${attempts} attempts`
  return `${systemId || 'Send'}: ${outcome}${id} (${count}, ${Math.round(milliseconds)} ms)`
}

function shortened(id: string): string {
  return id.length > 12 ? `${id.slice(0, 4)}…${id.slice(-4)}` : id
}
