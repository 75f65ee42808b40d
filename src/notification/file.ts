import { normalize } from 'node:path'
import { isMap, type Pair } from 'yaml'
import { type FilePlace, type Findings, mistake, warn } from '../findings.ts'
import type { Environment } from '../inputs/environment.ts'
import { type Contexts, contextsOf } from './contexts.ts'
import type { Draft } from './draft.ts'

import { fillInNode, refuseScriptComments } from './file-expressions.ts'
import { complainOfUnknown, isMember, READERS, type Reading } from './file-members.ts'
import { nodeOf, type ReadText } from './overrides.ts'
import { withoutPeople } from './private-lines.ts'
import { type Position, readStrictYaml, textOf } from './strict-yaml.ts'
import { type Files, readWorkspaceFile } from './workspace-file.ts'

// Far more than anybody reads, and a bound on what expressions can make of a small file.
const MAX_FILLED_IN = 1024 * 1024

/** Finds the notification file in the workspace and reads it, with what its expressions can see; undefined if it cannot. */
export async function readDraft(
  path: string,
  { environment, files }: { environment: Environment; files: Files },
  found: Findings,
): Promise<Draft | undefined> {
  const read = await readWorkspaceFile(files, environment['GITHUB_WORKSPACE'], path)
  if ('problem' in read) {
    mistake(found, { input: 'notification-file' }, read.problem)
    return undefined
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
 * @returns undefined where it cannot be read at all
 */
export function readNotificationFile(
  source: string,
  path: string,
  contexts: Contexts,
  found: Findings,
): Draft | undefined {
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
  const draft = yaml.root === undefined ? undefined : readMembers({ yaml, readText, place }, yaml.root)
  const mistakes = withoutPeople(source, yaml.mistakes)
  for (const { message, ...position } of mistakes) mistake(found, place(position), message)
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

function nameOf({ key }: Pair): string {
  return String(key)
}
