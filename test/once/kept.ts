import { setTimeout as delay } from 'node:timers/promises'
import type { Emulator } from '../../emulator/emulator.ts'
import { storedCommit, treeSha } from '../../emulator/github/git-objects.ts'
import { secondsOf } from '../../emulator/github/repository.ts'
import { type GitHub, startGitHub } from '../../emulator/github/server.ts'
import { runnerEnvironment } from '../../runner/environment.ts'
import { refOf } from '../../src/inputs/once.ts'
// A run imports it when it is needed. Stryker counts what runs at an import for the test that runs then, and for no other.
import '../../src/once/once.ts'
import { type OnceRecord, readRecord, writeRecord } from '../../src/once/record.ts'
import type { World } from '../../src/run.ts'
import { test as emulated } from '../emulated.ts'
import { type Ran, runInProcess, type StepInputs, validInputs } from '../world.ts'

/** The key of these tests. */
export const KEY = 'deploy-4f1c'

/** A test that is handed an emulator and a GitHub of its own. */
export const test = emulated.extend<{ github: GitHub }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the fixtures that are needed from this pattern
  github: async ({}, use) => {
    const github = await startGitHub()
    await use(github)
    await github.close()
  },
})

/** The inputs of a step that sends once. */
function onceInputs(emulator: Emulator, github: GitHub, inputs: StepInputs = {}): StepInputs {
  return { ...validInputs(emulator), 'once-key': KEY, 'github-token': github.token, ...inputs }
}

/** Runs the action in this process, as a step of a run that can be changed. */
export function runOnce(
  { emulator, github }: { emulator: Emulator; github: GitHub },
  inputs: StepInputs = {},
  environment: Record<string, string> = {},
  world: Partial<World> = {},
): Promise<Ran> {
  const runner = { ...runnerEnvironment(), GITHUB_API_URL: github.url, ...environment }
  return runInProcess(onceInputs(emulator, github, inputs), runner, world)
}

/** A world in which clocks and waits go ten times as fast, but for the deadline itself. */
export const hurried: Partial<World> = {
  elapsed: () => performance.now() * 10,
  delay: (milliseconds, signal) => delay(milliseconds / 10, undefined, { signal }).catch(() => {}),
}

/** The records of a key, from its first commit to where the ref points now. */
export function history({ refs, commits }: GitHub, key = KEY): (OnceRecord | undefined)[] {
  const records: (OnceRecord | undefined)[] = []
  for (let sha = refs.get(refOf(key, true)); sha !== undefined; sha = commits.get(sha)?.parents[0]) {
    records.unshift(readRecord(commits.get(sha)?.message ?? ''))
  }
  return records
}

/** A record as a message, with nothing redacted. */
export function planted(record: OnceRecord): string {
  return writeRecord(record, (text) => text)
}

/** Puts a message where the key's record is, as of a time in milliseconds. */
export function plant(github: GitHub, message: string, time = github.now(), key = KEY): void {
  const tree = treeSha([{ path: 'ABOUT', content: 'planted' }])
  const commit = storedCommit({ message, tree, parents: [], date: secondsOf(time) })
  github.trees.add(tree)
  github.commits.set(commit.sha, commit)
  github.refs.set(refOf(key, true), commit.sha)
}
