import * as z from 'zod/mini'

const text = z.string()
const list = z.array(text).check(z.minLength(1))

// Editors show the words of `errorMessage` instead of the regular expression.
const KIND = { errorMessage: 'Write push or popup, or an expression such as ${{ env.TYPE }}.' }
const kind = z.union([
  // Editors offer these two.
  z.enum(['push', 'popup']).check(z.meta(KIND)),
  z.string().check(z.regex(/^\s*([Pp][Uu][Ss][Hh]|[Pp][Oo][Pp][Uu][Pp])\s*$|\$\{\{/), z.meta(KIND)),
])

const MOMENT = {
  errorMessage:
    'Write a date such as 2026-12-24 or 2026-12-24 18:30, with an offset such as +02:00 if it is not UTC, ' +
    'a relative time such as +45m, +2h, +7d or +2w, or an expression such as ${{ env.END }}.',
}
const DATE = /\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])/.source
const TIME = /([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?(\.\d+)?/.source
const OFFSET = /[Zz]|[+-](0\d|1[0-4]):[0-5]\d/.source
const moment = z
  .string()
  .check(
    z.regex(new RegExp(`^\\s*(${DATE}([Tt ]${TIME})? ?(${OFFSET})?|\\+\\d+[mhdw])\\s*$|\\$\\{\\{`)),
    z.meta(MOMENT),
  )

const override = z.strictObject({ key: text, value: text })

/** The members of a notification file: the API's own names. */
export const fileMembers = {
  systemId: z.optional(
    z
      .union([text, list])
      .check(z.describe('ID of the Workstation system, or a list of up to 50. Each system gets one call.')),
  ),
  templateId: text.check(z.describe('ID of the custom template in ComCenter.')),
  endUsersIds: z.optional(list.check(z.maxLength(100), z.describe('IDs of single end users, at most 100.'))),
  audiencesIds: z.optional(list.check(z.describe('IDs of audiences.'))),
  notificationType: z.optional(kind.check(z.describe('`push` or `popup`; `push` if it is not given.'))),
  title: z.optional(text.check(z.describe("Name in ComCenter's table."))),
  runtimeTitle: z.optional(text.check(z.describe('Title that people see.'))),
  runtimeDescription: z.optional(text.check(z.describe('Message that people see.'))),
  startAt: z.optional(
    moment.check(
      z.describe('When it is first shown: a date, a date and time, or relative to now such as `+2h`.'),
    ),
  ),
  endAt: z.optional(
    moment.check(
      z.describe(
        'When it is no longer shown, written like `startAt`; a relative time counts from the start.',
      ),
    ),
  ),
  timeZone: z.optional(
    text.check(
      z.describe('IANA time zone of dates without an offset and of `showHours`, such as `Europe/Paris`.'),
    ),
  ),
  showHours: z.optional(
    z
      .union([text, list])
      .check(
        z.describe(
          'Hours in which people may be interrupted, such as `Mon-Fri 08:00-18:00`, or a list of up to 20; a start outside of them is moved to their next opening.',
        ),
      ),
  ),
  override: z.optional(
    z
      .union([z.record(text, text), z.array(override)])
      .check(z.describe("Text for the template's placeholders, by key.")),
  ),
  placeholders: z.optional(
    z.array(text).check(
      z.maxLength(200),
      z.meta({
        errorMessage: 'A list of the template\'s placeholders was expected. Texts belong in "override".',
      }),
      z.describe('The placeholders that the template has, to check `override` against. It is not sent.'),
    ),
  ),
}

/** The name of a member. */
export type FileMember = keyof typeof fileMembers

const notification = z.strictObject(fileMembers)
const schemaReference = { $schema: z.optional(text) }

/** A notification file: the members at the top, or under `notification:` as in a request to the API. */
const fileSchema = z.union([
  z.strictObject({ ...schemaReference, ...fileMembers }),
  z.strictObject({ ...schemaReference, notification }),
])

// An editor reads `1.10` as a number and may read `yes` as a boolean. The action reads both as text. So this says what is
// not text: if a boolean were one of several types, editors would offer true and false.
const TEXT = {
  if: { anyOf: [{ type: 'object' }, { type: 'array' }, { type: 'null' }] },
  // biome-ignore lint/suspicious/noThenProperty: it is a keyword of JSON Schema
  then: { type: 'string', errorMessage: 'Text was expected.' },
}

/**
 * The JSON Schema of a notification file, draft 2020-12, for editors.
 *
 * @param $id where it is published
 */
export function jsonSchema($id: string): object {
  return {
    $id,
    title: 'WalkMe Workstation notification',
    $defs: { text: TEXT },
    ...z.toJSONSchema(fileSchema, {
      override({ jsonSchema }) {
        // A schema with a check inherits from the one without.
        if (jsonSchema.pattern) delete jsonSchema.$ref
        if (jsonSchema.type !== 'string' || jsonSchema.pattern || jsonSchema.enum) return
        delete jsonSchema.type
        jsonSchema.$ref = '#/$defs/text'
      },
    }),
  }
}
