import { Temporal } from 'temporal-polyfill'
import { describeInvalidMoment, quoted } from './moment-hints.ts'

/** A moment as it was written: a date in its zone, or a duration that counts from another moment. */
export type WrittenMoment =
  | {
      kind: 'absolute'
      at: Temporal.ZonedDateTime
      /** Whether only a date was given. The moment is then the beginning of that day. */
      isDateOnly: boolean
    }
  | { kind: 'relative'; amount: number; unit: 'minutes' | 'hours' | 'days' | 'weeks' }

const ABSOLUTE =
  /^(?<date>\d{4}-\d{2}-\d{2})(?:[Tt ](?<time>\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?)? ?(?<offset>[Zz]|[+-]\d{2}:\d{2})?$/
const RELATIVE = /^\+(?<amount>\d+)(?<unit>[mhdw])$/
const UNITS = new Map([
  ['m', 'minutes'],
  ['h', 'hours'],
  ['d', 'days'],
  ['w', 'weeks'],
] as const)

/** What goes to WalkMe has a year of four digits. */
export const LAST_YEAR = 9999

/**
 * Reads a moment: `YYYY-MM-DD` or `YYYY-MM-DD hh:mm`, optionally with `T`, seconds or an offset; or a relative time,
 * `+45m`, `+2h`, `+7d`, `+2w`.
 *
 * @param timeZone the IANA zone of a moment without an offset
 * @returns a sentence that says what is wrong if it cannot be read
 */
export function parseMoment(text: string, timeZone: string): WrittenMoment | string {
  return (
    readMoment(text, timeZone) ??
    describeInvalidMoment(text, (other) => typeof readMoment(other, timeZone) === 'object')
  )
}

/** Undefined if the text is not in the form of a moment. */
function readMoment(text: string, timeZone: string): WrittenMoment | string | undefined {
  const relative = RELATIVE.exec(text)?.groups
  if (relative) {
    const unit = [...UNITS].find(([letter]) => letter === relative['unit'])?.[1]
    if (unit) return { kind: 'relative', amount: Number(relative['amount']), unit }
  }
  const { date, time = '00:00', offset } = ABSOLUTE.exec(text)?.groups ?? {}
  if (date === undefined) return undefined
  try {
    // Temporal rejects a text whose day or time does not exist; only of numbers it would take the nearest.
    const day = Temporal.PlainDate.from(date)
    if (/^24:00/.test(time)) return noSuchTime(text, day)
    const wall = day.toPlainDateTime(plainTime(time))
    const at = offset ? atOffset(wall, offset) : inZone(wall, timeZone)
    if (typeof at === 'string') return `${quoted(text)} ${at}`
    return { kind: 'absolute', at, isDateOnly: !/\d[Tt ]\d/.test(text) }
  } catch {
    return `${quoted(text)} does not exist in the calendar or on the clock.`
  }
}

/** A relative time counted from a moment. Days and weeks keep the time of day. Undefined beyond the year 9999. */
export function addTo(
  from: Temporal.ZonedDateTime,
  { amount, unit }: Extract<WrittenMoment, { kind: 'relative' }>,
): Temporal.ZonedDateTime | undefined {
  try {
    const at = from.add({ [unit]: amount })
    return at.year > LAST_YEAR ? undefined : at
  } catch {
    // More than Temporal can count.
    return undefined
  }
}

/** A moment as WalkMe accepts it: `YYYY-MM-DDThh:mm:ss±hh:mm`. */
export function toApi(at: Temporal.ZonedDateTime): string {
  return at.toString({ smallestUnit: 'second', timeZoneName: 'never' })
}

/** Whether a moment is before another one. */
export function isBefore(one: Temporal.ZonedDateTime, other: Temporal.ZonedDateTime): boolean {
  return one.epochNanoseconds < other.epochNanoseconds
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

function noSuchTime(text: string, day: Temporal.PlainDate): string {
  return `${quoted(text)} is written as the next day: "${day.add({ days: 1 })} 00:00".`
}

function plainTime(time: string): Temporal.PlainTime {
  // Temporal reads a leap second as the second before it. It is rejected, because the clocks here never show one.
  if (time.endsWith(':60')) throw new RangeError('leap second')
  return Temporal.PlainTime.from(time)
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
