import type { Location } from '../diagnostics.ts'
import type { InputName, Inputs } from '../inputs/schema.ts'
import type { Notification } from './notification.ts'

/** Something that was said, and where; without a value where it was said but could not be read. */
export interface Located<T> {
  location: Location
  value?: T
}

/** What replaces a placeholder of the template, and where it was said. */
export interface Override {
  key: string
  value: string
  location: Location
}

/** What was said of a notification, member by member, before it is checked as a whole. */
export interface Draft {
  systemId?: Located<string[]>
  templateId?: Located<string>
  endUsersIds?: Located<string[]>
  audiencesIds?: Located<string[]>
  notificationType?: Located<'push' | 'popup'>
  title?: Located<string>
  runtimeTitle?: Located<string>
  runtimeDescription?: Located<string>
  startAt?: Located<string>
  endAt?: Located<string>
  override?: Located<Override[]>
}

/** Which step input says which member of the notification. */
export const INPUT_OF = {
  systemId: 'system-id',
  templateId: 'template-id',
  endUsersIds: 'end-users',
  audiencesIds: 'audiences',
  notificationType: 'notification-type',
  title: 'title',
  runtimeTitle: 'runtime-title',
  runtimeDescription: 'runtime-description',
  startAt: 'start-at',
  endAt: 'end-at',
  override: 'overrides',
} as const satisfies Record<keyof Notification, InputName>

/** What the step inputs say of the notification. */
export function draftFromInputs(inputs: Inputs, given: ReadonlySet<string>): Draft {
  const located = <T>(input: InputName, value: T | undefined): Located<T> | undefined => {
    const location = { input }
    if (value !== undefined) return { location, value }
    return given.has(input) ? { location } : undefined
  }
  return present({
    systemId: located('system-id', inputs['system-id']),
    templateId: located('template-id', inputs['template-id']),
    endUsersIds: located('end-users', inputs['end-users']),
    audiencesIds: located('audiences', inputs.audiences),
    notificationType: located('notification-type', inputs['notification-type']),
    title: located('title', inputs.title),
    runtimeTitle: located('runtime-title', inputs['runtime-title']),
    runtimeDescription: located('runtime-description', inputs['runtime-description']),
    startAt: located('start-at', inputs['start-at']),
    endAt: located('end-at', inputs['end-at']),
    override: located(
      'overrides',
      inputs.overrides?.map(({ key, value, position: { line, column } }) => ({
        key,
        value,
        location: { input: 'overrides', line, column },
      })),
    ),
  })
}

function present(draft: { [M in keyof Draft]-?: Draft[M] | undefined }): Draft {
  return Object.fromEntries(Object.entries(draft).filter(([, located]) => located !== undefined))
}

/** One draft over another, member by member; overrides by key. */
export function mergeDrafts(upper: Draft, lower: Draft): Draft {
  const merged = { ...lower, ...upper }
  if (!upper.override?.value || !lower.override?.value) return merged
  const replaced = new Map(lower.override.value.map((override) => [override.key, override]))
  for (const override of upper.override.value) replaced.set(override.key, override)
  return { ...merged, override: { ...upper.override, value: [...replaced.values()] } }
}
