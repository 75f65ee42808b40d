import { normalize } from 'node:path'
import { isMap, type Pair } from 'yaml'
import { addError, addWarning, type Diagnostics, type FileLocation } from '../diagnostics.ts'
import type { Environment } from '../environment.ts'
import { nodeOf, type ReadText } from '../inputs/overrides.ts'
import type { Draft } from '../notification/draft.ts'
import { type Position, readStrictYaml, textOf } from '../yaml/strict-yaml.ts'
import { type Contexts, contextsOf } from './contexts.ts'
import { fillInNode, rejectScriptComments } from './fill-in.ts'
import { addUnknownMember, isMember, READERS, type Reading } from './members.ts'
import { hidePrivateLines } from './private-lines.ts'
import { type Files, readWorkspaceFile } from './workspace-file.ts'

// Far more than people read. It limits how much text the expressions of a small file can produce. In UTF-16 units.
const MAX_FILLED_IN = 1024 * 1024

/** Reads the notification file of the workspace and fills in its expressions. Undefined if it cannot be read. */
export async function readDraft(
  path: string,
  { environment, files }: { environment: Environment; files: Files },
  diagnostics: Diagnostics,
): Promise<Draft | undefined> {
  const read = await readWorkspaceFile(files, environment['GITHUB_WORKSPACE'], path)
  if ('problem' in read) {
    addError(diagnostics, { input: 'notification-file' }, read.problem)
    return undefined
  }
  const contexts = contextsOf(environment, await readEvent(files, environment['GITHUB_EVENT_PATH']))
  return readNotificationFile(read.text, posix(path), contexts, diagnostics)
}

/** The payload of the event, empty if it cannot be read. */
async function readEvent(files: Files, path: string | undefined): Promise<unknown> {
  try {
    return path ? JSON.parse(await files.readFile(path, 'utf8')) : {}
  } catch {
    return {}
  }
}

/** The path with forward slashes, as GitHub writes it, on Windows too. */
function posix(path: string): string {
  return normalize(path).replaceAll('\\', '/')
}

/**
 * Reads a notification file: YAML or JSON with the API's member names, at the top or under `notification:`.
 *
 * @param path the name of the file in messages
 * @returns undefined if it is not valid YAML
 */
export function readNotificationFile(
  source: string,
  path: string,
  contexts: Contexts,
  diagnostics: Diagnostics,
): Draft | undefined {
  const yaml = readStrictYaml(source)
  const location = ({ line, column, endLine, endColumn }: Position): FileLocation => ({
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
      yaml.addError(
        nodeOf(node),
        `With its expressions filled in, the file has more than ${MAX_FILLED_IN} characters.`,
      )
    if (filled === '' && text !== '')
      addWarning(diagnostics, location(yaml.position(nodeOf(node))), `${what} is empty in this run.`)
    return filled
  }
  const isTextLost = yaml.errors.length > 0
  rejectScriptComments(yaml, source)
  const draft = yaml.root === undefined ? undefined : readMembers({ yaml, readText, location }, yaml.root)
  // What was dropped may be an override or a placeholder, which is then not missing.
  if (isTextLost || size > MAX_FILLED_IN) {
    delete draft?.override?.value
    delete draft?.placeholders?.value
  }
  const errors = hidePrivateLines(source, yaml.errors)
  for (const { message, ...position } of errors) addError(diagnostics, location(position), message)
  return draft
}

function readMembers(reading: Reading, root: unknown): Draft {
  const { yaml } = reading
  if (!isMap(root)) {
    yaml.addError(0, 'A notification was expected: lines such as "templateId: …", or the JSON of the API.')
    return {}
  }
  const wrapped = root.items.find((pair) => memberName(pair) === 'notification')
  if (wrapped && isMap(wrapped.value)) {
    for (const pair of root.items)
      if (pair !== wrapped && memberName(pair) !== '$schema') addUnknownMember(yaml, pair)
    return readPairs(reading, wrapped.value.items)
  }
  return readPairs(
    reading,
    root.items.filter((pair) => memberName(pair) !== '$schema'),
  )
}

function readPairs(reading: Reading, pairs: readonly Pair[]): Draft {
  const draft: Draft = {}
  for (const pair of pairs) {
    const name = memberName(pair)
    const located = isMember(name) ? READERS[name](reading, pair.value, nodeOf(pair.key)) : undefined
    if (located) Object.assign(draft, { [name]: located })
    if (!isMember(name)) addUnknownMember(reading.yaml, pair)
  }
  return draft
}

function memberName({ key }: Pair): string {
  return String(key)
}
