import * as z from 'zod/mini'

const text = z.string().check(z.minLength(1))
/** A moment as WalkMe takes it: `YYYY-MM-DDThh:mm:ss±hh:mm`. */
export const momentSchema = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}[+-]\d{2}:\d{2}$/))

/** A notification as the API accepts it. Members that are not used are left out. Source: WalkMe's article. */
export const notificationSchema = z.strictObject({
  systemId: z.optional(text),
  templateId: text,
  endUsersIds: z.optional(z.array(text).check(z.minLength(1), z.maxLength(100))),
  audiencesIds: z.optional(z.array(text).check(z.minLength(1))),
  notificationType: z.optional(z.enum(['push', 'popup'])),
  title: z.optional(text),
  runtimeTitle: z.optional(text),
  runtimeDescription: z.optional(text),
  startAt: z.optional(momentSchema),
  endAt: z.optional(momentSchema),
  override: z.optional(z.array(z.strictObject({ key: text, value: z.string() })).check(z.minLength(1))),
})

/** A notification that is complete and valid. */
export type Notification = z.infer<typeof notificationSchema>

/** The body of a send. */
export interface SendBody {
  notification: Notification
}
