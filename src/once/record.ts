import * as z from 'zod/mini'
import type { Run } from '../inputs/once.ts'
import { momentSchema } from '../notification/notification.ts'
import { canonicalSystemId } from '../notification/system-id.ts'
import { isNotificationId } from '../walkme/notification-id.ts'

// Whoever may write to the repository can write a record. A line break could do harm where it is shown.
const line = z.string().check(z.regex(/^\P{Cc}*$/u))

const runSchema: z.ZodMiniType<Run> = z.object({
  id: line,
  attempt: z.int().check(z.minimum(1)),
  job: line,
})

const entrySchema = z.object({
  systemId: z.string(),
  outcome: z.enum(['claimed', 'sent', 'not-sent', 'uncertain']),
  // Checked like WalkMe's own: one that is no ID counts as none.
  notificationId: z.pipe(
    z.string(),
    z.transform((text) => (isNotificationId(text) ? text : '')),
  ),
  by: z.optional(runSchema),
  // Records of earlier versions do not have these two.
  digest: z.optional(z.string()),
  startAt: z.optional(momentSchema),
})

const recordSchema = z.object({
  version: z.literal(1),
  key: z.string(),
  state: z.enum(['claimed', 'finished', 'released']),
  run: runSchema,
  nonce: z.string(),
  seconds: z.number().check(z.gt(0), z.lte(3_600)),
  templateId: z.string(),
  systems: z.array(entrySchema).check(z.minLength(1)),
})

/**
 * The entry of a record for one system. `by`: the run that recorded the outcome. `digest`: what was sent, or is about to
 * be. `startAt`: when it begins; none if at once.
 */
export type Entry = z.infer<typeof entrySchema>

/** The record of a key, as written in a commit message. */
export type OnceRecord = z.infer<typeof recordSchema>

// The other texts are made by this action. A secret could contain such a text, and would change it.
const FROM_OUTSIDE = new Set(['key', 'job', 'templateId', 'systemId', 'notificationId'])

/**
 * Writes the record as a commit message: a subject line for `git log`, then the JSON.
 *
 * @param redact removes secrets: everybody who can read the repository can read the record
 */
export function writeRecord(record: OnceRecord, redact: (text: string) => string): string {
  const subject = redact(`walkme-notify-action: ${record.state} "${record.key}"`)
  const redactText = (name: string, value: unknown) =>
    typeof value === 'string' && FROM_OUTSIDE.has(name) ? redact(value) : value
  return `${subject}\n\n${JSON.stringify(record, redactText, 2)}\n`
}

/** Reads the record in a commit message; undefined if it is not a record, or is of another version. */
export function readRecord(message: string): OnceRecord | undefined {
  const [, json = ''] = message.split(/\n\n(.*)/s)
  try {
    return z.safeParse(recordSchema, JSON.parse(json)).data
  } catch {
    return undefined
  }
}

/** The entry of a record for a system; an empty ID is the account's only one. */
export function entryOf({ systems }: OnceRecord, systemId: string): Entry | undefined {
  const id = canonicalSystemId(systemId)
  const same = systems.filter((entry) => canonicalSystemId(entry.systemId) === id)
  // An earlier version may have recorded two notations as two systems.
  return same.find(({ outcome }) => outcome !== 'not-sent') ?? same[0]
}

/**
 * The entries that may be the same system under another name, and may have the notification: one without an ID beside
 * one with an ID. So may a redacted ID, which cannot be compared.
 */
export function possibleEntriesOf({ systems }: OnceRecord, systemId: string): Entry[] {
  return systems.filter(
    (entry) =>
      entry.outcome !== 'not-sent' &&
      ((entry.systemId === '') !== (systemId === '') || entry.systemId.includes('***')),
  )
}
