import { normalize } from 'node:path'
import leven from 'leven'
import { isMap, isSeq, type Node, type Pair } from 'yaml'
import { type FilePlace, type Findings, mistake, warn } from '../findings.ts'
import type { Environment } from '../inputs/read.ts'
import { contextsOf } from './contexts.ts'
import { type Draft, INPUT_OF, type Said } from './draft.ts'
import { type Contexts, fillIn } from './expressions.ts'
import type { FileMember } from './file-schema.ts'
import { nodeOf, overridesIn, type ReadText } from './overrides.ts'
import { type Position, readStrictYaml, type StrictYaml, textOf } from './strict-yaml.ts'
import { type Files, readWorkspaceFile } from './workspace-file.ts'

// Far more than anybody reads, and a bound on what expressions can make of a small file.
const MAX_FILLED_IN = 1024 * 1024

/** Everything that the reader of one member needs. */
interface Reading {
  yaml: StrictYaml
  /** Text with its expressions filled in, and a warning where nothing is left of it. */
  readText: ReadText
  place: (position: Position) => FilePlace
}

type Reader<M extends keyof Draft> = (reading: Reading, value: unknown, owner: Node | null) => Draft[M]

const READERS: { [M in FileMember]: Reader<M> } = {
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

/** Finds the notification file in the workspace and reads it, with what its expressions can see. */
export async function readDraft(
  path: string,
  { environment, files }: { environment: Environment; files: Files },
  found: Findings,
): Promise<Draft> {
  const read = await readWorkspaceFile(files, environment['GITHUB_WORKSPACE'], path)
  if ('problem' in read) {
    mistake(found, { input: 'notification-file' }, read.problem)
    return {}
  }
  const contexts = contextsOf(environment, await readEvent(files, environment['GITHUB_EVENT_PATH']))
  return readNotificationFile(read.text, posix(path), contexts, found)
}

/** The payload of the event; an empty one where GitHub left none. */
async function readEvent(files: Files, path: string | undefined): Promise<unknown> {
  try {
    return path ? JSON.parse(await files.readFile(path, 'utf8')) : {}
  } catch {
    return {}
  }
}

/** How GitHub writes a path, on Windows too. */
function posix(path: string): string {
  return normalize(path).replaceAll('\\', '/')
}

/**
 * Reads a notification file: YAML or JSON with the API's member names, at the top or under `notification:`.
 *
 * @param path how the mistakes name the file
 */
export function readNotificationFile(
  source: string,
  path: string,
  contexts: Contexts,
  found: Findings,
): Draft {
  const yaml = readStrictYaml(source)
  const place = ({ line, column, endLine, endColumn }: Position): FilePlace => ({
    file: path,
    line,
    column,
    ...(endLine === undefined || endColumn === undefined ? {} : { endLine, endColumn }),
  })
  let size = 0
  const readText: ReadText = (node, owner, what) => {
    const text = textOf(yaml, node, owner, what)
    if (size > MAX_FILLED_IN) return undefined
    const filled = text === undefined ? undefined : fillInNode(yaml, source, nodeOf(node), text, contexts)
    size += filled?.length ?? 0
    if (size > MAX_FILLED_IN)
      yaml.complain(nodeOf(node), `Filled in, the file has more than ${MAX_FILLED_IN} characters.`)
    if (filled === '' && text !== '')
      warn(found, place(yaml.position(nodeOf(node))), `${what} is empty in this run.`)
    return filled
  }
  refuseScriptComments(yaml, source)
  const draft = yaml.root === undefined ? {} : readMembers({ yaml, readText, place }, yaml.root)
  for (const { message, ...position } of yaml.mistakes) mistake(found, place(position), message)
  return draft
}

function readMembers(reading: Reading, root: unknown): Draft {
  const { yaml } = reading
  if (!isMap(root)) {
    yaml.complain(0, 'A notification was expected: lines such as "templateId: …", or the JSON of the API.')
    return {}
  }
  const wrapped = root.items.find((pair) => nameOf(pair) === 'notification')
  if (wrapped && isMap(wrapped.value)) {
    for (const pair of root.items)
      if (pair !== wrapped && nameOf(pair) !== '$schema') complainOfUnknown(yaml, pair)
    return readPairs(reading, wrapped.value.items)
  }
  return readPairs(
    reading,
    root.items.filter((pair) => nameOf(pair) !== '$schema'),
  )
}

function readPairs(reading: Reading, pairs: readonly Pair[]): Draft {
  const draft: Draft = {}
  for (const pair of pairs) {
    const name = nameOf(pair)
    const said = isMember(name) ? READERS[name](reading, pair.value, nodeOf(pair.key)) : undefined
    if (said) Object.assign(draft, { [name]: said })
    if (!isMember(name)) complainOfUnknown(reading.yaml, pair)
  }
  return draft
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

/** The text of a node with its expressions filled in, or undefined after complaining where they are in the file. */
function fillInNode(
  yaml: StrictYaml,
  source: string,
  node: Node | null,
  text: string,
  contexts: Contexts,
): string | undefined {
  const filled = fillIn(text, contexts)
  if ('text' in filled) return filled.text
  const [start, end] = node?.range ?? [0, 0]
  for (const { offset, length, message } of filled.mistakes) {
    // An expression stands in the file as it stands in the text, unless quotes or folding changed its line.
    const line = text.slice(text.lastIndexOf('\n', offset) + 1, offset + length).trimStart()
    const inFile = source.indexOf(line, start)
    const at = inFile + line.length - length
    yaml.complain(
      inFile >= 0 && inFile < end ? { ...yaml.position(at), ...endOf(yaml, at + length) } : node,
      message,
    )
  }
  return undefined
}

function endOf(yaml: StrictYaml, offset: number): { endLine: number; endColumn: number } {
  const { line: endLine, column: endColumn } = yaml.position(offset)
  return { endLine, endColumn }
}

/** `// …` behind JSON, as WalkMe's own article has it: YAML would take it for text. */
function refuseScriptComments(yaml: StrictYaml, source: string): void {
  if (!/^\s*\{/.test(source)) return
  for (const match of source.matchAll(/"(?:[^"\\]|\\.)*"|(?<=[\s,[{])\/\/[^\n]*|\/\*.*?\*\//g)) {
    if (match[0].startsWith('"')) continue
    const message =
      'JSON has no comments. Remove this one, or write the file as YAML, where a comment begins with "# ".'
    yaml.mistakes.unshift({ ...yaml.position(match.index), message })
  }
}

function complainOfUnknown(yaml: StrictYaml, pair: Pair): void {
  const name = nameOf(pair)
  const near = nearestMember(name)
  const hint =
    near === undefined ? `Known are ${Object.keys(READERS).join(', ')}.` : `Did you mean "${near}"?`
  yaml.complain(nodeOf(pair.key), `There is no member ${JSON.stringify(name)}. ${hint}`)
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

function isMember(name: string): name is FileMember {
  return Object.hasOwn(READERS, name)
}

function nameOf({ key }: Pair): string {
  return String(key)
}
