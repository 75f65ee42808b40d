import type { Temporal } from 'temporal-polyfill'
import { addError, addWarning, type Diagnostics } from '../diagnostics.ts'
import type { Draft } from './draft.ts'
import { isBefore, LAST_YEAR, toApi, type WrittenMoment } from './moment.ts'
import { quoted } from './moment-hints.ts'

/** The start and the end: as written, and the moments that they mean. */
export interface Times {
  start: WrittenMoment | undefined
  end: WrittenMoment | undefined
  /** Moved into the hours, if it was outside of them. */
  starts: Temporal.ZonedDateTime | undefined
  ends: Temporal.ZonedDateTime | undefined
  /** When it would have started, if it was moved. */
  movedFrom: Temporal.ZonedDateTime | undefined
  current: Temporal.ZonedDateTime
}

/** Where errors go. `deferred` receives those that the passing of time alone can cause. */
interface Targets {
  diagnostics: Diagnostics
  deferred: Diagnostics
}

const DEFAULT_DURATION_DAYS = 30
const PROBABLY_MONTHS = 12

/** Checks the times against each other and against now. */
export function checkTimes(draft: Draft, times: Times, targets: Targets): void {
  warnOfMinutes(draft.startAt, times.start, targets)
  warnOfMinutes(draft.endAt, times.end, targets)
  checkStart(draft, times, targets)
  checkEnd(draft, times, targets)
}

function warnOfMinutes(
  located: Draft['startAt'],
  moment: WrittenMoment | undefined,
  { diagnostics }: Targets,
) {
  if (moment?.kind !== 'relative' || moment.unit !== 'minutes' || moment.amount > PROBABLY_MONTHS) return
  const message = `${quoted(located?.value ?? '')} counts minutes. If months are meant, write weeks or days, such as +30d.`
  if (located) addWarning(diagnostics, located.location, message)
}

function checkStart(
  { startAt, endAt, showHours }: Draft,
  { start, starts, movedFrom, current }: Times,
  { diagnostics, deferred }: Targets,
): void {
  if (startAt && start && isLongPast(start, current)) {
    const message = `The start (${toApi(start.at)}) is ${daysPast(start.at, current)} past. Check the year, and whether an old run was started again. To start at once, leave it out.`
    addError(deferred, startAt.location, message)
  }
  // Without an end, another mistake is told: such a start would never come.
  if (startAt && endAt && start?.kind === 'absolute' && isBefore(current.add({ years: 1 }), start.at)) {
    const message = `The start (${toApi(start.at)}) is more than a year away. Check the year.`
    addWarning(diagnostics, startAt.location, message)
  }
  const location = (startAt ?? showHours)?.location
  if (location === undefined || starts === undefined) return
  if (starts.year > LAST_YEAR) addError(diagnostics, location, `The start is beyond the year ${LAST_YEAR}.`)
  if (endAt === undefined && isBefore(current.add({ hours: 24 * DEFAULT_DURATION_DAYS }), starts)) {
    const message =
      `The start (${toApi(starts)}${moved(movedFrom)}) is more than ${DEFAULT_DURATION_DAYS} days away, and without an end WalkMe ends a notification ` +
      `${DEFAULT_DURATION_DAYS} days from now: nobody would see it. Give an end too.`
    addError(diagnostics, location, message)
  }
}

function checkEnd({ endAt }: Draft, times: Times, { diagnostics, deferred }: Targets): void {
  const { start, end, starts, ends, movedFrom, current } = times
  // No end is wrong against a start that cannot be.
  if (endAt === undefined || ends === undefined || (starts && starts.year > LAST_YEAR)) return
  // Two dates are in the wrong order whatever the time is now.
  const isTimeless = start?.kind === 'absolute' && movedFrom === undefined
  const isPast = !isBefore(current, ends)
  if (starts && !isBefore(starts, ends) && (isTimeless || !isPast)) {
    const message = `The end (${toApi(ends)}) is not after the start (${toApi(starts)}${moved(movedFrom)}).`
    addError(isTimeless ? diagnostics : deferred, endAt.location, message)
    // An end that counts from a start of long ago is past because the start is.
  } else if (isPast && !(end?.kind === 'relative' && start && isLongPast(start, current))) {
    addError(deferred, endAt.location, `The end (${toApi(ends)}) is already past.`)
  }
  if (end?.kind === 'absolute' && end.isDateOnly) {
    const message = `The end is ${toApi(ends)}, the beginning of that day. Write "${ends.toPlainDate()} 23:59" to include the day.`
    addWarning(diagnostics, endAt.location, message)
  }
}

/** Whether a start is so long past that it is probably wrong: more than a day, or two days if it has no time of day. */
function isLongPast(
  start: WrittenMoment,
  current: Temporal.ZonedDateTime,
): start is Extract<WrittenMoment, { kind: 'absolute' }> {
  return start.kind === 'absolute' && isBefore(start.at.add({ hours: start.isDateOnly ? 48 : 24 }), current)
}

function daysPast(start: Temporal.ZonedDateTime, current: Temporal.ZonedDateTime): string {
  const days = Math.floor((current.epochMilliseconds - start.epochMilliseconds) / (24 * 60 * 60 * 1_000))
  return days === 1 ? '1 day' : `${days} days`
}

function moved(from: Temporal.ZonedDateTime | undefined): string {
  return from ? `, which show-hours moved from ${toApi(from)}` : ''
}
