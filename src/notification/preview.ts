import { addError, addWarning, type Diagnostics } from '../diagnostics.ts'
import { distinct } from './compose.ts'
import type { Draft } from './draft.ts'
import type { Notification } from './notification.ts'

const MAX_PREVIEWERS = 10
const DAY = 24 * 60 * 60 * 1_000

/** The people who get the preview, each once; empty if there is no preview. */
export function checkPreviewers(people: string[], diagnostics: Diagnostics): string[] {
  const location = { input: 'preview-to' }
  const previewers = distinct({ location, value: people }, diagnostics)
  if (previewers.length > MAX_PREVIEWERS) {
    const message =
      `There are ${previewers.length} people, but at most ${MAX_PREVIEWERS} can get a preview. ` +
      'Name those who decide.'
    addError(diagnostics, location, message)
  }
  return previewers
}

/** Adds an error for each previewer that is an audience of the step: an ID is of one or the other. */
export function rejectAudiences(people: string[], { audiencesIds }: Draft, diagnostics: Diagnostics): void {
  for (const [index, id] of people.entries())
    if (audiencesIds?.value?.includes(id)) {
      const message = `Item ${index + 1} is one of the audiences of this step. Name single end users: a preview goes to no audience.`
      addError(diagnostics, { input: 'preview-to' }, message)
    }
}

/** Adds a warning if nothing that people see can be marked: the template's own title cannot be changed. */
export function warnIfUnmarked({ runtimeTitle }: Notification, diagnostics: Diagnostics): void {
  if (runtimeTitle !== undefined) return
  const message =
    'Without a "runtime-title", people see no "[Preview]" mark: the preview looks like the notification itself. Give one, or tell them.'
  addWarning(diagnostics, { input: 'preview-to' }, message)
}

/**
 * The notification as a preview: for these people and nobody else, at once, and for a day at most.
 *
 * @param previewers IDs of end users
 * @param now milliseconds since the epoch
 */
export function previewOf(notification: Notification, previewers: string[], now: number): Notification {
  const { audiencesIds, startAt, ...rest } = notification
  const { title, runtimeTitle, endAt } = notification
  const isEarlier = endAt !== undefined && Date.parse(endAt) < now + DAY
  return {
    ...rest,
    endUsersIds: previewers,
    ...(title === undefined ? {} : { title: marked(title) }),
    ...(runtimeTitle === undefined ? {} : { runtimeTitle: marked(runtimeTitle) }),
    // A day, since a preview that stays in the menu would look like the notification itself.
    endAt: isEarlier ? endAt : `${new Date(now + DAY).toISOString().slice(0, 19)}+00:00`,
  }
}

function marked(title: string): string {
  return `[Preview] ${title}`
}
