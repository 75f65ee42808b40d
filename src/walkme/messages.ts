import type { Exchange } from '../http/exchange.ts'
import type { SendBody } from '../notification/notification.ts'
import type { SystemResult } from './result.ts'

/** A try in two words, for the log. */
export function describeTry(exchange: Exchange): string {
  return exchange.kind === 'answer' ? `HTTP ${exchange.status}` : 'no answer'
}

/** What the log calls a system: its ID, or where there is but one and it has none, simply the send. */
export function systemName({ notification }: SendBody): string {
  return notification.systemId ?? 'Send'
}

/** A result as one line of the log, `acme-crm: sent, 75cf…43a3 (1 attempt, 92 ms)`. */
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
