import type { Core } from '../log/log.ts'
import type { Notification } from '../notification/notification.ts'

/** Makes HTML of text from outside; there is no other way in for it. */
export type EscapeHtml = (text: string) => string

/** A table: rows of cells, each of them HTML. */
export type Rows = Parameters<Core['summary']['addTable']>[0]

const MOST_ROWS = 100
const THE_TEMPLATES = "<em>the template's own</em>"

/** What people will see, who they are and when: a name and a value in each row. */
export function notificationTable(
  notification: Notification,
  timeZone: string | undefined,
  escapeHtml: EscapeHtml,
): Rows {
  const { runtimeTitle, runtimeDescription, title, startAt, endAt } = notification
  const facts: [name: string, value: string][] = [
    ['Title', runtimeTitle === undefined ? THE_TEMPLATES : escapeHtml(runtimeTitle)],
    ['Message', runtimeDescription === undefined ? THE_TEMPLATES : escapeHtml(runtimeDescription)],
    ['Shown as', notification.notificationType ?? 'push (the default)'],
    ['Template', code(notification.templateId, escapeHtml)],
    ['To', recipients(notification, escapeHtml)],
    ['Starts', startAt === undefined ? 'at once' : moment(startAt, timeZone, escapeHtml)],
    [
      'Ends',
      endAt === undefined ? '30 days after it was sent (the default)' : moment(endAt, timeZone, escapeHtml),
    ],
  ]
  if (title !== undefined) facts.push(['Name in ComCenter', escapeHtml(title)])
  return facts.map(([name, value]) => [{ data: name, header: true }, value])
}

/** What replaces the template's placeholders, empty if nothing does: a key and its text in each row. */
export function overrideTable({ override = [] }: Notification, escapeHtml: EscapeHtml): Rows {
  if (override.length === 0) return []
  const rows = override
    .slice(0, MOST_ROWS)
    .map(({ key, value }) => [code(key, escapeHtml), value === '' ? '<em>empty</em>' : escapeHtml(value)])
  const more = override.length - rows.length
  if (more > 0) rows.push(['…', `and ${more} more`])
  return [headerRow('Placeholder', 'Text'), ...rows]
}

/** The first row of a table. */
export function headerRow(...names: string[]): Rows[number] {
  return names.map((data) => ({ data, header: true }))
}

/** An ID, a key or the like. */
export function code(text: string, escapeHtml: EscapeHtml): string {
  return `<code>${escapeHtml(text)}</code>`
}

/** Audiences by their IDs. End users are people: they are only counted. */
function recipients({ audiencesIds = [], endUsersIds = [] }: Notification, escapeHtml: EscapeHtml): string {
  const lines = audiencesIds.slice(0, MOST_ROWS).map((id) => `audience ${code(id, escapeHtml)}`)
  const more = audiencesIds.length - lines.length
  if (more > 0) lines.push(`and ${more} more audiences`)
  if (endUsersIds.length > 0)
    lines.push(`${endUsersIds.length} end user${endUsersIds.length === 1 ? '' : 's'}`)
  return lines.join('<br>')
}

/** A moment in UTC and, if another zone was asked for, in that one too. */
function moment(iso: string, timeZone: string | undefined, escapeHtml: EscapeHtml): string {
  const clocks = [`${clock(iso, 'UTC')} UTC`]
  if (timeZone !== undefined && timeZone !== 'UTC')
    clocks.push(`${clock(iso, timeZone)} ${escapeHtml(timeZone)}`)
  return clocks.join('<br>')
}

// Swedes write dates as ISO 8601 does. Temporal could do this too, but would have to be loaded first.
const FORM = { dateStyle: 'short', timeStyle: 'medium' } as const

/** `2026-12-01 08:00`, with seconds only if there are any. */
function clock(iso: string, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { ...FORM, timeZone }).format(new Date(iso)).replace(/:00$/, '')
}
