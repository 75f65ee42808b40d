import { addError, addWarning, type Diagnostics, errorsIn } from '../diagnostics.ts'
import type { Draft, Located } from './draft.ts'
import { type Notification, notificationSchema } from './notification.ts'
import type { Schedule, ScheduleContext } from './schedule.ts'
import { canonicalSystemId } from './system-id.ts'

const MAX_SYSTEMS = 50
const MAX_END_USERS = 100
const RECOMMENDED_END_USERS = 10

/**
 * Checks the draft as a whole and makes notifications from it, one for each system.
 *
 * @returns no notifications if `diagnostics` holds any error, also one that an earlier reader added
 */
export async function compose(
  draft: Draft,
  context: ScheduleContext,
  diagnostics: Diagnostics,
): Promise<{ notifications: Notification[]; schedule: Schedule }> {
  if (draft.templateId === undefined) {
    const message = 'The template is missing. Copy its ID from ComCenter, under Custom templates.'
    addError(diagnostics, { input: 'template-id' }, message)
  }
  const systems = distinct(draft.systemId, diagnostics, canonicalSystemId)
  if (draft.systemId && systems.length > MAX_SYSTEMS) {
    addError(
      diagnostics,
      draft.systemId.location,
      `There are ${systems.length} systems. The maximum for one step is ${MAX_SYSTEMS}.`,
    )
  }
  const audiences = distinct(draft.audiencesIds, diagnostics)
  const endUsers = distinct(draft.endUsersIds, diagnostics)
  checkRecipients(draft, endUsers, diagnostics)
  if (draft.placeholders) {
    // A separate chunk, because most runs do not need it.
    const { checkPlaceholders } = await import('./placeholders.ts')
    checkPlaceholders(draft.override, draft.placeholders, diagnostics)
  }
  const texts = [draft.title, draft.runtimeTitle, draft.runtimeDescription, ...(draft.override?.value ?? [])]
  if (texts.some((text) => /\\[nr]|%\w|{{|\$[{g]/i.test(text?.value ?? ''))) {
    const { checkTexts } = await import('./unfilled.ts')
    checkTexts(texts, diagnostics)
  }
  const schedule = await checkedSchedule(draft, context, diagnostics)
  if (errorsIn(diagnostics).length > 0) return { notifications: [], schedule }

  const members: Record<Exclude<keyof Notification, 'systemId'>, Member> = {
    templateId: draft.templateId?.value,
    endUsersIds: endUsers,
    audiencesIds: audiences,
    notificationType: draft.notificationType?.value,
    title: draft.title?.value,
    runtimeTitle: draft.runtimeTitle?.value,
    runtimeDescription: draft.runtimeDescription?.value,
    startAt: schedule.startAt,
    endAt: schedule.endAt,
    override: draft.override?.value?.map(({ key, value }) => ({ key, value })),
  }
  // An account with one system does not need a system ID.
  const systemIds = systems.length === 0 ? [undefined] : systems
  const notifications = systemIds.map((systemId) =>
    notificationSchema.parse(withoutUnused({ systemId, ...members })),
  )
  return { notifications, schedule }
}

/** Reads the schedule. Dates and zones are a separate chunk, because most runs do not need them. */
async function checkedSchedule(
  draft: Draft,
  context: ScheduleContext,
  diagnostics: Diagnostics,
): Promise<Schedule> {
  const { startAt, endAt, timeZone, showHours } = draft
  if (!startAt && !endAt && !timeZone && !showHours)
    return { countsFromNow: false, needsClock: false, pastTimes: [] }
  const { checkSchedule } = await import('./schedule.ts')
  const spans = showHours?.value && { ...showHours, value: distinct(showHours, diagnostics) }
  return checkSchedule({ ...draft, ...(spans && { showHours: spans }) }, context, diagnostics)
}

type Member = string | readonly unknown[] | undefined

/** Leaves out members that are not used, as the API requires: no nulls and no empty arrays. */
function withoutUnused(members: Record<string, Member>): Record<string, Member> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value?.length))
}

/** The items without repetitions, with a warning. `formOf`: the form in which two items are compared. */
export function distinct(
  located: Located<string[]> | undefined,
  diagnostics: Diagnostics,
  formOf: (item: string) => string = (item) => item,
): string[] {
  if (located?.value === undefined) return []
  const items = located.value
  const unique = [...Map.groupBy(items, formOf).values()].flatMap(([first = '']) => [first])
  const repeated = items.length - unique.length
  if (repeated > 0) {
    const what = repeated === 1 ? 'One item is' : `${repeated} items are`
    addWarning(diagnostics, located.location, `${what} listed twice and counted once.`)
  }
  return unique
}

function checkRecipients(draft: Draft, endUsers: string[], diagnostics: Diagnostics): void {
  // A list that could not be read was already reported, and may contain IDs.
  const isEmpty = (located: Located<string[]> | undefined) =>
    located === undefined || located.value?.length === 0
  if (isEmpty(draft.audiencesIds) && isEmpty(draft.endUsersIds)) {
    const message = 'Nobody would get this. Give audience IDs in "audiences", or end-user IDs in "end-users".'
    addError(diagnostics, { input: 'audiences' }, message)
  }
  if (draft.endUsersIds === undefined) return
  const { location, value = [] } = draft.endUsersIds
  for (const [index, id] of value.entries())
    if (draft.audiencesIds?.value?.includes(id))
      addError(diagnostics, location, `Item ${index + 1} is in "audiences" too. Keep it in one of the two.`)
  const count = `There are ${endUsers.length} end users`
  if (endUsers.length > MAX_END_USERS) {
    addError(
      diagnostics,
      location,
      `${count}, but WalkMe accepts at most ${MAX_END_USERS}. Create an audience for them.`,
    )
  } else if (endUsers.length > RECOMMENDED_END_USERS) {
    addWarning(
      diagnostics,
      location,
      `${count}. For more than ${RECOMMENDED_END_USERS}, WalkMe recommends an audience instead.`,
    )
  }
}
