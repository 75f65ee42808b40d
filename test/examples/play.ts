import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runnerEnvironment, samplePush } from '../../runner/environment.ts'
import { runAction, type StepResult } from '../../runner/runner.ts'
import { declaredInputs, declaredSecrets } from './declared.ts'
import { fill, fillAll, holds, type Result, type Situation } from './evaluate.ts'
import { combinations, inOrder, worst } from './jobs.ts'
import { runScript } from './script.ts'
import { isOurs, type Job, readWorkflow, type Workflow } from './workflow.ts'

/** What GitHub would know of a run. */
export interface Run {
  /** Beside and before those of a runner during a push, `GITHUB_*` above all. */
  environment?: Record<string, string>
  /** The event's payload; a push by default. */
  event?: { inputs?: Record<string, string>; [member: string]: unknown }
  /** Those of the repository; in a workflow that is called, those that the caller names. */
  secrets: Record<string, string>
  /** The secrets of each environment. One that is not here has none: GitHub makes it as soon as a job names it. */
  environments?: Record<string, Record<string, string>>
  /** How the work of a job ends, which is not done here, by the job's name; else with success. */
  results?: Record<string, Result>
  /** Inputs of a workflow that is called; those of the event by default. */
  inputs?: Record<string, string>
}

/** Where it happens. */
export interface Place {
  /** Base URL of the emulator. */
  api: string
  /** What a checkout brings. */
  repository: string
}

/** One step of ours that ran. */
export interface Played extends StepResult {
  job: string
  inputs: Record<string, string>
}

/** What came of a run. */
export interface Performance {
  steps: Played[]
  /** By job, one for each combination of its matrix. */
  results: Record<string, Result[]>
  /** Those of a workflow that was called. */
  outputs: Record<string, string>
}

interface Ended {
  steps: Played[]
  result: Result
  outputs: Record<string, string>
}

/** Everything that one job needs to run. */
interface Stage {
  id: string
  job: Job
  run: Run
  location: Place
  situation: Situation
}

/**
 * Plays a workflow as GitHub would, jobs in their order, matrices one combination after the other: every step of ours as the
 * committed bundle in a process, a script if it has an ID (for its outputs), and nothing else.
 * @throws For what GitHub would refuse, and for an expression that silently comes to nothing.
 */
export async function play(workflow: Workflow, run: Run, location: Place): Promise<Performance> {
  const environment = { ...runnerEnvironment(), ...run.environment }
  const call = callOf(workflow, run.inputs ? 'workflow_call' : 'workflow_dispatch')
  const base = {
    github: { ...githubOf(environment), event: run.event ?? samplePush },
    secrets: run.secrets,
    inputs: declaredInputs(call, run.inputs ?? run.event?.inputs ?? {}),
  }
  const env = fillAll(workflow.env, { contexts: base, status: 'success' })
  const ended: Record<string, Ended[]> = {}
  for (const [id, job] of inOrder(workflow.jobs)) {
    const needs = Object.fromEntries(job.needs.map((need) => [need, whole(ended[need] ?? [])]))
    const status = worst(Object.values(needs).map(({ result }) => result))
    const situation = { contexts: { ...base, needs }, status }
    const isOn = holds(job.if, situation)
    ended[id] = isOn ? [] : [{ steps: [], result: 'skipped', outputs: {} }]
    for (const matrix of isOn ? combinations(job.strategy.matrix) : []) {
      const contexts = { ...situation.contexts, env, matrix }
      ended[id].push(
        await playJob({ id, job, run, location: location, situation: { contexts, status: 'success' } }),
      )
    }
  }
  const jobs = Object.fromEntries(Object.entries(ended).map(([id, runs]) => [id, whole(runs)]))
  const outputs = Object.entries(run.inputs ? (call?.outputs ?? {}) : {}).map(([name, { value }]) => {
    return [name, fill(value, { contexts: { ...base, jobs }, status: 'success' })]
  })
  return {
    steps: Object.values(ended).flatMap((runs) => runs.flatMap(({ steps }) => steps)),
    results: Object.fromEntries(
      Object.entries(ended).map(([id, runs]) => [id, runs.map(({ result }) => result)]),
    ),
    outputs: Object.fromEntries(outputs),
  }
}

async function playJob(stage: Stage): Promise<Ended> {
  const { job, run, id, situation } = stage
  if (job.uses !== undefined) return playCalled(stage, job.uses)

  let { env, ...contexts }: Situation['contexts'] = { ...situation.contexts, secrets: secretsOf(stage) }
  env = { ...Object(env), ...fillAll(job.env, situation) }
  let status = run.results?.[id] ?? 'success'
  let isCheckedOut = false
  const steps: Record<string, { outputs: Record<string, string> }> = {}
  const played: Played[] = []
  for (const step of job.steps) {
    const now = { contexts: { ...contexts, env, steps, job: { status } }, status }
    isCheckedOut ||= /^actions\/checkout@/.test(step.uses ?? '')
    if (!holds(step.if, now)) continue
    const stepEnv = { ...Object(env), ...fillAll(step.env, now) }
    if (isOurs(step)) {
      const inputs = fillAll(step.with, { ...now, contexts: { ...now.contexts, env: stepEnv } })
      const result = await playStep(inputs, stepEnv, stage, isCheckedOut)
      played.push({ ...result, job: id, inputs })
      if (result.exitCode !== 0 && !step['continue-on-error']) status = 'failure'
      if (step.id) steps[step.id] = { outputs: result.outputs }
    } else if (step.id && step.run) {
      steps[step.id] = { outputs: await runScript(step.run, stepEnv) }
    }
  }
  const outputs = fillAll(job.outputs, { contexts: { ...contexts, env, steps }, status })
  return { steps: played, result: status, outputs }
}

/**
 * What a job sees. Its environment's secrets win; in a workflow that is called, only under names that the caller gives
 * (https://github.com/actions/runner/issues/1490).
 */
function secretsOf({ job, run }: Pick<Stage, 'job' | 'run'>): Record<string, string> {
  const own = Object.entries(run.environments?.[job.environment ?? ''] ?? {})
  const isCalled = run.inputs !== undefined
  return {
    ...run.secrets,
    ...Object.fromEntries(own.filter(([name]) => !isCalled || Object.hasOwn(run.secrets, name))),
  }
}

function playStep(
  inputs: Record<string, string>,
  env: Record<string, string>,
  { run, job, location: place, id }: Stage,
  isCheckedOut: boolean,
): Promise<StepResult> {
  return runAction({
    inputs: { ...inputs, 'api-url': place.api },
    env: { ...run.environment, GITHUB_JOB: id, ...env },
    event: run.event ?? samplePush,
    secrets: Object.values(secretsOf({ job, run })),
    ...(isCheckedOut ? { workspace: place.repository } : {}),
  })
}

async function playCalled({ job, run, location: place, situation }: Stage, path: string): Promise<Ended> {
  const called = readWorkflow(await readFile(join(place.repository, path), 'utf8'))
  const secrets = declaredSecrets(callOf(called), fillAll(job.secrets, situation))
  const inputs = fillAll(job.with, situation)
  const { steps, results, outputs } = await play(called, { ...run, secrets, inputs }, place)
  return { steps, result: worst(Object.values(results).flat()), outputs }
}

function callOf({ on }: Workflow, by: 'workflow_call' | 'workflow_dispatch' = 'workflow_call') {
  return (typeof on === 'string' ? undefined : on[by]) ?? undefined
}

function githubOf(environment: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) =>
      name.startsWith('GITHUB_') ? [[name.slice('GITHUB_'.length).toLowerCase(), value]] : [],
    ),
  )
}

function whole(runs: Ended[]): { result: Result; outputs: Record<string, string> } {
  return {
    result: worst(runs.map(({ result }) => result)),
    outputs: Object.assign({}, ...runs.map(({ outputs }) => outputs)),
  }
}
