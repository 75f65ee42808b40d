import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

/** What a program said, and how it ended. */
export interface Ended {
  status: number | null
  stdout: string
  stderr: string
}

const root = mkdtempSync(join(tmpdir(), 'walkme-test-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

/** A new folder, which is there until the tests of the file have run. */
export function temporaryFolder(): string {
  return mkdtempSync(join(root, 'folder-'))
}

/** A folder with programs of our own: name to shell script. */
export function toolsFolder(tools: Record<string, string>): string {
  const folder = temporaryFolder()
  for (const [name, script] of Object.entries(tools)) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`)
    chmodSync(join(folder, name), 0o755)
  }
  return folder
}

/** Runs a program to its end. */
export function run(
  [command, ...args]: [string, ...string[]],
  { cwd, env = {} }: { cwd: string; env?: Record<string, string> },
): Ended {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd,
    env: { ...process.env, ...env },
    encoding: 'utf8',
  })
  return { status, stdout, stderr }
}
