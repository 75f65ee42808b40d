import { isMap, isSeq, type Node } from 'yaml'
import type { FileLocation } from '../diagnostics.ts'
import { formOf } from '../inputs/array.ts'
import { type IdKind, problemWithId } from '../inputs/id.ts'
import { plainItems } from '../inputs/list.ts'
import { nodeOf, overridesIn, type ReadText } from '../inputs/overrides.ts'
import { OVERRIDES_MEANT } from '../inputs/placeholder-list.ts'
import type { Draft, Located, Override } from '../notification/draft.ts'
import { type Message, type Position, quoting } from '../yaml/errors.ts'
import type { StrictYaml } from '../yaml/strict-yaml.ts'
import { isFolded } from '../yaml/text-of.ts'
import type { FileMember } from './schema.ts'

/** Everything that the reader of one member needs. */
export interface Reading {
  yaml: StrictYaml
  /** Reads text and fills in its expressions. Adds a warning if the result is empty. */
  readText: ReadText
  location: (position: Position) => FileLocation
}

type Reader<M extends keyof Draft> = (reading: Reading, value: unknown, owner: Node | null) => Draft[M]

/** How each member is read. */
export const READERS: { [M in FileMember]: Reader<M> } = {
  systemId: (reading, value, owner) =>
    isSeq(value)
      ? readList('systemId')(reading, value, owner)
      : asList(readOne('systemId')(reading, value, owner)),
  templateId: readOne('templateId'),
  endUsersIds: readList('endUsersIds'),
  audiencesIds: readList('audiencesIds'),
  notificationType: readKind,
  title: readOne('title'),
  runtimeTitle: readOne('runtimeTitle'),
  runtimeDescription: readOne('runtimeDescription'),
  startAt: readOne('startAt'),
  endAt: readOne('endAt'),
  timeZone: readOne('timeZone'),
  showHours: (reading, value, owner) =>
    isSeq(value)
      ? readList('showHours')(reading, value, owner)
      : asItems(readOne('showHours')(reading, value, owner)),
  override: readOverride,
  placeholders: readPlaceholders,
}

function readOne(member: FileMember) {
  return (
    { yaml, readText, location }: Reading,
    value: unknown,
    owner: Node | null,
  ): Located<string> | undefined => {
    const text = readText(value, owner, `"${member}"`)
    // An empty text counts as not given, as with an input.
    if (text === '') return undefined
    const located = { location: location(yaml.position(nodeOf(value) ?? owner)) }
    if (text === undefined) return located
    const kind = KIND_OF[member]
    if (kind === undefined) return { ...located, value: text }
    const problem = problemWithId(text.trim(), kind, formOf(value, true))
    if (problem === undefined) return { ...located, value: text.trim() }
    yaml.addError(nodeOf(value) ?? owner, `"${member}" ${problem}`)
    return located
  }
}

/** The members that are IDs. */
const KIND_OF: Partial<Record<FileMember, IdKind>> = {
  systemId: 'system',
  templateId: 'template',
  audiencesIds: 'audience',
  endUsersIds: 'end-user',
}

function readList(member: FileMember) {
  return ({ yaml, readText, location }: Reading, value: unknown, owner: Node | null): Located<string[]> => {
    const located: Located<string[]> = { location: location(yaml.position(nodeOf(value) ?? owner)) }
    if (!isSeq(value)) {
      const list = `"${member}" must be a list: ["…", "…"], or a line with "- " and a space for each item.`
      yaml.addError(nodeOf(value) ?? owner, listOfExpression(yaml, value, member) ?? list)
      return located
    }
    located.value = value.items.flatMap((item, index) => {
      const what = `Item ${index + 1} of "${member}"`
      const text = readText(item, value, what)?.trim()
      const kind = KIND_OF[member]
      const problem = isFolded(yaml, item)
        ? 'goes on over several lines. Begin each item with "- ", all in the same column.'
        : text === ''
          ? 'is empty. Remove it.'
          : text && kind && problemWithId(text, kind, formOf(item, value.flow))
      if (problem) yaml.addError(nodeOf(item), `${what} ${problem}`)
      return text && !problem ? [text] : []
    })
    // Nothing was readable, but something was given.
    if (located.value.length === 0 && value.items.length > 0) delete located.value
    return located
  }
}

/** What to say of an expression without its dollar sign in place of a list. */
function listOfExpression({ source }: StrictYaml, value: unknown, member: FileMember): Message | undefined {
  const range = nodeOf(value)?.range
  const [raw] = /^\{\{[^{}\n]{1,200}\}\}/.exec(source.slice(range?.[0], range?.[1])) ?? []
  const bare = `"${member}" must be a list, and an expression begins with \${{. Write […].`
  return raw === undefined ? undefined : quoting(bare, JSON.stringify(`$${raw}`))
}

function asList(located: Located<string> | undefined): Located<string[]> | undefined {
  if (located?.value === undefined) return located && { location: located.location }
  return { location: located.location, value: [located.value] }
}

/** The items of a text that is written like a list input. */
function asItems(located: Located<string> | undefined): Located<string[]> | undefined {
  if (located?.value === undefined) return located && { location: located.location }
  return { location: located.location, value: plainItems(located.value) }
}

function readKind(reading: Reading, value: unknown, owner: Node | null): Draft['notificationType'] {
  const located = readOne('notificationType')(reading, value, owner)
  if (located?.value === undefined) return located && { location: located.location }
  const text = located.value.trim()
  const kind = (['push', 'popup'] as const).find((known) => known === text.toLowerCase())
  if (kind) return { location: located.location, value: kind }
  reading.yaml.addError(nodeOf(value), quoting('… is not one of "push", "popup".', JSON.stringify(text)))
  return { location: located.location }
}

function readOverride(
  { yaml, readText, location }: Reading,
  value: unknown,
  owner: Node | null,
): Draft['override'] {
  const errorsBefore = yaml.errors.length
  const overrides = overridesIn(yaml, value, readText)
  const located: Located<Override[]> = { location: location(yaml.position(nodeOf(value) ?? owner)) }
  if (yaml.errors.length > errorsBefore) return located
  return {
    ...located,
    value: overrides.map(({ key, value, position }) => ({ key, value, location: location(position) })),
  }
}

function readPlaceholders(reading: Reading, value: unknown, owner: Node | null): Draft['placeholders'] {
  const { yaml, location } = reading
  const errorsBefore = yaml.errors.length
  const isMapping = isMap(value) || (isSeq(value) && value.items.length > 0 && value.items.every(isMap))
  if (isMapping) yaml.addError(nodeOf(value), OVERRIDES_MEANT)
  const located = isMapping ? undefined : readList('placeholders')(reading, value, owner)
  if (located && yaml.errors.length === errorsBefore) return located
  return { location: location(yaml.position(nodeOf(value) ?? owner)) }
}

/** Whether there is a member with this name. */
export function isMember(name: string): name is FileMember {
  return Object.hasOwn(READERS, name)
}
