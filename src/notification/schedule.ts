import { Temporal } from 'temporal-polyfill'
import { addError, type Diagnostic, type Diagnostics } from '../diagnostics.ts'
import type { Draft, Located } from './draft.ts'
import { addTo, isBefore, toApi, type WrittenMoment } from './moment.ts'
import { quoted } from './moment-hints.ts'
import { checkTimes } from './schedule-checks.ts'
import { readMoment, readShowHours, readTimeZone } from './schedule-members.ts'
import { isOpen, nextOpen } from './show-hours.ts'

/** When the notification is shown, and where that comes from. Moments are as WalkMe accepts them. */
export interface Schedule {
  startAt?: string | undefined
  endAt?: string | undefined
  /** When it would have started, if `show-hours` moved the start. */
  movedFrom?: string | undefined
  /** The IANA zone of dates without an offset, undefined if none was given. */
  timeZone?: string | undefined
  /** Moves a start that comes later, in milliseconds since the epoch, into the hours. Undefined if there are none. */
  intoHours?: ((start: number) => string) | undefined
  /** Whether a relative time counts from now. */
  countsFromNow: boolean
  /** Whether it is only as right as the clock of this machine. */
  needsClock: boolean
  /** The errors that hold only if something is left to send: what is past, and what follows from now. */
  pastTimes: Diagnostic[]
}

/** What a schedule is checked against. */
export interface ScheduleContext {
  /** Milliseconds since the epoch. */
  now: number
  /** Whether a record may say that all of it was sent. What is past is then no error yet. */
  mayBeSent: boolean
  /** Whether only previewers get it. All is checked as for everybody, but the hours move nothing. */
  isPreview: boolean
}

/** Reads the start, the end and the hours in which people may be interrupted, and checks them together. */
export function checkSchedule(
  draft: Draft,
  { now, mayBeSent, isPreview }: ScheduleContext,
  diagnostics: Diagnostics,
): Schedule {
  const { startAt, endAt, showHours } = draft
  const timeZone = readTimeZone(draft, diagnostics)
  const current = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone ?? 'UTC')
  const start = readMoment(startAt, current.timeZoneId, diagnostics)
  const end = readMoment(endAt, current.timeZoneId, diagnostics)
  const spans = readShowHours(draft, diagnostics)

  const given = resolve(start, current, startAt, diagnostics)
  // A start that could not be read may be any: nothing counts from it.
  const isKnown = startAt === undefined || given !== undefined
  const planned = latest(given, current)
  const isMoved = isKnown && timeZone !== undefined && spans.length > 0 && !isOpen(spans, planned)
  const movedFrom = isMoved ? planned : undefined
  const starts = movedFrom ? nextOpen(spans, movedFrom) : given
  const endAfter = (from: Temporal.ZonedDateTime | undefined) =>
    // Days and weeks keep the time of day where the people are, whatever the offset of the start is.
    from?.withTimeZone(current.timeZoneId) ?? current
  const ends =
    isKnown || end?.kind === 'absolute' ? resolve(end, endAfter(starts), endAt, diagnostics) : undefined

  const pastTimes: Diagnostic[] = []
  const times = { start, end, starts, ends, movedFrom, current }
  checkTimes(draft, times, { diagnostics, deferred: mayBeSent ? pastTimes : diagnostics })

  const countsFromNow = start?.kind === 'relative' || (end?.kind === 'relative' && startAt === undefined)
  const schedule = {
    timeZone,
    countsFromNow,
    needsClock: countsFromNow || showHours !== undefined,
    pastTimes,
  }
  if (isPreview) {
    const unmoved = resolve(end, endAfter(given), endAt, [])
    return { ...schedule, startAt: given && toApi(given), endAt: unmoved && toApi(unmoved) }
  }
  return {
    ...schedule,
    startAt: starts && toApi(starts),
    endAt: ends && toApi(ends),
    movedFrom: movedFrom && toApi(movedFrom),
    intoHours:
      timeZone === undefined || spans.length === 0
        ? undefined
        : (start) => toApi(nextOpen(spans, inZoneOf(current, start))),
  }
}

/** The moment that was meant. A relative time counts from another moment. */
function resolve(
  moment: WrittenMoment | undefined,
  from: Temporal.ZonedDateTime,
  located: Located<string> | undefined,
  diagnostics: Diagnostics,
): Temporal.ZonedDateTime | undefined {
  if (moment === undefined || moment.kind === 'absolute') return moment?.at
  const at = addTo(from, moment)
  const message = `${quoted(located?.value ?? '')} is beyond the year 9999. Write a date, or fewer weeks.`
  if (at === undefined && located) addError(diagnostics, located.location, message)
  return at
}

/** A moment, in milliseconds since the epoch, in the zone of another one. */
function inZoneOf({ timeZoneId }: Temporal.ZonedDateTime, moment: number): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(timeZoneId)
}

/** The later of both, in the zone of the hours. */
function latest(given: Temporal.ZonedDateTime | undefined, current: Temporal.ZonedDateTime) {
  return given && isBefore(current, given) ? given.withTimeZone(current.timeZoneId) : current
}
