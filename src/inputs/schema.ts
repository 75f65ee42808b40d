import * as z from 'zod/mini'
import { parseBaseUrl } from '../http/base-url.ts'
import { DATA_CENTERS, DEFAULT_DATA_CENTER } from './data-centers.ts'
import { oddity, parseList } from './list.ts'

/** A mistake inside an input's text, as a reader reports it; the place is known for YAML only. */
interface TextError {
  message: string
  line?: number
  column?: number
}

type Reading<T> = { value: T } | { errors: TextError[] }

/** A schema out of a reader: the reader returns the value, or what is wrong with the text. */
function read<T>(reader: (text: string) => Reading<T> | Promise<Reading<T>>) {
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

function wrong(message: string): { errors: TextError[] } {
  return { errors: [{ message }] }
}

function choice<const T extends string>(...values: T[]) {
  return read<T>((text) => {
    const value = values.find((known) => known === text.toLowerCase())
    const expected = values.map((known) => `"${known}"`).join(', ')
    return value ? { value } : wrong(`${JSON.stringify(text)} is none of ${expected}.`)
  })
}

const text = z.string()

// The spellings of YAML 1.2's core schema, as GitHub's own toolkit takes them.
const flag = read<boolean>((text) => {
  if (/^(true|True|TRUE)$/.test(text)) return { value: true }
  if (/^(false|False|FALSE)$/.test(text)) return { value: false }
  return wrong(`${JSON.stringify(text)} is neither "true" nor "false".`)
})

const wholeNumber = (least: number, most: number) =>
  read<number>((text) => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
    if (value >= least && value <= most) return { value }
    return wrong(`${JSON.stringify(text)} is no whole number from ${least} to ${most}.`)
  })

const identifier = read<string>((text) => {
  if (/[\r\n]/.test(text)) return wrong('One ID was expected, but there is a line break in it.')
  const odd = oddity(text)
  return odd ? wrong(`The ID ${odd}`) : { value: text }
})

const list = read<string[]>(async (text) => {
  const { items, errors } = await parseList(text)
  return errors.length > 0 ? { errors } : { value: items }
})

const overrides = read(async (text) => {
  const { parseOverrides } = await import('./overrides.ts')
  const { overrides, errors } = parseOverrides(text)
  return errors.length > 0 ? { errors } : { value: overrides }
})

const baseUrl = read<URL>((text) => {
  const url = parseBaseUrl(text)
  return typeof url === 'string' ? wrong(url) : { value: url }
})

// RFC 7617 §2: no control characters in either half, no colon in the first. Shown to nobody, wrong or right.
const CONTROL = /\p{Cc}/u
const clientSecret = read<string>((text) =>
  CONTROL.test(text)
    ? wrong('There is a line break or control character inside. Copy the value again.')
    : { value: text },
)
const clientId = read<string>((text) => {
  if (CONTROL.test(text))
    return wrong('There is a line break or control character inside. Copy the value again.')
  return text.includes(':')
    ? wrong('A client ID has no colon in it. Is this the ID and the secret in one?')
    : { value: text }
})

// Shown in logs and records, so that a line break or a terminal escape would do harm there.
const onceKey = read<string>((text) => {
  if (CONTROL.test(text))
    return wrong('There is a line break or control character inside. Use one line of text.')
  const length = [...text].length
  return length > 256 ? wrong(`It has ${length} characters. 256 is the most.`) : { value: text }
})

// It goes into a header. Shown to nobody, wrong or right.
const githubToken = read<string>((text) =>
  /^[\x21-\x7e]+$/.test(text)
    ? { value: text }
    : wrong(
        'There is a space or a character beyond ASCII inside. Copy the token again, or leave the input out.',
      ),
)

/** Every input of the action: how its text is read, and what holds where it is absent. */
export const inputsSchema = z.object({
  'client-id': z.optional(clientId),
  'client-secret': z.optional(clientSecret),
  'data-center': z._default(choice(...keysOf(DATA_CENTERS)), DEFAULT_DATA_CENTER),
  'api-url': z.optional(baseUrl),
  'template-id': z.optional(identifier),
  'system-id': z.optional(list),
  audiences: z.optional(list),
  'end-users': z.optional(list),
  'notification-type': z.optional(choice('push', 'popup')),
  title: z.optional(text),
  'runtime-title': z.optional(text),
  'runtime-description': z.optional(text),
  'start-at': z.optional(text),
  'end-at': z.optional(text),
  'time-zone': z.optional(text),
  overrides: z.optional(overrides),
  'notification-file': z.optional(text),
  'dry-run': z._default(flag, false),
  'on-missing-credentials': z._default(choice('fail', 'skip'), 'fail'),
  'fail-on-error': z._default(flag, true),
  'timeout-seconds': z._default(wholeNumber(1, 900), 60),
  retries: z._default(wholeNumber(0, 10), 3),
  'resend-when-uncertain': z._default(flag, false),
  'once-key': z.optional(onceKey),
  'github-token': z.optional(githubToken),
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
