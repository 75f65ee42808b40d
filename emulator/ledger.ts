import { randomUUID } from 'node:crypto'
import type { Account, Audience, Button, Template } from './account.ts'
import { parseMoment } from './moment.ts'
import type { Notification } from './notification.ts'
import { type FilledPlaceholder, fillPlaceholders, placeholdersIn } from './placeholders.ts'

/** What people in Workstation get to see of one notification, and when. */
export interface Seen {
  title: string
  message: string
  button: Button | null
  type: 'push' | 'popup'
  recipients: {
    /** Different people, over end users and audiences. */
    people: number
    endUsers: number
    audiences: { id: string; name: string; members: number }[]
  }
  /** ISO, UTC; the API's default (now) applied. */
  startAt: string
  /** ISO, UTC; the API's default (30 days from now, not from the start) applied. */
  endAt: string
}

/** One notification that was accepted. */
export interface LedgerEntry {
  notificationId: string
  systemId: string
  templateId: string
  /** As received. */
  notification: Notification
  /** When it was accepted, ISO, UTC. */
  at: string
  seen: Seen
  /** Whether a title says so. A preview of which the template gives the title cannot be told from any other notification. */
  isPreview: boolean
  /** Which placeholder of the template was filled by which key, and whether that was sent with its hashes. */
  filledPlaceholders: FilledPlaceholder[]
  /** Override keys that occur nowhere in what people see of the template. */
  unusedOverrides: string[]
  /** Placeholders that people see unfilled. */
  unfilledPlaceholders: string[]
}

/** Why a notification of the right form is turned down all the same. */
export interface Refusal {
  status: 400 | 404
  message: string
}

const thirtyDays = 30 * 24 * 60 * 60 * 1000

/**
 * Holds a notification against what the account knows.
 * @returns The entry for the ledger, or why there can be none.
 */
export function enter(
  notification: Notification,
  account: Account,
  now: Date,
): { entry: LedgerEntry } | { refusal: Refusal } {
  const { systemId = account.systems.length === 1 ? account.systems[0] : undefined } = notification
  if (systemId === undefined) {
    return refuse(400, 'systemId: required, since this account has more than one system')
  }
  if (!account.systems.includes(systemId)) return unknown('systemId', systemId)
  const template = account.templates.find(({ id }) => id === notification.templateId)
  if (template === undefined) return unknown('templateId', notification.templateId)
  const audiences: Audience[] = []
  for (const id of notification.audiencesIds ?? []) {
    const audience = account.audiences.find((candidate) => candidate.id === id)
    if (audience === undefined) return unknown('audiencesIds', id)
    audiences.push(audience)
  }
  const start = moment(notification.startAt) ?? now
  const end = moment(notification.endAt) ?? new Date(now.getTime() + thirtyDays)
  if (end <= start) {
    return refuse(400, `endAt: ends before it begins (${start.toISOString()} to ${end.toISOString()})`)
  }
  const { placeholders, unused, left, ...words } = wording(notification, template)
  const entry: LedgerEntry = {
    notificationId: randomUUID(),
    systemId,
    templateId: template.id,
    notification,
    at: now.toISOString(),
    seen: {
      ...words,
      type: notification.notificationType ?? 'push',
      recipients: recipients(notification.endUsersIds ?? [], audiences),
      startAt: start.toISOString(),
      endAt: end.toISOString(),
    },
    filledPlaceholders: placeholders,
    isPreview: [notification.title, notification.runtimeTitle].some((text) => text?.startsWith('[Preview] ')),
    unusedOverrides: unused,
    unfilledPlaceholders: left,
  }
  return { entry }
}

/** The runtime texts take the place of the template's; overrides reach only what is left of the template. */
function wording({ runtimeTitle, runtimeDescription, override = [] }: Notification, template: Template) {
  const { button } = template
  const title = runtimeTitle === undefined ? template.title : ''
  const message = runtimeDescription === undefined ? template.message : ''
  const filled = fillPlaceholders([title, message, button?.text ?? '', button?.link ?? ''], override)
  const [filledTitle = '', filledMessage = '', text = '', link = ''] = filled.texts
  return {
    title: runtimeTitle ?? filledTitle,
    message: runtimeDescription ?? filledMessage,
    button: button === undefined ? null : { text, link },
    placeholders: filled.placeholders,
    unused: filled.unused,
    left: [...new Set([...placeholdersIn([runtimeTitle ?? '', runtimeDescription ?? '']), ...filled.left])],
  }
}

function recipients(endUsers: string[], audiences: Audience[]): Seen['recipients'] {
  return {
    people: new Set([...endUsers, ...audiences.flatMap(({ members }) => members)]).size,
    endUsers: endUsers.length,
    audiences: audiences.map(({ id, name, members }) => ({ id, name, members: members.length })),
  }
}

function moment(text: string | undefined): Date | undefined {
  return text === undefined ? undefined : parseMoment(text)
}

function unknown(member: string, id: string): { refusal: Refusal } {
  return refuse(404, `${member}: this account has no ${JSON.stringify(id)}`)
}

function refuse(status: Refusal['status'], message: string): { refusal: Refusal } {
  return { refusal: { status, message: `notification.${message}` } }
}
