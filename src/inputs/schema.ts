import * as z from 'zod/mini'
import { parseBaseUrl } from '../http/base-url.ts'
import type { List } from './array.ts'
import { DATA_CENTERS, DEFAULT_DATA_CENTER } from './data-centers.ts'
import type { IdKind } from './id.ts'
import { parseList } from './list.ts'
import { idCheckFor, problemWith } from './plain.ts'

/** An error in the text of an input. Line and column, both from 1, are known for YAML only. */
interface TextError {
  message: string
  line?: number
  column?: number
}

type Reading<T> = { value: T } | { errors: TextError[] }

/** Makes a schema from a reader. The reader returns the value, or what is wrong with the text. */
function fromReader<T>(reader: (text: string) => Reading<T> | Promise<Reading<T>>) {
  return z.pipe(
    z.string(),
    z.transform(async (text, context): Promise<T> => {
      const result = await reader(text)
      if ('value' in result) return result.value
      for (const { message, ...location } of result.errors) {
        context.issues.push({ code: 'custom', input: text, message, params: location })
      }
      return z.NEVER
    }),
  )
}

function invalid(message: string): { errors: TextError[] } {
  return { errors: [{ message }] }
}

function choose<T extends string>(text: string, values: readonly T[]): Reading<T> {
  const value = values.find((known) => known === text.toLowerCase())
  const expected = values.map((known) => `"${known}"`).join(', ')
  return value ? { value } : invalid(`${JSON.stringify(text)} is not one of ${expected}.`)
}

function choice<const T extends string>(...values: T[]) {
  return fromReader<T>((text) => choose(text, values))
}

const dataCenter = fromReader((text) =>
  /^sap(?![a-z])/i.test(text)
    ? invalid(
        `The API's address in SAP's data centers is not public. Leave data-center out, and put the address that WalkMe gives you into api-url.`,
      )
    : choose(text, keysOf(DATA_CENTERS)),
)

const text = z.string()

// The spellings of YAML 1.2's core schema, as GitHub's toolkit accepts them.
const flag = fromReader<boolean>((text) => {
  if (/^(true|True|TRUE)$/.test(text)) return { value: true }
  if (/^(false|False|FALSE)$/.test(text)) return { value: false }
  return invalid(`${JSON.stringify(text)} is neither "true" nor "false".`)
})

const wholeNumber = (minimum: number, maximum: number) =>
  fromReader<number>((text) => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
    if (value >= minimum && value <= maximum) return { value }
    return invalid(`${JSON.stringify(text)} is not a whole number from ${minimum} to ${maximum}.`)
  })

const templateId = fromReader<string>(async (text) => {
  if (/[\r\n]/.test(text)) return invalid('One ID was expected, but there is a line break in it.')
  const problem = (await idCheckFor(text, 'template'))(text, 'line')
  return problem ? invalid(`The ID ${problem}`) : { value: text }
})

const listOf = (parse: (text: string) => Promise<List>) =>
  fromReader<string[]>(async (text) => {
    const { items, errors } = await parse(text)
    return errors.length > 0 ? { errors } : { value: items }
  })
const idList = (kind: IdKind) => listOf(async (text) => parseList(text, await idCheckFor(text, kind)))

// What the runner fills in needs no more reading. Previews are a separate chunk.
const previewers = listOf(async (text) => {
  if (text === 'nobody') return { items: [], errors: [] }
  const { parsePreviewers } = await import(/* webpackChunkName: "rules" */ './preview-to.ts')
  return parsePreviewers(text)
})

const placeholders = listOf(async (text) => {
  const { parsePlaceholders } = await import(/* webpackChunkName: "overrides" */ './placeholder-list.ts')
  return parsePlaceholders(text)
})

// What is wrong with a span of hours is known when all of the schedule is read.
const showHours = fromReader<string[]>(async (text) => {
  const { items, errors } = await parseList(text, () => undefined)
  return errors.length > 0 ? { errors } : { value: items }
})

const overrides = fromReader(async (text) => {
  const { parseOverrides } = await import(/* webpackChunkName: "overrides" */ './overrides.ts')
  const { overrides, errors } = parseOverrides(text)
  return errors.length > 0 ? { errors } : { value: overrides }
})

const CALL = /^(.*?)\/+(?:public\/v\d|accounts\/connect)(?:\/|$)/i
const baseUrl = fromReader<URL>((text) => {
  const url = parseBaseUrl(text)
  if (typeof url === 'string') return invalid(url)
  const [, prefix] = CALL.exec(url.pathname) ?? []
  return prefix === undefined
    ? { value: url }
    : invalid(`This ends in the path of a call. Write the base URL alone: ${url.origin}${prefix}`)
})

const credential = (kind: 'client-id' | 'client-secret' | 'github-token') =>
  fromReader<string>(async (text) => {
    const problem = await problemWith(text, kind)
    return problem ? invalid(problem) : { value: text }
  })

// A plain key with a number in it names one announcement. The rules for all others are a separate chunk.
const PLAIN_KEY = /^(?=[^\d]*\d)[a-z\d](?:[\w@-]{0,200}[a-z\d])?$/i
const onceKey = fromReader<string>(async (text) => {
  if (PLAIN_KEY.test(text)) return { value: text }
  const { problemWithKey } = await import(/* webpackChunkName: "rules" */ './key.ts')
  const problem = problemWithKey(text)
  return problem ? invalid(problem) : { value: text }
})

/** Every input of the action: how its text is read, and its default. */
export const inputsSchema = z.object({
  'client-id': z.optional(credential('client-id')),
  'client-secret': z.optional(credential('client-secret')),
  'data-center': z._default(dataCenter, DEFAULT_DATA_CENTER),
  'api-url': z.optional(baseUrl),
  'template-id': z.optional(templateId),
  'system-id': z.optional(idList('system')),
  audiences: z.optional(idList('audience')),
  'end-users': z.optional(idList('end-user')),
  'notification-type': z.optional(choice('push', 'popup')),
  title: z.optional(text),
  'runtime-title': z.optional(text),
  'runtime-description': z.optional(text),
  'start-at': z.optional(text),
  'end-at': z.optional(text),
  'time-zone': z.optional(text),
  'show-hours': z.optional(showHours),
  overrides: z.optional(overrides),
  placeholders: z.optional(placeholders),
  'preview-to': z._default(previewers, []),
  'notification-file': z.optional(text),
  'dry-run': z._default(flag, false),
  'on-missing-credentials': z._default(choice('fail', 'skip'), 'fail'),
  'fail-on-error': z._default(flag, true),
  'timeout-seconds': z._default(wholeNumber(1, 900), 60),
  retries: z._default(wholeNumber(0, 10), 3),
  'resend-when-uncertain': z._default(flag, false),
  'once-key': z.optional(onceKey),
  'after-key': z.optional(onceKey),
  'github-token': z.optional(credential('github-token')),
})

/** The inputs after reading. */
export type Inputs = z.infer<typeof inputsSchema>

/** The name of an input, as in `action.yml`. */
export type InputName = keyof Inputs

/** The names of all inputs, in the order of `action.yml`. */
export const INPUT_NAMES = keysOf(inputsSchema.shape)

function keysOf<T extends object>(record: T) {
  return Object.keys(record).filter((key): key is keyof T & string => key in record)
}
