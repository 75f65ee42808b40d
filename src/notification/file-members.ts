import leven from 'leven'
import { isSeq, type Node, type Pair } from 'yaml'
import type { FilePlace } from '../findings.ts'
import { type Draft, INPUT_OF, type Said } from './draft.ts'
import type { FileMember } from './file-schema.ts'
import { nodeOf, overridesIn, type ReadText } from './overrides.ts'
import type { Position, StrictYaml } from './strict-yaml.ts'

/** Everything that the reader of one member needs. */
export interface Reading {
  yaml: StrictYaml
  /** Text with its expressions filled in, and a warning where nothing is left of it. */
  readText: ReadText
  place: (position: Position) => FilePlace
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
  override: readOverride,
}

function readOne(member: FileMember) {
  return (
    { yaml, readText, place }: Reading,
    value: unknown,
    owner: Node | null,
  ): Said<string> | undefined => {
    const text = readText(value, owner, `"${member}"`)
    // An empty text says nothing, as with an input.
    if (text === '') return undefined
    const said = { place: place(yaml.position(nodeOf(value) ?? owner)) }
    if (text === undefined) return said
    return { ...said, value: member.endsWith('Id') ? text.trim() : text }
  }
}

function readList(member: FileMember) {
  return ({ yaml, readText, place }: Reading, value: unknown, owner: Node | null): Said<string[]> => {
    const said: Said<string[]> = { place: place(yaml.position(nodeOf(value) ?? owner)) }
    if (!isSeq(value)) {
      yaml.complain(nodeOf(value) ?? owner, `"${member}" must be a list, as in ["…"].`)
      return said
    }
    said.value = value.items.flatMap((item, index) => {
      const text = readText(item, value, `Item ${index + 1} of "${member}"`)?.trim()
      if (text === '') yaml.complain(nodeOf(item), `Item ${index + 1} of "${member}" is empty. Remove it.`)
      return text ? [text] : []
    })
    return said
  }
}

function asList(said: Said<string> | undefined): Said<string[]> | undefined {
  if (said?.value === undefined) return said && { place: said.place }
  return { place: said.place, value: [said.value] }
}

function readKind(reading: Reading, value: unknown, owner: Node | null): Draft['notificationType'] {
  const said = readOne('notificationType')(reading, value, owner)
  if (said?.value === undefined) return said && { place: said.place }
  const text = said.value.trim()
  const kind = (['push', 'popup'] as const).find((known) => known === text.toLowerCase())
  if (kind) return { place: said.place, value: kind }
  reading.yaml.complain(nodeOf(value), `${JSON.stringify(text)} is none of "push", "popup".`)
  return { place: said.place }
}

function readOverride(
  { yaml, readText, place }: Reading,
  value: unknown,
  owner: Node | null,
): Draft['override'] {
  const overrides = overridesIn(yaml, value, readText)
  return {
    place: place(yaml.position(nodeOf(value) ?? owner)),
    value: overrides.map(({ key, value, position }) => ({ key, value, place: place(position) })),
  }
}

/** Complains of a member that there is not, with the nearest that there is. */
export function complainOfUnknown(yaml: StrictYaml, { key }: Pair): void {
  const name = String(key)
  if (isMember(name)) {
    yaml.complain(nodeOf(key), `"${name}" must stand under "notification", as the others do.`)
    return
  }
  const near = nearestMember(name)
  const hint =
    near === undefined ? `Known are ${Object.keys(READERS).join(', ')}.` : `Did you mean "${near}"?`
  yaml.complain(nodeOf(key), `There is no member ${JSON.stringify(name)}. ${hint}`)
}

function nearestMember(name: string): string | undefined {
  const plain = bare(name)
  // People write the step input's name where the API has another.
  const byInput = Object.entries(INPUT_OF).find(([, input]) => bare(input) === plain)?.[0]
  const allowed = plain.length > 6 ? 2 : 1
  return byInput ?? Object.keys(READERS).find((member) => leven(bare(member), plain) <= allowed)
}

function bare(name: string): string {
  return name.toLowerCase().replace(/[-_ ]/g, '')
}

/** Whether there is a member of that name. */
export function isMember(name: string): name is FileMember {
  return Object.hasOwn(READERS, name)
}
