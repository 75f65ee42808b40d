import * as z from 'zod'
import { repeatedMembers } from './duplicates.ts'
import { parseMoment } from './moment.ts'

const text = z.string().min(1, 'must not be empty text: leave the member out')

const ids = z
  .array(text)
  .min(1, 'must not be an empty array: leave the member out')
  .refine((items) => new Set(items).size === items.length, 'holds an item twice')

const moment = z
  .string()
  .refine(
    (value) => parseMoment(value) !== undefined,
    'must be a real date: YYYY-MM-DD, YYYY-MM-DD hh:mm or YYYY-MM-DDThh:mm:ss+hh:mm',
  )

const override = z
  .array(z.strictObject({ key: text, value: z.string() }))
  .min(1, 'must not be an empty array: leave the member out')
  .refine((items) => new Set(items.map((item) => item.key)).size === items.length, 'holds a key twice')

/** The contract's table of members (section 2), and nothing else. */
const notification = z
  .strictObject({
    systemId: text.optional(),
    templateId: text,
    endUsersIds: ids.max(100, 'must not hold more than 100 IDs').optional(),
    audiencesIds: ids.optional(),
    notificationType: z.enum(['push', 'popup']).optional(),
    title: text.optional(),
    runtimeTitle: text.optional(),
    runtimeDescription: text.optional(),
    startAt: moment.optional(),
    endAt: moment.optional(),
    override: override.optional(),
  })
  .refine((value) => value.endUsersIds !== undefined || value.audiencesIds !== undefined, {
    error: 'has no recipients: endUsersIds or audiencesIds is required',
    // Told beside the other mistakes, too.
    when: ({ value }) => typeof value === 'object' && value !== null,
  })

const sendBody = z.strictObject({ notification })

/** A notification that keeps to the contract's form; whether its IDs exist is another question. */
export type Notification = z.infer<typeof notification>

/** Reads the body of a send. Never throws: what is wrong comes back as sentences, all of them at once. */
export function parseSendBody(body: string): { notification: Notification } | { errors: string[] } {
  let parsed: unknown
  try {
    parsed = JSON.parse(body)
  } catch (error) {
    return { errors: [`The body is not JSON: ${error instanceof Error ? error.message : String(error)}`] }
  }
  const repeated = repeatedMembers(body)
  if (repeated.length > 0) return { errors: repeated.map((name) => `The member ${name} occurs twice`) }
  const result = sendBody.safeParse(parsed)
  if (result.success) return result.data
  return {
    errors: result.error.issues.map((issue) => `${issue.path.join('.') || 'The body'}: ${issue.message}`),
  }
}
