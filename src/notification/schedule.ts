import { Temporal } from 'temporal-polyfill'
import { addError, addWarning, type Diagnostics } from '../diagnostics.ts'
import type { Draft, Located } from './draft.ts'

/** A point in time, in the zone in which it was given. */
export interface Moment {
  at: Temporal.ZonedDateTime
  /** Whether only a date was given. The moment is then the beginning of that day. */
  isDateOnly: boolean
}

const ABSOLUTE =
  /^(?<date>\d{4}-\d{2}-\d{2})(?:[Tt ](?<time>\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?)? ?(?<offset>[Zz]|[+-]\d{2}:\d{2})?$/
const RELATIVE = /^\+(?<amount>\d{1,6})(?<unit>[mhdw])$/
const UNITS: Record<string, 'minutes' | 'hours' | 'days' | 'weeks'> = {
  m: 'minutes',
  h: 'hours',
  d: 'days',
  w: 'weeks',
}

const DEFAULT_DURATION_DAYS = 30

/**
 * Reads a moment: `YYYY-MM-DD` or `YYYY-MM-DD hh:mm`, optionally with `T`, seconds or an offset; or relative to now,
 * `+45m`, `+2h`, `+7d`, `+2w` (days and weeks keep the time of day).
 *
 * @param timeZone the IANA zone of a moment without an offset
 * @returns a sentence that says what is wrong if it cannot be read
 */
export function parseMoment(text: string, now: Temporal.Instant, timeZone: string): Moment | string {
  const relative = RELATIVE.exec(text)?.groups
  if (relative) {
    const unit = UNITS[relative['unit'] ?? '']
    const from = now.toZonedDateTimeISO(timeZone)
    return unit ? { at: from.add({ [unit]: Number(relative['amount']) }), isDateOnly: false } : notADate(text)
  }
  const { date, time = '00:00', offset } = ABSOLUTE.exec(text)?.groups ?? {}
  if (date === undefined) return notADate(text)
  const isDateOnly = !/\d[Tt ]\d/.test(text)
  try {
    const wall = Temporal.PlainDate.from(date, { overflow: 'reject' }).toPlainDateTime(plainTime(time))
    const at = offset ? atOffset(wall, offset) : inZone(wall, timeZone)
    return typeof at === 'string' ? `${JSON.stringify(text)} ${at}` : { at, isDateOnly }
  } catch {
    return `${JSON.stringify(text)} does not exist in the calendar or on the clock.`
  }
}

/** A moment as WalkMe accepts it: `YYYY-MM-DDThh:mm:ss±hh:mm`. */
export function toApi({ at }: Moment): string {
  return at.toString({ smallestUnit: 'second', timeZoneName: 'never' })
}

/**
 * Reads the start and the end, and checks them together.
 *
 * @param now milliseconds since the epoch
 * @param timeZone an IANA name
 * @returns both as WalkMe accepts them; undefined for one that was not given or could not be read
 */
export function checkSchedule(
  { startAt, endAt }: Draft,
  now: number,
  timeZone: string,
  diagnostics: Diagnostics,
): { startAt: string | undefined; endAt: string | undefined } {
  const currentInstant = Temporal.Instant.fromEpochMilliseconds(now)
  const start = readMoment(startAt, currentInstant, timeZone, diagnostics)
  const end = readMoment(endAt, currentInstant, timeZone, diagnostics)
  const startText = start && toApi(start)
  const endText = end && toApi(end)
  if (endAt && end) {
    if (start && isBeforeOrAt(end, start)) {
      addError(diagnostics, endAt.location, `The end (${endText}) is not after the start (${startText}).`)
    } else if (Temporal.Instant.compare(end.at.toInstant(), currentInstant) <= 0) {
      addError(diagnostics, endAt.location, `The end (${endText}) is already past.`)
    }
    if (end.isDateOnly) {
      const message = `The end is ${endText}, the beginning of that day. Write "${end.at.toPlainDate()} 23:59" to include the day.`
      addWarning(diagnostics, endAt.location, message)
    }
  }
  const defaultEnd = currentInstant.add({ hours: 24 * DEFAULT_DURATION_DAYS })
  if (
    startAt &&
    start &&
    endAt === undefined &&
    Temporal.Instant.compare(start.at.toInstant(), defaultEnd) > 0
  ) {
    const message =
      `The start is more than ${DEFAULT_DURATION_DAYS} days away, and without an end WalkMe ends a notification ` +
      `${DEFAULT_DURATION_DAYS} days from now: nobody would see it. Give an end too.`
    addError(diagnostics, startAt.location, message)
  }
  return { startAt: startText, endAt: endText }
}

/** The standard spelling of a time zone's name, undefined if there is no such zone. */
export function knownTimeZone(name: string): string | undefined {
  try {
    // Temporal accepts an offset as a zone too. Here, an offset is written after the date.
    return /^[a-z]/i.test(name)
      ? Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name).timeZoneId
      : undefined
  } catch {
    return undefined
  }
}

function readMoment(
  located: Located<string> | undefined,
  now: Temporal.Instant,
  timeZone: string,
  diagnostics: Diagnostics,
): Moment | undefined {
  if (located?.value === undefined) return undefined
  const moment = parseMoment(located.value.trim(), now, timeZone)
  if (typeof moment !== 'string') return moment
  addError(diagnostics, located.location, moment)
  return undefined
}

function plainTime(time: string): Temporal.PlainTime {
  // Temporal reads a leap second as the second before it. It is rejected, because the clocks here never show one.
  if (time.endsWith(':60')) throw new RangeError('leap second')
  return Temporal.PlainTime.from(time, { overflow: 'reject' })
}

function atOffset(wall: Temporal.PlainDateTime, offset: string): Temporal.ZonedDateTime | string {
  const written = /[Zz]/.test(offset) ? '+00:00' : offset
  if (written.slice(1) > '14:00' || written.slice(4) > '59')
    return `has the offset ${written}, which no time zone has.`
  return wall.toZonedDateTime(written)
}

/** The moment at which a wall clock in the zone shows this time. A sentence if there is no such moment, or if there are two. */
function inZone(wall: Temporal.PlainDateTime, timeZone: string): Temporal.ZonedDateTime | string {
  const earlier = wall.toZonedDateTime(timeZone, { disambiguation: 'earlier' })
  const later = wall.toZonedDateTime(timeZone, { disambiguation: 'later' })
  if (earlier.equals(later)) return earlier
  // In a gap neither shows what was written; in an overlap both do.
  const isGap = !earlier.toPlainDateTime().equals(wall)
  const what = isGap ? 'does not exist' : 'comes twice'
  return `${what} in ${timeZone}, where the clocks change then. Write it with an offset: ${wall.toString({ smallestUnit: 'minute' })}${later.offset} or ${earlier.offset}.`
}

function isBeforeOrAt(one: Moment, other: Moment): boolean {
  return Temporal.ZonedDateTime.compare(one.at, other.at) <= 0
}

function notADate(text: string): string {
  return (
    `${JSON.stringify(text)} is not a date. Write YYYY-MM-DD or YYYY-MM-DD hh:mm, with an offset such as +02:00 ` +
    'if it is not UTC, or relative to now, such as +45m, +2h, +7d or +2w.'
  )
}
