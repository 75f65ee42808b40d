import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { test as base } from 'vitest'
import { oneSystem } from '../../emulator/account.ts'
import { type Emulator, startEmulator } from '../../emulator/emulator.ts'
import { type GitHub, startGitHub } from '../../emulator/github/server.ts'
import type { LedgerEntry, Seen } from '../../emulator/ledger.ts'
import { EXAMPLE_ACCOUNT } from './account.ts'
import { type Performance, play, type Run } from './play.ts'
import { readWorkflow } from './workflow.ts'

/** The examples, as a repository that has copied them, and a WalkMe account that knows their IDs. */
export interface Stage {
  emulator: Emulator
  /** Where the records of once-keys are. */
  github: GitHub
  /** The repository's directory: `.github/workflows` and `.github/notifications`. */
  repository: string
  /** The secrets that the examples want. */
  secrets: Record<string, string>
  /** Plays a workflow, with the secrets unless the run has others. @throws If a step fails or warns, with its log. */
  play(source: string, run?: Partial<Run>): Promise<Performance>
  /** As {@link play}, but steps may fail and warn. */
  playAny(source: string, run?: Partial<Run>): Promise<Performance>
  /** {@link play}s one of the examples by its file name. */
  perform(name: string, run?: Partial<Run>): Promise<Performance>
  /** As {@link perform}, but steps may fail and warn. */
  attempt(name: string, run?: Partial<Run>): Promise<Performance>
  /** What people see, in order, but for the times. @throws If a placeholder was left, or an override found none. */
  seen(): Omit<Seen, 'startAt' | 'endAt'>[]
}

/** Where the examples are in this repository. */
export const EXAMPLES = fileURLToPath(new URL('../../examples', import.meta.url))

/** A test on a stage of its own, taken down when it ends. */
export const test = base.extend<{ stage: Stage }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the fixtures that are needed from this pattern
  stage: async ({}, use) => {
    const emulator = await startEmulator({ account: { ...oneSystem(), ...EXAMPLE_ACCOUNT } })
    const repository = realpathSync(mkdtempSync(join(tmpdir(), 'walkme-examples-')))
    mkdirSync(join(repository, '.github'))
    for (const folder of ['workflows', 'notifications'])
      cpSync(join(EXAMPLES, folder), join(repository, '.github', folder), { recursive: true })
    const secrets = {
      WALKME_CLIENT_ID: emulator.account.clientId,
      WALKME_CLIENT_SECRET: emulator.account.clientSecret,
    }
    const github = await startGitHub()
    const playAny = (source: string, run?: Partial<Run>) => {
      const environment = { GITHUB_API_URL: github.url, GITHUB_TOKEN: github.token, ...run?.environment }
      return play(readWorkflow(source), { secrets, ...run, environment }, { api: emulator.url, repository })
    }
    const smoothly = async (source: string, run?: Partial<Run>) => {
      const performance = await playAny(source, run)
      for (const { job, exitCode, log } of performance.steps)
        if (exitCode !== 0 || /^Warning: /m.test(log)) throw new Error(`In the job ${job}:\n${log}`)
      return performance
    }
    const example = (name: string) => readFileSync(join(repository, '.github/workflows', name), 'utf8')
    await use({
      emulator,
      github,
      repository,
      secrets,
      play: smoothly,
      playAny,
      perform: (name, run) => smoothly(example(name), run),
      attempt: (name, run) => playAny(example(name), run),
      seen: () => emulator.ledger.map(wordsOf),
    })
    await Promise.all([emulator.close(), github.close()])
    rmSync(repository, { recursive: true })
  },
})

function wordsOf({ seen, unfilledPlaceholders, unusedOverrides }: LedgerEntry) {
  if (unfilledPlaceholders.length > 0) throw new Error(`People see ${unfilledPlaceholders}`)
  if (unusedOverrides.length > 0) throw new Error(`The template has no ${unusedOverrides}`)
  const { startAt: _, endAt: __, ...words } = seen
  return words
}

/** Recipients as the ledger counts them, for one audience of the examples. */
export function everyoneIn(name: 'CRM users' | 'Support' | 'Everybody'): Seen['recipients'] {
  const audience = EXAMPLE_ACCOUNT.audiences.find((candidate) => candidate.name === name)
  if (!audience) throw new Error(`There is no audience ${name}`)
  const { id, members } = audience
  return { people: members.length, endUsers: 0, audiences: [{ id, name, members: members.length }] }
}
