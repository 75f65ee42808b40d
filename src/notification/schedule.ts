import { type Findings, mistake, warn } from '../findings.ts'
import type { Draft, Said } from './draft.ts'

/** A point in time, with the offset it was written with. */
export interface Moment {
  /** Milliseconds since the epoch, UTC. */
  instant: number
  /** As WalkMe takes it: `YYYY-MM-DDThh:mm:ss±hh:mm`. */
  text: string
  /** Whether only a date was written, so that the time is 00:00. */
  isDateOnly: boolean
}

const FORM =
  /^(?<date>\d{4}-\d{2}-\d{2})(?:[Tt ](?<time>\d{2}:\d{2})(?::(?<second>\d{2})(?:\.\d+)?)?)? ?(?<offset>[Zz]|[+-]\d{2}:\d{2})?$/

const DAY = 86_400_000
const DEFAULT_LIFE_DAYS = 30

/**
 * Reads a date in the API's forms: `YYYY-MM-DD` or `YYYY-MM-DD hh:mm`, with `T`, seconds or an offset if wanted;
 * UTC without an offset. Returns a sentence for what is no such date.
 */
export function parseMoment(text: string): Moment | string {
  const groups = FORM.exec(text)?.groups ?? {}
  const { date, time = '00:00', second = '00', offset = 'Z' } = groups
  if (date === undefined) {
    return (
      `${JSON.stringify(text)} is not a date. Write YYYY-MM-DD or YYYY-MM-DD hh:mm, ` +
      'with an offset such as +02:00 if it is not UTC.'
    )
  }
  const wall = Date.parse(`${date}T${time}:${second}Z`)
  // `Date` rolls 30 February over into March: what comes back must be what was written.
  const isReal = !Number.isNaN(wall) && new Date(wall).toISOString().startsWith(`${date}T${time}:${second}`)
  if (!isReal) return `${JSON.stringify(text)} does not exist in the calendar or on the clock.`

  const written = /[Zz]/.test(offset) ? '+00:00' : offset
  const shift = Number(written.slice(1, 3)) * 60 + Number(written.slice(4, 6))
  if (shift > 14 * 60 || written.slice(4, 6) > '59') {
    return `${JSON.stringify(text)} has the offset ${written}, which no place on earth has.`
  }
  return {
    instant: wall - (written.startsWith('-') ? -shift : shift) * 60_000,
    text: `${date}T${time}:${second}${written}`,
    isDateOnly: groups['time'] === undefined,
  }
}

/**
 * Reads start and end, and checks the window that they make.
 *
 * @param now milliseconds since the epoch
 * @returns both as WalkMe takes them, as far as they were said and could be read
 */
export function checkSchedule(
  { startAt, endAt }: Draft,
  now: number,
  found: Findings,
): { startAt: string | undefined; endAt: string | undefined } {
  const start = readMoment(startAt, found)
  const end = readMoment(endAt, found)
  if (endAt && end) {
    if (start && end.instant <= start.instant) {
      mistake(found, endAt.place, `The end (${end.text}) is not after the start (${start.text}).`)
    } else if (end.instant <= now) {
      mistake(found, endAt.place, `The end (${end.text}) is already past.`)
    }
    if (end.isDateOnly) {
      const day = end.text.slice(0, 10)
      warn(
        found,
        endAt.place,
        `The end is ${end.text}, as that day begins. Write "${day} 23:59" to include the day.`,
      )
    }
  }
  if (startAt && start && endAt === undefined && start.instant > now + DEFAULT_LIFE_DAYS * DAY) {
    const message =
      `The start is more than ${DEFAULT_LIFE_DAYS} days away, and without an end WalkMe ends a notification ` +
      `${DEFAULT_LIFE_DAYS} days from now: nobody would see it. Give an end too.`
    mistake(found, startAt.place, message)
  }
  return { startAt: start?.text, endAt: end?.text }
}

function readMoment(said: Said<string> | undefined, found: Findings): Moment | undefined {
  if (said?.value === undefined) return undefined
  const moment = parseMoment(said.value)
  if (typeof moment !== 'string') return moment
  mistake(found, said.place, moment)
  return undefined
}
