import type { Core } from '../log/log.ts'
import type { Notification } from '../notification/notification.ts'
import type { Schedule } from '../notification/schedule.ts'

/** Turns text from outside into safe HTML. All text from outside goes through it. */
export type EscapeHtml = (text: string) => string

/** What is shown of a schedule besides its start and end: its zone, and from when the start was moved. */
export type ShownSchedule = Pick<Schedule, 'timeZone' | 'movedFrom'>

/** A table: rows of cells, each of them HTML. */
export type Rows = Parameters<Core['summary']['addTable']>[0]

const MAX_ROWS = 100
const FROM_TEMPLATE = "<em>the template's own</em>"

/** What people will see, who will see it and when. Each row has a name and a value. */
export function notificationTable(
  notification: Notification,
  { timeZone, movedFrom }: ShownSchedule,
  escapeHtml: EscapeHtml,
): Rows {
  const { runtimeTitle, runtimeDescription, title, startAt, endAt } = notification
  const movedRow: [name: string, value: string][] =
    movedFrom === undefined ? [] : [['Moved by show-hours from', moment(movedFrom, timeZone, escapeHtml)]]
  const properties: [name: string, value: string][] = [
    ['Title', runtimeTitle === undefined ? FROM_TEMPLATE : escapeHtml(runtimeTitle)],
    ['Message', runtimeDescription === undefined ? FROM_TEMPLATE : escapeHtml(runtimeDescription)],
    ['Shown as', notification.notificationType ?? 'push (the default)'],
    ['Template', code(notification.templateId, escapeHtml)],
    ['To', recipients(notification, escapeHtml)],
    ['Starts', startAt === undefined ? 'at once' : moment(startAt, timeZone, escapeHtml)],
    ...movedRow,
    [
      'Ends',
      endAt === undefined ? '30 days after it was sent (the default)' : moment(endAt, timeZone, escapeHtml),
    ],
  ]
  if (title !== undefined) properties.push(['Name in ComCenter', escapeHtml(title)])
  return properties.map(([name, value]) => [{ data: name, header: true }, value])
}

/** The texts for the template's placeholders. Each row has a key and its text. Empty if there are none. */
export function overrideTable({ override = [] }: Notification, escapeHtml: EscapeHtml): Rows {
  if (override.length === 0) return []
  const rows = override
    .slice(0, MAX_ROWS)
    .map(({ key, value }) => [code(key, escapeHtml), value === '' ? '<em>empty</em>' : escapeHtml(value)])
  const more = override.length - rows.length
  if (more > 0) rows.push(['…', `and ${more} more`])
  return [headerRow('Placeholder', 'Text'), ...rows]
}

/** A row of header cells. */
export function headerRow(...names: string[]): Rows[number] {
  return names.map((data) => ({ data, header: true }))
}

/** HTML that shows an ID or a key as code. */
export function code(text: string, escapeHtml: EscapeHtml): string {
  return `<code>${escapeHtml(text)}</code>`
}

/** The IDs of audiences, and the number of end users. End users are people, so their IDs are not shown. */
function recipients({ audiencesIds = [], endUsersIds = [] }: Notification, escapeHtml: EscapeHtml): string {
  const lines = audiencesIds.slice(0, MAX_ROWS).map((id) => `audience ${code(id, escapeHtml)}`)
  const more = audiencesIds.length - lines.length
  if (more > 0) lines.push(`and ${more} more audiences`)
  if (endUsersIds.length > 0)
    lines.push(`${endUsersIds.length} end user${endUsersIds.length === 1 ? '' : 's'}`)
  return lines.join('<br>')
}

/** A moment in UTC, and also in the input's time zone if that is another one. */
function moment(iso: string, timeZone: string | undefined, escapeHtml: EscapeHtml): string {
  const clocks = [utc(new Date(iso))]
  if (timeZone !== undefined && timeZone !== 'UTC')
    clocks.push(`${clock(new Date(iso), timeZone)} ${escapeHtml(timeZone)}`)
  return clocks.join('<br>')
}

/** A moment as `2026-12-01 08:00 UTC`, with seconds unless they are 0. Without Intl, which takes 14 ms to load. */
export function utc(date: Date): string {
  return date
    .toISOString()
    .replace('T', ' ')
    .replace(/(:00)?\.\d+Z$/, ' UTC')
}

// The Swedish format is that of ISO 8601. Temporal could do this too, but would have to be loaded first.
const FORM = { dateStyle: 'short', timeStyle: 'medium' } as const

function clock(date: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { ...FORM, timeZone }).format(date).replace(/:00$/, '')
}
