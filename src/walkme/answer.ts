import * as z from 'zod/mini'
import type { Exchange } from '../http/exchange.ts'
import { cutBetweenWords, oneLine } from '../text.ts'

/** An exchange that brought an answer. */
export type HttpAnswer = Extract<Exchange, { kind: 'answer' }>

const MAX_QUOTE = 300

const text = z.catch(z.optional(z.string()), undefined)

// What a server may say about an error. None of it is documented, so nothing of it is required: OAuth 2.0
// (RFC 6749 §5.2), problem details (RFC 9457) and the members that gateways use.
const errorSchema = z.looseObject({
  error: z.catch(z.optional(z.union([z.string(), z.looseObject({ message: text })])), undefined),
  error_description: text,
  message: text,
  detail: text,
  title: text,
})

/** The JSON of an answer's body; undefined where the body is no JSON. */
export function jsonOf(answer: HttpAnswer): unknown {
  try {
    return JSON.parse(answer.body, keepLongNumbers)
  } catch {
    return undefined
  }
}

/** What came instead of an answer of the API that can be read; undefined where one came. */
export function unexpectedContent({ headers, body }: HttpAnswer): string | undefined {
  const type = headers['content-type'] ?? ''
  if (/^\s*(text\/html|application\/xhtml\+xml)\b/i.test(type) || /^\s*<(!doctype html|html)\b/i.test(body))
    return 'an HTML page, so probably a gateway or portal answered instead of the API'
  return /^\s*(identity\s*)?$/i.test(headers['content-encoding'] ?? '')
    ? undefined
    : 'a compressed body that was not asked for, so probably a gateway answered instead of the API'
}

/**
 * What the server says of an error, as one short line that is safe to quote; empty where it says nothing.
 *
 * @param people IDs of end users, which the line then leaves out
 */
export function serverMessage(answer: HttpAnswer, people: readonly string[] = []): string {
  const stranger = unexpectedContent(answer)
  if (stranger !== undefined) return stranger
  const json = jsonOf(answer)
  const said = json === undefined ? plainText(answer) : messageIn(json)
  return cutBetweenWords(redactEndUsers(oneLine(said), people), MAX_QUOTE)
}

/** The OAuth error code of an answer (RFC 6749 §5.2), such as `invalid_client`. */
export function oauthError(answer: HttpAnswer): string | undefined {
  const { data } = z.safeParse(z.looseObject({ error: z.string() }), jsonOf(answer))
  return data?.error
}

// A success that names an error is no success. `errors: []` and `error: null` name none.
const anything = z.optional(z.unknown())
const outcomeSchema = z.looseObject({ error: anything, errors: anything, success: anything })

/** Whether an answer names an error, whatever its status says. */
export function saysError(answer: HttpAnswer): boolean {
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
  const words = data.error_description ?? data.message ?? nested ?? data.detail ?? data.title
  return [code, words].filter(Boolean).join(': ')
}

function plainText(answer: HttpAnswer): string {
  return /^\s*text\/plain\b/i.test(answer.headers['content-type'] ?? '') ? answer.body : ''
}

function redactEndUsers(said: string, people: readonly string[]): string {
  if (people.length === 0) return said
  // One pass and the longest first, so that no ID uncovers a part of another.
  const forms = people.flatMap((id) => [id, oneLine(id), encodeURIComponent(id)])
  const longestFirst = forms.toSorted((a, b) => b.length - a.length)
  const anyone = longestFirst.map((id) => RegExp.escape(id)).join('|')
  return said.replace(new RegExp(anyone, 'giu'), '(an end user)')
}

// A JSON number of more than 15 digits would come back as another number. An ID must not.
function keepLongNumbers(_key: string, value: unknown, context?: { source?: string }): unknown {
  return typeof value === 'number' && !Number.isSafeInteger(value) ? (context?.source ?? value) : value
}
