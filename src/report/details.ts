import type { SendBody } from '../notification/notification.ts'

// Enough to recognise a text by; the whole of it is in the output `payload`.
const MAX_TEXT = 300

/** What will be sent, line by line, for the collapsed part of the log; end users are counted, never named. */
export function detailsOf(payload: readonly SendBody[]): string[] {
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
    ['Start', notification.startAt],
    ['End', notification.endAt],
    ...(notification.override ?? []).map(({ key, value }): [string, string] => [key, value]),
  ]
  return lines.flatMap(([what, value]) =>
    value === undefined || value === '' ? [] : [`${what}: ${cut(String(value))}`],
  )
}

function cut(text: string): string {
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text
}
