import * as z from 'zod/mini'

const text = z.string()
const list = z.array(text).check(z.minLength(1))
const expression = z.string().check(z.regex(/\$\{\{/))
const kind = z.string().check(z.regex(/^([Pp][Uu][Ss][Hh]|[Pp][Oo][Pp][Uu][Pp])$/))
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
  notificationType: z.optional(
    z.union([kind, expression]).check(z.describe('`push` or `popup`; `push` if it is not given.')),
  ),
  title: z.optional(text.check(z.describe("Name in ComCenter's table."))),
  runtimeTitle: z.optional(text.check(z.describe('Title that people see.'))),
  runtimeDescription: z.optional(text.check(z.describe('Message that people see.'))),
  startAt: z.optional(
    text.check(
      z.describe('When it is first shown: a date, a date and time, or relative to now such as `+2h`.'),
    ),
  ),
  endAt: z.optional(
    text.check(
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

/**
 * The JSON Schema of a notification file, draft 2020-12, for editors.
 *
 * @param $id where it is published
 */
export function jsonSchema($id: string): object {
  return {
    $id,
    title: 'WalkMe Workstation notification',
    ...z.toJSONSchema(fileSchema, {
      // An editor reads `1.10` as a number and may read `yes` as a boolean. The action reads both as text.
      override({ jsonSchema, path }) {
        const isValue = jsonSchema.type === 'string' && path.at(-1) !== 'propertyNames'
        if (isValue) Object.assign(jsonSchema, { type: ['string', 'number', 'boolean'] })
      },
    }),
  }
}
