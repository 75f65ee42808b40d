import type { Location } from '../diagnostics.ts'
import type { InputName, Inputs } from '../inputs/schema.ts'

/** A value and where it was given. The value is missing if it was given but could not be read. */
export interface Located<T> {
  location: Location
  value?: T
}

/** The text for a placeholder of the template, and where it was given. */
export interface Override {
  key: string
  value: string
  location: Location
}

/** The members of a notification as they were given, before they are checked as a whole. */
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
  /** Never sent: the zone of dates without an offset, and of the hours. */
  timeZone?: Located<string>
  /** Never sent: the hours in which people may be interrupted. */
  showHours?: Located<string[]>
  override?: Located<Override[]>
  /** The placeholders that the template has. They are never sent. */
  placeholders?: Located<string[]>
}

/** The step input for each member. */
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
  timeZone: 'time-zone',
  showHours: 'show-hours',
  override: 'overrides',
  placeholders: 'placeholders',
} as const satisfies Record<keyof Draft, InputName>

/** The members of the notification that the step inputs give. */
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
    timeZone: located('time-zone', inputs['time-zone']),
    showHours: located('show-hours', inputs['show-hours']),
    override: located(
      'overrides',
      inputs.overrides?.map(({ key, value, position: { line, column } }) => ({
        key,
        value,
        location: { input: 'overrides', line, column },
      })),
    ),
    placeholders: located('placeholders', inputs.placeholders),
  })
}

function present(draft: { [M in keyof Draft]-?: Draft[M] | undefined }): Draft {
  return Object.fromEntries(Object.entries(draft).filter(([, located]) => located !== undefined))
}

/** Merges two drafts. Members of `upper` replace those of `lower`; overrides are merged by key. */
export function mergeDrafts(upper: Draft, lower: Draft): Draft {
  const merged = { ...lower, ...upper }
  if (!upper.override || !lower.override) return merged
  const { location } = upper.override
  // If one of them could not be read, nobody knows what both say together.
  if (!upper.override.value || !lower.override.value) return { ...merged, override: { location } }
  const replaced = new Map(lower.override.value.map((override) => [override.key, override]))
  for (const override of upper.override.value) replaced.set(override.key, override)
  return { ...merged, override: { location, value: [...replaced.values()] } }
}
