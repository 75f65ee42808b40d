import * as z from 'zod/mini'
import type { Exchange } from '../http/exchange.ts'
import { cutBetweenWords, oneLine } from '../text.ts'
import { withoutPeople } from './people.ts'

/** An exchange with an answer. */
export type HttpAnswer = Extract<Exchange, { kind: 'answer' }>

const MAX_QUOTE = 300

const text = z.catch(z.optional(z.string()), undefined)

// How a server may describe an error: OAuth 2.0 (RFC 6749 §5.2), problem details (RFC 9457) and the members that
// gateways use. WalkMe documents none of them, so all are optional.
const errorSchema = z.looseObject({
  error: z.catch(z.optional(z.union([z.string(), z.looseObject({ message: text })])), undefined),
  error_description: text,
  message: text,
  detail: text,
  title: text,
})

/** Parses the body of an answer as JSON; undefined if it is not JSON. */
export function jsonOf(answer: HttpAnswer): unknown {
  try {
    return JSON.parse(answer.body, keepLongNumbers)
  } catch {
    return undefined
  }
}

/** Describes content that cannot come from the API: an HTML page or a compressed body. Otherwise undefined. */
export function unexpectedContent({ headers, body }: HttpAnswer): string | undefined {
  const type = headers['content-type'] ?? ''
  if (/^\s*(text\/html|application\/xhtml\+xml)\b/i.test(type) || /^\s*<(!doctype html|html)\b/i.test(body))
    return 'an HTML page, so probably a gateway or portal answered instead of the API'
  return /^\s*(identity\s*)?$/i.test(headers['content-encoding'] ?? '')
    ? undefined
    : 'a compressed body that was not asked for, so probably a gateway answered instead of the API'
}

/** Replaces secrets. If the text is not complete, it may end in the middle of one. */
export type Redact = (text: string, isComplete?: boolean) => string

/**
 * The server's error message as one short line, at most 300 characters; empty if there is none.
 *
 * @param endUserIds IDs of end users, which the line does not show
 * @param redact runs before anything is taken out of the message, since that could change a secret
 */
export function serverMessage(
  answer: HttpAnswer,
  endUserIds: readonly string[] = [],
  redact: Redact = (text) => text,
): string {
  const unexpected = unexpectedContent(answer)
  if (unexpected !== undefined) return unexpected
  const json = jsonOf(answer)
  const message = json === undefined ? plainText(answer) : messageIn(json)
  const visible = withoutPeople(redact(message, answer.complete), endUserIds)
  return cutBetweenWords(withoutPeople(oneLine(visible), endUserIds), MAX_QUOTE)
}

/** The OAuth error code of an answer (RFC 6749 §5.2), such as `invalid_client`. */
export function oauthError(answer: HttpAnswer): string | undefined {
  const { data } = z.safeParse(z.looseObject({ error: z.string() }), jsonOf(answer))
  return data?.error
}

// A 2xx answer with an error in its body is not a success. `errors: []` and `error: null` are not errors.
const anything = z.optional(z.unknown())
const outcomeSchema = z.looseObject({ error: anything, errors: anything, success: anything })

/** Whether the body of an answer reports an error, whatever the status is. */
export function reportsError(answer: HttpAnswer): boolean {
  const { data } = z.safeParse(outcomeSchema, jsonOf(answer))
  return data !== undefined && (data.success === false || isSomething(data.error) || isSomething(data.errors))
}

function isSomething(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0
  return value !== undefined && value !== null && value !== false && value !== ''
}

function messageIn(json: unknown): string {
  const { data } = z.safeParse(errorSchema, json)
  if (data === undefined) return ''
  const nested = typeof data.error === 'string' ? undefined : data.error?.message
  const code = typeof data.error === 'string' ? data.error : undefined
  const description = data.error_description ?? data.message ?? nested ?? data.detail ?? data.title
  return [code, description].filter(Boolean).join(': ')
}

function plainText(answer: HttpAnswer): string {
  return /^\s*text\/plain\b/i.test(answer.headers['content-type'] ?? '') ? answer.body : ''
}

// A JSON number over 2^53 would be rounded, so it stays text: it may be an ID.
function keepLongNumbers(_key: string, value: unknown, context?: { source?: string }): unknown {
  return typeof value === 'number' && !Number.isSafeInteger(value) ? (context?.source ?? value) : value
}
