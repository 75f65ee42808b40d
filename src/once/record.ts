import * as z from 'zod/mini'
import type { Run } from '../inputs/once.ts'

const runSchema: z.ZodMiniType<Run> = z.object({
  id: z.string(),
  attempt: z.int().check(z.minimum(1)),
  job: z.string(),
})

const entrySchema = z.object({
  systemId: z.string(),
  outcome: z.enum(['claimed', 'sent', 'not-sent', 'uncertain']),
  notificationId: z.string(),
  by: z.optional(runSchema),
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

/** The entry of a record for one system. `by`: the run that recorded the outcome. */
export type Entry = z.infer<typeof entrySchema>

/** The record of a key, as written in a commit message. */
export type OnceRecord = z.infer<typeof recordSchema>

/** Writes the record as a commit message: a subject line for `git log`, then the JSON. */
export function writeRecord(record: OnceRecord): string {
  const subject = `walkme-notify-action: ${record.state} "${record.key}"`
  return `${subject}\n\n${JSON.stringify(record, null, 2)}\n`
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
