import { normalize } from 'node:path'
import { addError, addWarning, type Diagnostics, type FileLocation } from '../diagnostics.ts'
import type { Environment } from '../environment.ts'
import { nodeOf, type ReadText } from '../inputs/overrides.ts'
import type { Draft } from '../notification/draft.ts'
import { inOrder, type Position } from '../yaml/errors.ts'
import { readStrictYaml, type StrictYaml } from '../yaml/strict-yaml.ts'
import { textOf } from '../yaml/text-of.ts'
import { type Contexts, contextsOf } from './contexts.ts'
import { readEvent } from './event.ts'
import { rawProblem } from './expressions.ts'
import { fillInNode } from './fill-in.ts'
import { hidePrivateLines, isPrivate } from './private-lines.ts'
import { readMembers } from './read-members.ts'
import { refusalFor } from './stranger.ts'
import { type Files, readWorkspaceFile } from './workspace-file.ts'

// Far more than people read. It limits how much text the expressions of a small file can produce. In UTF-16 units.
const MAX_FILLED_IN = 1024 * 1024

/** What reading the notification file needs. */
interface Sources {
  environment: Environment
  files: Files
  isDryRun: boolean
}

/**
 * Reads the notification file of the workspace and fills in its expressions. Undefined if it cannot be read, or may be a
 * stranger's and this is no dry run.
 */
export async function readDraft(
  path: string,
  { environment, files, isDryRun }: Sources,
  diagnostics: Diagnostics,
): Promise<Draft | undefined> {
  const event = await readEvent(files, environment['GITHUB_EVENT_PATH'])
  const refusal = refusalFor(environment, event, isDryRun)
  const read = refusal
    ? { problem: refusal }
    : await readWorkspaceFile(files, environment['GITHUB_WORKSPACE'], path)
  if ('problem' in read) {
    addError(diagnostics, { input: 'notification-file' }, read.problem)
    return undefined
  }
  return readNotificationFile(read.text, posix(path), contextsOf(environment, event), diagnostics)
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
  const yaml = readStrictYaml(source, { isPrivate })
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
  if (yaml.root === undefined) addRawExpressions(yaml)
  const isTextLost = yaml.errors.length > 0
  const draft = yaml.root === undefined ? undefined : readMembers({ yaml, readText, location }, yaml.root)
  // What was dropped may be an override or a placeholder, which is then not missing.
  if (isTextLost || size > MAX_FILLED_IN) {
    delete draft?.override?.value
    delete draft?.placeholders?.value
  }
  for (const { message, bare, ...position } of inOrder(hidePrivateLines(source, yaml.errors)))
    addError(diagnostics, location(position), message)
  return draft
}

/** Adds what is meant as an expression in each line of a file that is not valid YAML, if nothing else is wrong with the line. */
function addRawExpressions(yaml: StrictYaml): void {
  const linesTold = new Set(yaml.errors.map(({ line }) => line))
  let start = 0
  for (const [index, text] of yaml.source.split('\n').entries()) {
    const raw = linesTold.has(index + 1) || /^\s*#/.test(text) ? undefined : rawProblem(text)
    if (raw) yaml.addError(start + raw.offset, { text: raw.message, bare: raw.bare })
    start += text.length + 1
  }
}
