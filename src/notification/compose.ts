import { type Findings, mistake, mistakesIn, type Place, warn } from '../findings.ts'
import type { InputName, Inputs } from '../inputs/schema.ts'
import { type Notification, notificationSchema } from './notification.ts'
import { DAY, type Moment, parseMoment } from './schedule.ts'

const MAX_END_USERS = 100
const ADVISED_END_USERS = 10
const DEFAULT_LIFE_DAYS = 30

/**
 * Puts the notification together out of what was said, and checks it as a whole.
 *
 * @param inputs what was said, each input already read
 * @param given the inputs that were there, including those that could not be read
 * @param now milliseconds since the epoch
 * @returns the notification, or undefined where there is any mistake, this one's or an earlier reader's
 */
export function compose(
  inputs: Inputs,
  given: ReadonlySet<string>,
  now: number,
  found: Findings,
): Notification | undefined {
  if (!given.has('template-id')) {
    mistake(
      found,
      at('template-id'),
      'The template is missing. Copy its ID in ComCenter, under Custom templates.',
    )
  }
  const audiences = recipients(inputs, 'audiences', found)
  const endUsers = recipients(inputs, 'end-users', found)
  checkRecipients(audiences, endUsers, given, found)
  const { start, end } = schedule(inputs, now, found)
  if (mistakesIn(found).length > 0) return undefined

  const override = inputs.overrides?.map(({ key, value }) => ({ key, value })) ?? []
  return notificationSchema.parse(
    withoutUnused({
      systemId: inputs['system-id'],
      templateId: inputs['template-id'],
      endUsersIds: endUsers,
      audiencesIds: audiences,
      notificationType: inputs['notification-type'],
      title: inputs.title,
      runtimeTitle: inputs['runtime-title'],
      runtimeDescription: inputs['runtime-description'],
      startAt: start?.text,
      endAt: end?.text,
      override,
    }),
  )
}

/** The API asks that members which are not used be left out: no nulls, no empty texts, no empty arrays. */
function withoutUnused(members: Record<string, unknown>): Record<string, unknown> {
  const used = ([, value]: [string, unknown]) =>
    value !== undefined && !(Array.isArray(value) && value.length === 0)
  return Object.fromEntries(Object.entries(members).filter(used))
}

function recipients(inputs: Inputs, name: 'audiences' | 'end-users', found: Findings): string[] {
  const items = inputs[name] ?? []
  const distinct = [...new Set(items)]
  const repeated = items.length - distinct.length
  if (repeated > 0) {
    warn(
      found,
      at(name),
      `${repeated === 1 ? 'One item is' : `${repeated} items are`} listed twice and counted once.`,
    )
  }
  return distinct
}

function checkRecipients(
  audiences: string[],
  endUsers: string[],
  given: ReadonlySet<string>,
  found: Findings,
): void {
  const isSilent = (name: InputName, items: string[]) =>
    items.length === 0 && (!given.has(name) || !hasMistake(found, name))
  if (isSilent('audiences', audiences) && isSilent('end-users', endUsers)) {
    mistake(
      found,
      at('audiences'),
      'Nobody would get this. Give audience IDs in "audiences", or end-user IDs in "end-users".',
    )
  }
  if (endUsers.length > MAX_END_USERS) {
    mistake(
      found,
      at('end-users'),
      `There are ${endUsers.length} end users, and WalkMe takes ${MAX_END_USERS} at most. Make an audience of them.`,
    )
  } else if (endUsers.length > ADVISED_END_USERS) {
    warn(
      found,
      at('end-users'),
      `There are ${endUsers.length} end users. Over ${ADVISED_END_USERS}, WalkMe advises an audience instead.`,
    )
  }
}

function schedule(
  inputs: Inputs,
  now: number,
  found: Findings,
): { start: Moment | undefined; end: Moment | undefined } {
  const start = moment(inputs, 'start-at', found)
  const end = moment(inputs, 'end-at', found)
  if (end && start && end.instant <= start.instant) {
    mistake(found, at('end-at'), `The end (${end.text}) is not after the start (${start.text}).`)
  } else if (end && end.instant <= now) {
    mistake(found, at('end-at'), `The end (${end.text}) is already past.`)
  }
  if (start && start.instant > now + DEFAULT_LIFE_DAYS * DAY && inputs['end-at'] === undefined) {
    mistake(
      found,
      at('start-at'),
      `The start is more than ${DEFAULT_LIFE_DAYS} days away, and without an end WalkMe ends a notification ` +
        `${DEFAULT_LIFE_DAYS} days from now: nobody would see it. Give an "end-at" too.`,
    )
  }
  if (end?.isDateOnly) {
    warn(
      found,
      at('end-at'),
      `The end is ${end.text}, as that day begins. Write "${end.text.slice(0, 10)} 23:59" to include the day.`,
    )
  }
  return { start, end }
}

function moment(inputs: Inputs, name: 'start-at' | 'end-at', found: Findings): Moment | undefined {
  const text = inputs[name]
  const parsed = text === undefined ? undefined : parseMoment(text)
  if (typeof parsed !== 'string') return parsed
  mistake(found, at(name), parsed)
  return undefined
}

function hasMistake(found: Findings, name: InputName): boolean {
  return mistakesIn(found).some(({ place }) => place.input === name)
}

function at(input: InputName): Place {
  return { input }
}
