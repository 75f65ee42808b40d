import * as files from 'node:fs/promises'
import { performance } from 'node:perf_hooks'
import { setTimeout as delay } from 'node:timers/promises'
import * as core from '@actions/core'
import type { Emulator } from '../emulator/emulator.ts'
import type { InputName } from '../src/inputs/schema.ts'
import { run, type World } from '../src/run.ts'

/** What the clock of a run in this process shows, a Monday. In milliseconds since the epoch. */
export const NOW = Date.parse('2026-11-23T12:00:00Z')

/** One line that the action wrote, by what it was written with. */
export interface Line {
  level: 'error' | 'warning' | 'notice' | 'info' | 'debug'
  text: string
  /** What GitHub is told about the place, for an annotation on a file. */
  properties: core.AnnotationProperties
}

/** What a run in this process left behind. */
export interface Ran {
  exitCode: 0 | 1
  outputs: Record<string, string>
  /** What it wrote into the job summary, Markdown. */
  summary: string
  lines: Line[]
  masked: string[]
  /** All texts of one level. */
  said(level: Line['level']): string[]
}

/** Other ways to write the names of inputs, which mean the same: as in the API, and with `_`. */
export const SPELLINGS: [what: string, spell: (inputs: Record<string, string>) => Record<string, string>][] =
  [
    ['our own', (inputs) => ({ ...inputs })],
    [
      "the API's",
      (inputs) => renamed(inputs, (name) => name.replace(/-(.)/g, (_, letter) => letter.toUpperCase())),
    ],
    ['snake case', (inputs) => renamed(inputs, (name) => name.replaceAll('-', '_'))],
  ]

function renamed(inputs: Record<string, string>, rename: (name: string) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(inputs).map(([name, text]) => [rename(name), text]))
}

/** The inputs of a step, by name. */
export type StepInputs = Partial<Record<InputName, string>>

/** A complete step that the emulator accepts; spread it and change what the test is about. */
export function validInputs({ url, account }: Emulator): StepInputs {
  return {
    'client-id': account.clientId,
    'client-secret': account.clientSecret,
    'api-url': url,
    'template-id': account.templates[0]?.id ?? '',
    audiences: account.audiences[0]?.id ?? '',
  }
}

/** Runs the action in this process: real network, everything else handed in. */
export async function runInProcess(
  inputs: Record<string, string>,
  environment: Record<string, string> = {},
  world: Partial<World> = {},
): Promise<Ran> {
  const lines: Line[] = []
  const masked: string[] = []
  const outputs: Record<string, string> = {}
  const summaries: string[] = []
  const write =
    (level: Line['level']) =>
    (text: string | Error, properties: core.AnnotationProperties = {}) =>
      void lines.push({ level, text: String(text), properties })
  const exitCode = await run({
    environment: {
      GITHUB_OUTPUT: 'here',
      GITHUB_STEP_SUMMARY: 'here',
      ...environment,
      ...asVariables(inputs),
    },
    core: {
      setSecret: (secret) => void masked.push(secret),
      setOutput(name, value) {
        outputs[name] = String(value)
      },
      summary: summaryInto(summaries),
      error: write('error'),
      warning: write('warning'),
      notice: write('notice'),
      info: write('info'),
      debug: write('debug'),
      startGroup: write('info'),
      endGroup() {},
    },
    now: () => NOW,
    elapsed: () => performance.now(),
    files,
    cancelled: new AbortController().signal,
    delay: (milliseconds, signal) => delay(milliseconds, undefined, { signal }).catch(() => {}),
    // Full jitter with a draw of nothing: retries come at once.
    random: () => 0,
    ...world,
  })
  const said = (level: Line['level']) => lines.filter((line) => line.level === level).map((line) => line.text)
  return { exitCode, outputs, summary: summaries.join(''), lines, masked, said }
}

/** The toolkit's own job summary, but written into an array instead of the runner's file. */
export function summaryInto(written: string[]): typeof core.summary {
  const summary: typeof core.summary = Reflect.construct(core.summary.constructor, [])
  return Object.assign(summary, {
    async write() {
      written.push(summary.stringify())
      return summary.emptyBuffer()
    },
  })
}

/** Inputs as the runner passes them to a step. */
function asVariables(inputs: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, text]) => [`INPUT_${name.toUpperCase()}`, text]),
  )
}

/** The bodies of the sends that an emulator saw. */
export function sentBodies(emulator: Emulator): unknown[] {
  return emulator.requests.filter(({ call }) => call === 'send').map(({ body }) => JSON.parse(body))
}
