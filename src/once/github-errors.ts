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
// In milliseconds. GitHub asks for this wait if a secondary rate limit does not say how long it lasts:
// https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api
const DEFAULT_RATE_LIMIT_WAIT = 60_000

const messageSchema = z.object({ message: z.string() })

/** What a response that is not a success means for the call. The caller reads successful responses. */
export function classifyResponse(
  method: 'GET' | 'POST' | 'PATCH',
  response: GitHubResponse,
): CallResult<never> {
  const { status } = response
  const message = messageOf(response)
  if (status < 300 || status >= 500) return { kind: 'lost', message: `HTTP ${status} ${message}`.trim() }
  if (status === 404 && method === 'GET') return { kind: 'missing' }
  // GitHub sends this header with every answer.
  if ((status === 404 || status === 405) && response.headers['x-github-request-id'] === undefined)
    return { kind: 'no-git-api', status }
  if (status === 422) {
    if (/reference already exists/i.test(message)) return { kind: 'exists' }
    if (/not a fast.?forward/i.test(message)) return { kind: 'not-fast-forward' }
    if (method === 'PATCH' && /reference does not exist/i.test(message)) return { kind: 'missing' }
  }
  const limited = rateLimit(response, message)
  // 409 and other 422 come from races within GitHub or late replicas, but also from settings that forbid the call.
  const after = limited ?? (status === 409 || status === 422 ? 0 : undefined)
  return { kind: 'refused', status, message, isRateLimit: limited !== undefined, after }
}

/** GitHub's clock when it responded, in milliseconds since the epoch; undefined if the `Date` header cannot be read. */
export function clockOf({ headers }: GitHubResponse): number | undefined {
  const time = Date.parse(headers['date'] ?? '')
  return Number.isNaN(time) ? undefined : time
}

/** How long to wait because of a rate limit, in milliseconds; undefined if the response is not one. */
function rateLimit(response: GitHubResponse, message: string): number | undefined {
  const { status, headers } = response
  const isUsedUp = headers['x-ratelimit-remaining'] === '0'
  const now = clockOf(response)
  const asked = retryAfter(headers, now ?? 0)
  const isLimit =
    status === 429 || (status === 403 && (isUsedUp || asked !== undefined || /rate limit/i.test(message)))
  if (!isLimit) return undefined
  if (asked !== undefined) return asked
  const reset = Number(headers['x-ratelimit-reset']) * 1_000
  return isUsedUp && reset > 0 && now !== undefined ? Math.max(0, reset - now) : DEFAULT_RATE_LIMIT_WAIT
}

function messageOf({ data }: GitHubResponse): string {
  const { data: read } = z.safeParse(messageSchema, data)
  return cutBetweenWords(oneLine(read?.message ?? ''), MAX_MESSAGE)
}
