import type { SendBody } from '../notification/notification.ts'
import type { Schedule } from '../notification/schedule.ts'

// Enough to recognise a text, in UTF-16 units. The output `payload` has all of it.
const MAX_TEXT = 300

/**
 * What will be sent, one fact per line, for the collapsed group in the log. End users are counted, never named.
 *
 * @param redact removes secrets; it runs before texts are cut, so that no part of a secret is left
 */
export function detailsOf(
  payload: readonly SendBody[],
  redact: (text: string) => string,
  { movedFrom }: Pick<Schedule, 'movedFrom'> = {},
): string[] {
  const [first] = payload
  if (first === undefined) return []
  const { notification } = first
  const systems = payload.flatMap((body) => body.notification.systemId ?? [])
  const lines: [what: string, value: string | number | undefined][] = [
    ['Systems', systems.join(', ')],
    ['Template', notification.templateId],
    ['Audiences', notification.audiencesIds?.join(', ')],
    ['End users', notification.endUsersIds?.length],
    ['Type', notification.notificationType],
    ['Name', notification.title],
    ['Title', notification.runtimeTitle],
    ['Message', notification.runtimeDescription],
    [
      'Start',
      movedFrom ? `${notification.startAt} (moved by show-hours from ${movedFrom})` : notification.startAt,
    ],
    ['End', notification.endAt],
    ...(notification.override ?? []).map(({ key, value }): [string, string] => [key, value]),
  ]
  return lines.flatMap(([what, value]) =>
    value === undefined || value === '' ? [] : [`${what}: ${cut(redact(String(value)))}`],
  )
}

function cut(text: string): string {
  // Further lines are indented, so that they cannot be mistaken for another fact.
  return (text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text).replaceAll('\n', '\n  ')
}
