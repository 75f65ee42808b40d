import * as z from 'zod/mini'
import { type HttpAnswer, jsonOf } from './answer.ts'

// Text with a line break in it is no ID, and could do harm where an output is printed. Nor is a whole page.
const id = z.catch(
  z.optional(
    z.union([
      z.string().check(z.regex(/^\S[^\p{Cc}]{0,255}$/u)),
      z.pipe(
        z.number(),
        z.transform((number) => String(number)),
      ),
    ]),
  ),
  undefined,
)

const holder = z.looseObject({ notificationId: id, id })
const answerSchema = z.looseObject({
  notificationId: id,
  id,
  notification: z.catch(z.optional(holder), undefined),
  data: z.catch(z.optional(holder), undefined),
  result: z.catch(z.optional(holder), undefined),
})

/**
 * The ID of the notification that an answer speaks of, empty where it holds none. Which member holds it is not
 * documented: `notificationId` and `id` are looked for at the top, then under `notification`, `data` and `result`;
 * last comes the end of a `Location` header.
 */
export function notificationIdOf(answer: HttpAnswer): string {
  const { data: json } = z.safeParse(answerSchema, jsonOf(answer))
  const places = [json, json?.notification, json?.data, json?.result]
  const found = places.map((place) => place?.notificationId ?? place?.id).find((value) => value !== undefined)
  return found ?? lastSegment(answer.headers['location'] ?? '')
}

function lastSegment(location: string): string {
  // The base only makes a relative reference readable; nothing is ever requested from it.
  const path = location === '' ? '' : (URL.parse(location, 'http://localhost')?.pathname ?? '')
  const last = path.split('/').findLast((segment) => segment !== '') ?? ''
  return last.length > 256 ? '' : last
}
