import { addError, type Diagnostics } from '../diagnostics.ts'
import { isCron } from './cron.ts'
import type { Draft, Located } from './draft.ts'
import { knownTimeZone, parseMoment, type WrittenMoment } from './moment.ts'
import { quoted } from './moment-hints.ts'
import { parseSpan, type Span } from './show-hours.ts'
import { timeZoneHint } from './time-zone-hints.ts'

const MAX_SPANS = 20

/** The time zone that was given, in its standard spelling. Undefined if there is none, or none that exists. */
export function readTimeZone({ timeZone, showHours }: Draft, diagnostics: Diagnostics): string | undefined {
  if (timeZone?.value === undefined) {
    const message =
      'There is no time zone for these hours. Give "time-zone" too, such as Europe/Paris, or UTC if that is meant.'
    if (showHours && timeZone === undefined) addError(diagnostics, showHours.location, message)
    return undefined
  }
  const name = timeZone.value.trim()
  const known = knownTimeZone(name)
  if (known === undefined) {
    const hint = timeZoneHint(name, knownTimeZone)
    addError(diagnostics, timeZone.location, `${quoted(timeZone.value)} is not an IANA time zone. ${hint}`)
  }
  return known
}

/** A start or an end as it was written, undefined if there is none, or none that can be read. */
export function readMoment(
  located: Located<string> | undefined,
  timeZone: string,
  diagnostics: Diagnostics,
): WrittenMoment | undefined {
  if (located?.value === undefined) return undefined
  const moment = parseMoment(located.value.trim(), timeZone)
  if (typeof moment !== 'string') return moment
  addError(diagnostics, located.location, moment)
  return undefined
}

/** The hours in which people may be interrupted. Empty if none were given, or none that can be read. */
export function readShowHours({ showHours }: Draft, diagnostics: Diagnostics): Span[] {
  if (showHours?.value === undefined) return []
  const { location, value } = showHours
  if (value.length === 0)
    addError(
      diagnostics,
      location,
      'The list is empty. Write hours such as "Mon-Fri 08:00-18:00", or leave it out.',
    )
  if (value.length > MAX_SPANS) {
    addError(diagnostics, location, `There are ${value.length} spans of hours. The maximum is ${MAX_SPANS}.`)
    return []
  }
  return joinedAtCommas(value).flatMap((text) => {
    const span = parseSpan(text)
    if (typeof span !== 'string') return [span]
    addError(diagnostics, location, `${quoted(text)} cannot be read. ${span}`)
    return []
  })
}

/** The spans, with a comma put back where it separates days from their hours, or the fields of cron. */
function joinedAtCommas(spans: string[]): string[] {
  const whole = spans.join(',')
  if (isCron(whole)) return [whole]
  return spans.flatMap((text, index) => {
    const [previous = '', next = ''] = [spans[index - 1], spans[index + 1]]
    if (areDays(previous) && areHours(text)) return []
    return areDays(text) && areHours(next) ? [`${text}, ${next}`] : [text]
  })
}

function areDays(text: string): boolean {
  return /^[a-z][a-z -]*$/i.test(text)
}

function areHours(text: string): boolean {
  return /^\d[\d:.h apm-]*$/i.test(text)
}
