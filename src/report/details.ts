import type { SendBody } from '../notification/notification.ts'

// Enough to recognise a text by; the whole of it is in the output `payload`.
const MAX_TEXT = 300

/**
 * What will be sent, line by line, for the collapsed part of the log; end users are counted, never named.
 *
 * @param redact takes secrets out, before a cut could leave a part of one
 */
export function detailsOf(payload: readonly SendBody[], redact: (text: string) => string): string[] {
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
    value === undefined || value === '' ? [] : [`${what}: ${cut(redact(String(value)))}`],
  )
}

function cut(text: string): string {
  // Further lines are indented, so that none can pass for one of ours.
  return (text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text).replaceAll('\n', '\n  ')
}
