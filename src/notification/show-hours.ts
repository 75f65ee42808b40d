import type { Temporal } from 'temporal-polyfill'
import { isBefore } from './moment.ts'
import { quoted } from './moment-hints.ts'
import { describeInvalidSpan } from './show-hours-hints.ts'

/** Hours of the day on some days of the week. */
export interface Span {
  /** Days as ISO 8601 numbers them, 1 for Monday to 7 for Sunday. */
  days: ReadonlySet<number>
  /** Minutes from midnight by the clock on the wall. The last one is `closes - 1`. */
  opens: number
  closes: number
}

const SPAN = /^(?<first>[a-z]+)(?: ?- ?(?<last>[a-z]+))? +(?<opens>\d{2}:\d{2}) ?- ?(?<closes>\d{2}:\d{2})$/i
const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
const WHOLE_DAY = 24 * 60

/** Reads a span such as `Mon-Fri 08:00-18:00`. Returns a sentence that says what is wrong if it cannot be read. */
export function parseSpan(text: string): Span | string {
  return readSpan(text) ?? describeInvalidSpan(text, (other) => typeof readSpan(other) === 'object')
}

/** Undefined if the text is not in the form of a span. */
function readSpan(text: string): Span | string | undefined {
  const { first = '', last = first, opens = '', closes = '' } = SPAN.exec(text)?.groups ?? {}
  if (first === '') return undefined
  const [from, to] = [dayOf(first), dayOf(last)]
  if (from === undefined) return unknownDay(first)
  if (to === undefined) return unknownDay(last)
  const wrong = [opens, closes].find((time) => !/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/.test(time))
  if (wrong !== undefined) return `"${wrong}" is not a time of day. Write 00:00 to 24:00.`

  const span = { days: daysBetween(from, to), opens: minutesOf(opens), closes: minutesOf(closes) }
  if (span.opens < span.closes) return span
  const days = last === first ? shortName(from) : `${shortName(from)}-${shortName(to)}`
  if (span.opens === WHOLE_DAY) return 'It begins at 24:00. Write the next day, from 00:00.'
  if (span.opens === span.closes)
    return `It ends when it begins. For the whole day, write "${days} 00:00-24:00".`
  if (span.closes === 0)
    return `It ends before it begins. For midnight at its end, write "${days} ${opens}-24:00".`
  const next = last === first ? shortName(from + 1) : `${shortName(from + 1)}-${shortName(to + 1)}`
  return `It passes midnight. Write it as two, "${days} ${opens}-24:00" and "${next} 00:00-${closes}".`
}

/** Whether the clock on the wall shows a time within one of the spans. */
export function isOpen(spans: readonly Span[], at: Temporal.ZonedDateTime): boolean {
  const minute = at.hour * 60 + at.minute
  return spans.some(({ days, opens, closes }) => days.has(at.dayOfWeek) && minute >= opens && minute < closes)
}

/**
 * The first moment within the hours, not before the one given. What the clock on the wall shows counts: an opening that
 * a clock change skips is the first moment after it, and of one that it repeats the first.
 *
 * @param spans at least one
 */
export function nextOpen(spans: readonly Span[], from: Temporal.ZonedDateTime): Temporal.ZonedDateTime {
  let at = from
  while (!isOpen(spans, at)) at = nextBoundary(spans, at)
  return at
}

/** The next moment at which the hours may begin: a span opens, a clock changes, or a day begins. */
function nextBoundary(spans: readonly Span[], at: Temporal.ZonedDateTime): Temporal.ZonedDateTime {
  const openings = spans.flatMap(({ days, opens }) => {
    if (!days.has(at.dayOfWeek) || opens === 0) return []
    const wall = at.toPlainDate().toPlainDateTime({ hour: Math.floor(opens / 60), minute: opens % 60 })
    return (['earlier', 'later'] as const).map((disambiguation) =>
      wall.toZonedDateTime(at.timeZoneId, { disambiguation }),
    )
  })
  // Where clocks go back over midnight, a day begins twice.
  const tomorrow = at.toPlainDate().add({ days: 1 })
  const midnight = tomorrow.toPlainDateTime().toZonedDateTime(at.timeZoneId, { disambiguation: 'later' })
  const change = at.getTimeZoneTransition('next')
  const later = [...openings, tomorrow.toZonedDateTime(at.timeZoneId), midnight, ...(change ? [change] : [])]
  return later
    .filter((other) => isBefore(at, other))
    .reduce((one, other) => (isBefore(other, one) ? other : one), at.add({ hours: 24 }))
}

/** From a day to another, over the end of the week if need be. */
function daysBetween(from: number, to: number): ReadonlySet<number> {
  const count = ((to - from + 7) % 7) + 1
  return new Set(Array.from({ length: count }, (_, index) => ((from - 1 + index) % 7) + 1))
}

function dayOf(name: string): number | undefined {
  const index = DAYS.findIndex((day) => [day, day.slice(0, 3)].includes(name.toLowerCase()))
  return index < 0 ? undefined : index + 1
}

function unknownDay(name: string): string {
  const near = DAYS.findIndex((day) => day.startsWith(name.toLowerCase().slice(0, 2).padEnd(2, '?')))
  const hint =
    near < 0 ? 'Write Mon, Tue, Wed, Thu, Fri, Sat or Sun.' : `Did you mean "${shortName(near + 1)}"?`
  return `${quoted(name)} is not a day. ${hint}`
}

function shortName(day: number): string {
  const [name = ''] = DAYS.slice((day - 1) % 7)
  return name.charAt(0).toUpperCase() + name.slice(1, 3)
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
}
