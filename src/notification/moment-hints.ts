import { cutBetweenWords } from '../text.ts'
import { isCron } from './cron.ts'

// Dates as people write them: separators, digits, clock and offset in many forms.
const DATE =
  /^(?<year>\d{4})(?<separator>[-/.])(?<month>\d{1,2})\k<separator>(?<day>\d{1,2})(?:[T ,]+(?<hour>\d{1,2})(?:[:.h](?<minute>\d{2}))?(?<second>:\d{2})?(?:[.,]\d+)? ?(?<half>am|pm)?)? ?(?<offset>Z|UTC|GMT|(?<sign>[+-])(?<hours>\d{1,2})(?::?(?<minutes>\d{2}))?)?$/i
const YEAR_LAST = /^(?<one>\d{1,2})(?<separator>[-/.])(?<two>\d{1,2})\k<separator>(?<year>\d{4})(?<rest>.*)$/s
const DURATION =
  /^(?:in )?\+? ?(?<amount>\d+) ?(?<unit>m|min|mins|minutes?|h|hrs?|hours?|d|days?|w|wks?|weeks?)$/i
// The durations of ISO 8601 that have one part.
const ISO_DURATION = /^\+?P(?:(?<amount>\d+)(?<unit>[DW])|T(?<amountOfTime>\d+)(?<unitOfTime>[HM]))$/i

/** Text in quotes for a message, cut if it is long. */
export function quoted(text: string): string {
  return JSON.stringify(cutBetweenWords(text, 100))
}

/**
 * Why a text is not a moment, and what to write instead.
 *
 * @param isMoment whether a text can be read; what it cannot is never suggested
 */
export function describeInvalidMoment(text: string, isMoment: (text: string) => boolean): string {
  const [one, two] = suggestions(text).filter(isMoment)
  if (two !== undefined) return `${quoted(text)} can be two dates. Write "${one}" or "${two}".`
  if (one !== undefined) return `${quoted(text)} is not written as expected. Write "${one}".`
  if (/^now$/i.test(text)) return `${quoted(text)} is not a date. To start at once, leave it out.`
  if (isCron(text.replace(/\s+/g, ' ')))
    return `${quoted(text)} is cron. To repeat it, put this under "on: schedule" of the workflow. Here, write a date, YYYY-MM-DD hh:mm, or a relative time such as +2h.`
  if (/^\+\d+ ?(mo|y)|^\+?P\d+[MY]/i.test(text) || /^\+\d+ ?M$/.test(text))
    return `${quoted(text)} is not a relative time: months and years differ in length. Write days or weeks, such as +30d.`
  if (/^\p{L}/u.test(text))
    return `${quoted(text)} is not a date: words are not understood. Write the date, YYYY-MM-DD, or a relative time such as +1d.`
  if (/^\d{4}-\d{2}-\d{2}.*[a-z]/i.test(text))
    return `${quoted(text)} is not a date: a time zone has no place in it. Write an offset such as +02:00, or name the zone in "time-zone".`
  return (
    `${quoted(text)} is not a date. Write YYYY-MM-DD or YYYY-MM-DD hh:mm, with an offset such as +02:00 ` +
    'if it is not UTC, or a relative time such as +45m, +2h, +7d or +2w.'
  )
}

/** What may have been meant: one text, or two if the order of day and month is not known. */
function suggestions(written: string): string[] {
  const text = written.replace(/[\u2010-\u2015\u2212]/g, '-').replace(/\s+/g, ' ')
  const { amount, unit = '' } = DURATION.exec(text)?.groups ?? {}
  // "+1M" may stand for a month.
  if (amount !== undefined && unit !== 'M') return [`+${amount}${unit.charAt(0).toLowerCase()}`]
  const iso = ISO_DURATION.exec(text)?.groups
  if (iso)
    return [
      `+${iso['amount'] ?? iso['amountOfTime']}${(iso['unit'] ?? iso['unitOfTime'] ?? '').toLowerCase()}`,
    ]

  const { one, two, year, rest } = YEAR_LAST.exec(text)?.groups ?? {}
  const dates =
    year === undefined ? [text] : new Set([`${year}-${one}-${two}${rest}`, `${year}-${two}-${one}${rest}`])
  return [...dates].flatMap((date) => inOurForm(date) ?? [])
}

function inOurForm(text: string): string | undefined {
  const { year, month, day, hour, minute, second, half, offset, sign, hours, minutes } =
    DATE.exec(text)?.groups ?? {}
  if (year === undefined) return undefined
  const time =
    hour === undefined ? '' : ` ${twoDigits(in24Hours(hour, half))}:${minute ?? '00'}${second ?? ''}`
  const zone = sign === undefined ? offset && 'Z' : `${sign}${twoDigits(hours)}:${minutes ?? '00'}`
  return `${year}-${twoDigits(month)}-${twoDigits(day)}${time}${zone ?? ''}`
}

function twoDigits(digits: string | number = ''): string {
  return String(digits).padStart(2, '0')
}

function in24Hours(hour: string, half: string | undefined): number {
  if (half === undefined) return Number(hour)
  return (Number(hour) % 12) + (/pm/i.test(half) ? 12 : 0)
}
