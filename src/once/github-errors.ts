import * as z from 'zod/mini'
import { retryAfter } from '../http/retry.ts'
import { cutBetweenWords, oneLine } from '../text.ts'
import type { CallResult } from './refs.ts'

/** GitHub's answer to one call. */
export interface GitHubResponse {
  status: number
  /** Lower-case name to value. */
  headers: Readonly<Record<string, string>>
  data: unknown
}

const MAX_MESSAGE = 200
// What GitHub asks for where a secondary rate limit comes without a time of its own:
// https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api
const A_MINUTE = 60_000

const messageSchema = z.object({ message: z.string() })

/** A reply that is no success, as what it means for the call; success is for the caller to read. */
export function classifyResponse(method: 'GET' | 'POST' | 'PATCH', reply: GitHubResponse): CallResult<never> {
  const { status } = reply
  const message = messageOf(reply)
  if (status < 300 || status >= 500) return { kind: 'lost', message: `HTTP ${status} ${message}`.trim() }
  if (status === 404 && method === 'GET') return { kind: 'missing' }
  if (status === 422) {
    if (/reference already exists/i.test(message)) return { kind: 'exists' }
    if (/not a fast.?forward/i.test(message)) return { kind: 'not-fast-forward' }
    if (method === 'PATCH' && /reference does not exist/i.test(message)) return { kind: 'missing' }
  }
  const limited = rateLimit(reply, message)
  // 409 and the rest of 422 are races within GitHub, or replicas that lag, as well as settings that forbid it.
  const after = limited ?? (status === 409 || status === 422 ? 0 : undefined)
  return { kind: 'refused', status, message, isRateLimit: limited !== undefined, after }
}

/** GitHub's clock as of a reply, milliseconds since the epoch. */
export function clockOf({ headers }: GitHubResponse): number | undefined {
  const time = Date.parse(headers['date'] ?? '')
  return Number.isNaN(time) ? undefined : time
}

/** For how long a rate limit holds, in milliseconds; undefined where none was met. */
function rateLimit(reply: GitHubResponse, message: string): number | undefined {
  const { status, headers } = reply
  const isUsedUp = headers['x-ratelimit-remaining'] === '0'
  const now = clockOf(reply)
  const asked = retryAfter(headers, now ?? 0)
  const isLimit =
    status === 429 || (status === 403 && (isUsedUp || asked !== undefined || /rate limit/i.test(message)))
  if (!isLimit) return undefined
  if (asked !== undefined) return asked
  const reset = Number(headers['x-ratelimit-reset']) * 1_000
  return isUsedUp && reset > 0 && now !== undefined ? Math.max(0, reset - now) : A_MINUTE
}

function messageOf({ data }: GitHubResponse): string {
  const { data: read } = z.safeParse(messageSchema, data)
  return cutBetweenWords(oneLine(read?.message ?? ''), MAX_MESSAGE)
}
