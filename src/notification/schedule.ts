import { Temporal } from 'temporal-polyfill'
import { addError, addWarning, type Diagnostics } from '../diagnostics.ts'
import type { Draft, Located } from './draft.ts'

/** A point in time, in the zone that it was meant in. */
export interface Moment {
  at: Temporal.ZonedDateTime
  /** Whether only a date was written, so that it is the moment in which the day begins. */
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

const DEFAULT_LIFE_DAYS = 30

/**
 * Reads a moment: `YYYY-MM-DD` or `YYYY-MM-DD hh:mm` with `T`, seconds or an offset if wanted, or relative to now,
 * `+45m`, `+2h`, `+7d`, `+2w` (days and weeks keep the time of day). Returns a sentence for anything else.
 *
 * @param timeZone the IANA zone of what has no offset of its own
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

/** As WalkMe takes it: `YYYY-MM-DDThh:mm:ss±hh:mm`. */
export function toApi({ at }: Moment): string {
  return at.toString({ smallestUnit: 'second', timeZoneName: 'never' })
}

/**
 * Reads start and end, and checks the window that they make.
 *
 * @param now milliseconds since the epoch
 * @param timeZone an IANA name
 * @returns both as WalkMe takes them, as far as they were said and could be read
 */
export function checkSchedule(
  { startAt, endAt }: Draft,
  now: number,
  timeZone: string,
  diagnostics: Diagnostics,
): { startAt: string | undefined; endAt: string | undefined } {
  const present = Temporal.Instant.fromEpochMilliseconds(now)
  const start = readMoment(startAt, present, timeZone, diagnostics)
  const end = readMoment(endAt, present, timeZone, diagnostics)
  const startText = start && toApi(start)
  const endText = end && toApi(end)
  if (endAt && end) {
    if (start && isBeforeOrAt(end, start)) {
      addError(diagnostics, endAt.location, `The end (${endText}) is not after the start (${startText}).`)
    } else if (Temporal.Instant.compare(end.at.toInstant(), present) <= 0) {
      addError(diagnostics, endAt.location, `The end (${endText}) is already past.`)
    }
    if (end.isDateOnly) {
      const message = `The end is ${endText}, as that day begins. Write "${end.at.toPlainDate()} 23:59" to include the day.`
      addWarning(diagnostics, endAt.location, message)
    }
  }
  const defaultEnd = present.add({ hours: 24 * DEFAULT_LIFE_DAYS })
  if (
    startAt &&
    start &&
    endAt === undefined &&
    Temporal.Instant.compare(start.at.toInstant(), defaultEnd) > 0
  ) {
    const message =
      `The start is more than ${DEFAULT_LIFE_DAYS} days away, and without an end WalkMe ends a notification ` +
      `${DEFAULT_LIFE_DAYS} days from now: nobody would see it. Give an end too.`
    addError(diagnostics, startAt.location, message)
  }
  return { startAt: startText, endAt: endText }
}

/** The name of a time zone as it should be written, undefined where there is none of that name. */
export function knownTimeZone(name: string): string | undefined {
  try {
    // Temporal takes an offset for a zone as well; whoever means one writes it behind the date.
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
  // Temporal takes a leap second for the one before it. No clock here shows one.
  if (time.endsWith(':60')) throw new RangeError('leap second')
  return Temporal.PlainTime.from(time, { overflow: 'reject' })
}

function atOffset(wall: Temporal.PlainDateTime, offset: string): Temporal.ZonedDateTime | string {
  const written = /[Zz]/.test(offset) ? '+00:00' : offset
  if (written.slice(1) > '14:00' || written.slice(4) > '59')
    return `has the offset ${written}, which no place on earth has.`
  return wall.toZonedDateTime(written)
}

/** The one moment that a wall clock shows so; a sentence for none, and for two. */
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
