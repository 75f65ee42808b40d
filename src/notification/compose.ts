import { addError, addWarning, type Diagnostics, errorsIn } from '../diagnostics.ts'
import type { Draft, Located } from './draft.ts'
import { type Notification, notificationSchema } from './notification.ts'

const MAX_SYSTEMS = 50
const MAX_END_USERS = 100
const ADVISED_END_USERS = 10

/**
 * Checks what was said as a whole and makes notifications of it, one for each system.
 *
 * @param now milliseconds since the epoch
 * @param timeZone the IANA zone of dates without an offset, UTC where none was given
 * @returns nothing where there is any mistake, this one's or an earlier reader's
 */
export async function compose(
  draft: Draft,
  now: number,
  timeZone: string | undefined,
  diagnostics: Diagnostics,
): Promise<Notification[]> {
  if (draft.templateId === undefined) {
    const message = 'The template is missing. Copy its ID in ComCenter, under Custom templates.'
    addError(diagnostics, { input: 'template-id' }, message)
  }
  const systems = distinct(draft.systemId, diagnostics)
  if (draft.systemId && systems.length > MAX_SYSTEMS) {
    addError(
      diagnostics,
      draft.systemId.location,
      `There are ${systems.length} systems. ${MAX_SYSTEMS} is the most in one step.`,
    )
  }
  const audiences = distinct(draft.audiencesIds, diagnostics)
  const endUsers = distinct(draft.endUsersIds, diagnostics)
  checkRecipients(draft, endUsers, diagnostics)
  const { startAt, endAt } = await checkedSchedule(draft, now, timeZone, diagnostics)
  if (errorsIn(diagnostics).length > 0) return []

  const members: Record<Exclude<keyof Notification, 'systemId'>, unknown> = {
    templateId: draft.templateId?.value,
    endUsersIds: endUsers,
    audiencesIds: audiences,
    notificationType: draft.notificationType?.value,
    title: draft.title?.value,
    runtimeTitle: draft.runtimeTitle?.value,
    runtimeDescription: draft.runtimeDescription?.value,
    startAt,
    endAt,
    override: draft.override?.value?.map(({ key, value }) => ({ key, value })),
  }
  // An account with one system needs no ID for it.
  const systemIds = systems.length === 0 ? [undefined] : systems
  return systemIds.map((systemId) => notificationSchema.parse(withoutUnused({ systemId, ...members })))
}

/** Dates and zones are a chunk of their own, which most runs do without. */
async function checkedSchedule(
  draft: Draft,
  now: number,
  timeZone: string | undefined,
  diagnostics: Diagnostics,
) {
  if (!draft.startAt && !draft.endAt && timeZone === undefined)
    return { startAt: undefined, endAt: undefined }
  const { checkSchedule, knownTimeZone } = await import('./schedule.ts')
  const zone = knownTimeZone(timeZone ?? 'UTC')
  if (zone === undefined) {
    const message = `${JSON.stringify(timeZone)} is not an IANA time zone. Write one such as Europe/Paris or America/New_York.`
    addError(diagnostics, { input: 'time-zone' }, message)
  }
  return checkSchedule(draft, now, zone ?? 'UTC', diagnostics)
}

/** The API asks that members which are not used be left out: no nulls, no empty texts, no empty arrays. */
function withoutUnused(members: Record<string, unknown>): Record<string, unknown> {
  const isUsed = (value: unknown) => value !== undefined && !(Array.isArray(value) && value.length === 0)
  return Object.fromEntries(Object.entries(members).filter(([, value]) => isUsed(value)))
}

function distinct(located: Located<string[]> | undefined, diagnostics: Diagnostics): string[] {
  if (located?.value === undefined) return []
  const items = located.value
  const once = [...new Set(items)]
  const repeated = items.length - once.length
  if (repeated > 0) {
    const what = repeated === 1 ? 'One item is' : `${repeated} items are`
    addWarning(diagnostics, located.location, `${what} listed twice and counted once.`)
  }
  return once
}

function checkRecipients(draft: Draft, endUsers: string[], diagnostics: Diagnostics): void {
  // What could not be read was complained about already, and may well hold somebody.
  const isNobody = (located: Located<string[]> | undefined) =>
    located === undefined || located.value?.length === 0
  if (isNobody(draft.audiencesIds) && isNobody(draft.endUsersIds)) {
    const message = 'Nobody would get this. Give audience IDs in "audiences", or end-user IDs in "end-users".'
    addError(diagnostics, { input: 'audiences' }, message)
  }
  if (draft.endUsersIds === undefined) return
  const { location } = draft.endUsersIds
  const count = `There are ${endUsers.length} end users`
  if (endUsers.length > MAX_END_USERS) {
    addError(
      diagnostics,
      location,
      `${count}, and WalkMe takes ${MAX_END_USERS} at most. Make an audience of them.`,
    )
  } else if (endUsers.length > ADVISED_END_USERS) {
    addWarning(
      diagnostics,
      location,
      `${count}. Over ${ADVISED_END_USERS}, WalkMe advises an audience instead.`,
    )
  }
}
