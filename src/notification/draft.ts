import type { Place } from '../findings.ts'
import type { InputName, Inputs } from '../inputs/schema.ts'
import type { Notification } from './notification.ts'

/** Something that was said, and where; without a value where it was said but could not be read. */
export interface Said<T> {
  place: Place
  value?: T
}

/** What replaces a placeholder of the template, and where it was said. */
export interface Override {
  key: string
  value: string
  place: Place
}

/** What was said of a notification, member by member, before it is checked as a whole. */
export interface Draft {
  systemId?: Said<string[]>
  templateId?: Said<string>
  endUsersIds?: Said<string[]>
  audiencesIds?: Said<string[]>
  notificationType?: Said<'push' | 'popup'>
  title?: Said<string>
  runtimeTitle?: Said<string>
  runtimeDescription?: Said<string>
  startAt?: Said<string>
  endAt?: Said<string>
  override?: Said<Override[]>
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
export function draftFrom(inputs: Inputs, given: ReadonlySet<string>): Draft {
  const said = <T>(input: InputName, value: T | undefined): Said<T> | undefined => {
    const place = { input }
    if (value !== undefined) return { place, value }
    return given.has(input) ? { place } : undefined
  }
  return present({
    systemId: said('system-id', inputs['system-id']),
    templateId: said('template-id', inputs['template-id']),
    endUsersIds: said('end-users', inputs['end-users']),
    audiencesIds: said('audiences', inputs.audiences),
    notificationType: said('notification-type', inputs['notification-type']),
    title: said('title', inputs.title),
    runtimeTitle: said('runtime-title', inputs['runtime-title']),
    runtimeDescription: said('runtime-description', inputs['runtime-description']),
    startAt: said('start-at', inputs['start-at']),
    endAt: said('end-at', inputs['end-at']),
    override: said(
      'overrides',
      inputs.overrides?.map(({ key, value, position: { line, column } }) => ({
        key,
        value,
        place: { input: 'overrides', line, column },
      })),
    ),
  })
}

function present(draft: { [M in keyof Draft]-?: Draft[M] | undefined }): Draft {
  return Object.fromEntries(Object.entries(draft).filter(([, said]) => said !== undefined))
}

/** One draft over another, member by member; overrides by key. */
export function over(upper: Draft, lower: Draft): Draft {
  const merged = { ...lower, ...upper }
  if (!upper.override?.value || !lower.override?.value) return merged
  const replaced = new Map(lower.override.value.map((override) => [override.key, override]))
  for (const override of upper.override.value) replaced.set(override.key, override)
  return { ...merged, override: { ...upper.override, value: [...replaced.values()] } }
}
