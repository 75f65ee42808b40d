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
const one = z.union([z.string(), z.looseObject({ message: text })])
const errorSchema = z.looseObject({
  error: z.catch(z.optional(one), undefined),
  errors: z.catch(z.optional(z.array(one)), undefined),
  error_description: text,
  errorMessage: text,
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

/** Whether the body is HTML or XML, so that a gateway or portal probably answered instead of the API. */
export function isMarkup({ body }: HttpAnswer): boolean {
  // To JavaScript, a byte order mark is white space.
  return /^\s*</.test(body)
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
  if (isMarkup(answer))
    return 'an HTML page or XML, so probably a gateway or portal answered instead of the API'
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

function messageIn(json: unknown): string {
  const { data } = z.safeParse(errorSchema, json)
  if (data === undefined) return ''
  const { error, errors } = data
  const code = typeof error === 'string' ? error : undefined
  const nested = [code === undefined ? error : undefined, errors?.[0]].flatMap(
    (one) => (typeof one === 'string' ? one : one?.message) ?? [],
  )
  const description =
    data.error_description ?? data.message ?? data.errorMessage ?? nested[0] ?? data.detail ?? data.title
  return [code, description].filter(Boolean).join(': ')
}

function plainText(answer: HttpAnswer): string {
  return /^\s*text\/plain\b/i.test(answer.headers['content-type'] ?? '') ? answer.body : ''
}

// A JSON number over 2^53 would be rounded, so it stays text: it may be an ID.
function keepLongNumbers(_key: string, value: unknown, context?: { source?: string }): unknown {
  return typeof value === 'number' && !Number.isSafeInteger(value) ? (context?.source ?? value) : value
}
