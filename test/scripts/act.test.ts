import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { runsIf } from '../skipped.ts'

const onLinux = runsIf(process.platform === 'linux', 'act. Its script runs on Linux only.')

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url))

function runWithPath(path: string): string {
  return execFileSync(process.execPath, ['scripts/act.ts'], {
    cwd: REPOSITORY,
    env: { ...process.env, PATH: path },
    encoding: 'utf8',
    stdio: 'pipe',
  })
}

/** Runs it with an `act` of our own on the PATH. */
function runWithAct(script: string): string {
  const directory = mkdtempSync(join(tmpdir(), 'walkme-bin-'))
  try {
    writeFileSync(join(directory, 'act'), `#!/bin/sh\n${script}\n`)
    chmodSync(join(directory, 'act'), 0o755)
    return runWithPath(`${directory}:/usr/bin:/bin`)
  } finally {
    rmSync(directory, { recursive: true })
  }
}

describe('npm run test:act', () => {
  test('says that nothing was run where there is no act, and does not fail', () => {
    const said = runWithPath('/nowhere')

    expect(said).toMatch(/^SKIPPED: .*Nothing was run\.\n$/)
    expect(said).not.toMatch(/pass|succe/i)
  })

  test.runIf(onLinux)('runs the self-test of ci.yml on the host', () => {
    const said = runWithAct('echo "$@"')

    expect(said).toMatch(/push .*--job self-test --workflows \.github\/workflows\/ci\.yml/)
    expect(said).toContain('--platform ubuntu-latest=-self-hosted')
    expect(said).toMatch(/--local-repository actions\/setup-node@[0-9a-f]{40}=/)
  })

  test.runIf(onLinux)('fails where act fails', () => {
    expect(() => runWithAct('[ "$1" = --version ] || exit 3')).toThrow(expect.objectContaining({ status: 3 }))
  })
})
