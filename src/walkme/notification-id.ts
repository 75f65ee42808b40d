import * as z from 'zod/mini'
import { type HttpAnswer, jsonOf } from './answer.ts'

// An ID has at most 256 characters and no control character. A line break could do harm where an output is printed.
const ID = /^\S[^\p{Cc}]{0,255}$/u

const id = z.catch(
  z.optional(
    z.union([
      z.string().check(z.regex(ID)),
      z.pipe(
        z.number(),
        z.transform((number) => String(number)),
      ),
    ]),
  ),
  undefined,
)

const nested = z.looseObject({ notificationId: id, id })
const answerSchema = z.looseObject({
  notificationId: id,
  id,
  notification: z.catch(z.optional(nested), undefined),
  data: z.catch(z.optional(nested), undefined),
  result: z.catch(z.optional(nested), undefined),
})

/**
 * The ID of the notification in an answer; empty if there is none. WalkMe does not document which member holds it. We
 * look for `notificationId` and `id` at the top level, then under `notification`, `data` and `result`, and last at the
 * end of a `Location` header.
 */
export function notificationIdOf(answer: HttpAnswer): string {
  const { data: json } = z.safeParse(answerSchema, jsonOf(answer))
  const candidates = [json, json?.notification, json?.data, json?.result]
  const inBody = candidates
    .map((candidate) => candidate?.notificationId ?? candidate?.id)
    .find((value) => value !== undefined)
  return inBody ?? lastSegment(answer.headers['location'] ?? '')
}

/** Whether a text can be the ID of a notification. */
export function isNotificationId(text: string): boolean {
  return ID.test(text)
}

function lastSegment(location: string): string {
  // The base is only there to parse a relative reference. Nothing is requested from it.
  const path = URL.parse(location, 'http://localhost')?.pathname ?? ''
  const last = path.split('/').findLast((segment) => segment !== '') ?? ''
  return last.length > 256 ? '' : last
}
