import type { Exchange } from '../http/exchange.ts'
import { httpDate } from '../http/retry.ts'

// An answer is seconds old, and clocks that are kept right differ by less.
const TOLERANCE = 5 * 60 * 1_000

/**
 * How far the clock of this machine is from the server's, in words such as `3 h 2 min behind`. Undefined if both agree
 * within five minutes, or if the answer does not say when it was made.
 *
 * @param now when the answer came, milliseconds since the epoch
 */
export function clockDifference(exchange: Exchange, now: number): string | undefined {
  const served = exchange.kind === 'answer' ? httpDate(exchange.headers['date'] ?? '') : undefined
  if (served === undefined || Math.abs(now - served) <= TOLERANCE) return undefined
  const minutes = Math.round(Math.abs(now - served) / 60_000)
  return `${duration(minutes)} ${now < served ? 'behind' : 'ahead of'}`
}

function duration(minutes: number): string {
  const parts = [
    [Math.floor(minutes / 1_440), 'd'],
    [Math.floor(minutes / 60) % 24, 'h'],
    [minutes % 60, 'min'],
  ]
  return parts.flatMap(([count, unit]) => (count === 0 ? [] : [`${count} ${unit}`])).join(' ')
}

/** Why nothing is sent if the times count from a clock that is wrong. */
export function clockRefusal(difference: string): string {
  return (
    `The clock of this runner is ${difference} the server's, and the times of this notification count from it. ` +
    "Set the runner's clock, then run this again."
  )
}
