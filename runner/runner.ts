import { type ChildProcess, spawn } from 'node:child_process'
import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { declaredInputs, inputVariable } from './declared-inputs.ts'
import { runnerEnvironment, samplePush } from './environment.ts'
import { parseOutputs } from './output-file.ts'
import { renderLog } from './workflow-commands.ts'

/** One step that uses the action. */
export interface Step {
  /** The step's `with:`. */
  inputs: Record<string, string>
  /** On top of the runner's own environment; `undefined` takes a variable away. */
  env?: Record<string, string | undefined>
  /** The JavaScript file to run; `dist/index.js` of this repository by default. */
  bundle?: string
  /** The Node that runs it; the one that runs this by default. */
  node?: string
  /** Where the inputs are declared; `action.yml` of this repository by default. */
  actionFile?: string
  /** `false`: only `inputs` are passed, none of action.yml's defaults. */
  defaults?: boolean
  /** What lies in `GITHUB_EVENT_PATH`; a push by default. */
  event?: unknown
  /** The working directory and `GITHUB_WORKSPACE`; an empty temporary one by default. */
  workspace?: string
  /** Step debug logging, `RUNNER_DEBUG=1`. */
  debug?: boolean
  /** Values that the runner masks from the start, as it does for `secrets`. Only `log` shows it. */
  secrets?: string[]
  /** Kills the process. */
  signal?: AbortSignal
  /** Gets the process as soon as there is one, for signals. */
  onSpawn?: (child: ChildProcess) => void
}

/** What came of a step. */
export interface StepResult {
  /** `null` when a signal ended the process. */
  exitCode: number | null
  endedBy: NodeJS.Signals | null
  /** As written, unmasked. */
  stdout: string
  stderr: string
  /** Both as the runner shows them: masked, commands obeyed. */
  log: string
  outputs: Record<string, string>
  /** What the step wrote into the job summary, Markdown. */
  summary: string
}

const repository = fileURLToPath(new URL('..', import.meta.url))

/**
 * Runs the bundle in a process of its own as GitHub's runner runs `using: node24`: a clean environment, `INPUT_*`, files for
 * outputs, summary and event.
 * @throws If action.yml cannot be read, the process cannot start, or it left a malformed `GITHUB_OUTPUT`.
 */
export async function runAction(step: Step): Promise<StepResult> {
  // Where the temporary directory is a link (macOS), a process would find itself elsewhere than GITHUB_WORKSPACE says.
  const directory = await realpath(await mkdtemp(join(tmpdir(), 'walkme-step-')))
  try {
    return await runIn(directory, step)
  } finally {
    await rm(directory, { recursive: true, force: true, maxRetries: 3 })
  }
}

async function runIn(directory: string, step: Step): Promise<StepResult> {
  const { workspace = join(directory, 'workspace'), bundle = join(repository, 'dist', 'index.js') } = step
  const files = {
    GITHUB_OUTPUT: join(directory, 'output'),
    GITHUB_STEP_SUMMARY: join(directory, 'summary'),
    GITHUB_STATE: join(directory, 'state'),
    GITHUB_ENV: join(directory, 'env'),
    GITHUB_PATH: join(directory, 'path'),
    GITHUB_EVENT_PATH: join(directory, 'event.json'),
  }
  await mkdir(workspace, { recursive: true })
  for (const file of Object.values(files)) await writeFile(file, '')
  await writeFile(files.GITHUB_EVENT_PATH, JSON.stringify(step.event ?? samplePush))
  const env = {
    ...runnerEnvironment(),
    ...files,
    GITHUB_WORKSPACE: workspace,
    RUNNER_TEMP: directory,
    ...(step.debug === true ? { RUNNER_DEBUG: '1' } : {}),
    ...(await inputVariables(step)),
    ...step.env,
  }
  const { child, lines, ended } = start(step.node, bundle, { env, cwd: workspace })
  step.onSpawn?.(child)
  const kill = () => void child.kill('SIGKILL')
  step.signal?.addEventListener('abort', kill)
  if (step.signal?.aborted === true) kill()
  const result = await ended.finally(() => step.signal?.removeEventListener('abort', kill))
  const { debug = false, secrets = [] } = step
  return {
    ...result,
    log: renderLog(lines, { debug, secrets }).text,
    outputs: parseOutputs(await readFile(files.GITHUB_OUTPUT, 'utf8')),
    summary: await readFile(files.GITHUB_STEP_SUMMARY, 'utf8'),
  }
}

/** The `INPUT_*` variables of a step. */
export async function inputVariables(
  step: Pick<Step, 'inputs' | 'env' | 'actionFile' | 'defaults'>,
): Promise<Record<string, string>> {
  const { actionFile = join(repository, 'action.yml'), inputs, defaults = true } = step
  const declared = defaults ? await declaredInputs(actionFile, step.env?.['GITHUB_TOKEN'] ?? '') : {}
  return Object.fromEntries(
    Object.entries({ ...declared, ...inputs }).map(([name, value]) => [inputVariable(name), value]),
  )
}

function start(
  node = process.execPath,
  bundle: string,
  options: { env: Record<string, string | undefined>; cwd: string },
) {
  const child = spawn(node, [bundle], { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
  const lines: string[] = []
  const stdout = collect(child.stdout, lines)
  const stderr = collect(child.stderr, lines)
  const {
    promise: ended,
    resolve,
    reject,
  } = Promise.withResolvers<Pick<StepResult, 'exitCode' | 'endedBy' | 'stdout' | 'stderr'>>()
  child.once('error', reject)
  child.once('close', (exitCode, endedBy) =>
    resolve({ exitCode, endedBy, stdout: stdout(), stderr: stderr() }),
  )
  return { child, lines, ended }
}

/** Keeps a stream's bytes as they are, and its lines among those of its sibling. */
function collect(stream: Readable, lines: string[]): () => string {
  const chunks: Buffer[] = []
  stream.on('data', (chunk: Buffer) => chunks.push(chunk))
  createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY }).on('line', (line) =>
    lines.push(line),
  )
  return () => Buffer.concat(chunks).toString('utf8')
}
