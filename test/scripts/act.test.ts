import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { runsIf } from '../skipped.ts'
import { run, toolsFolder } from './tools.ts'

const onLinux = runsIf(process.platform === 'linux', 'act. Its script runs on Linux only.')

const cwd = fileURLToPath(new URL('../..', import.meta.url))
const runWithPath = (path: string) => run([process.execPath, 'scripts/act.ts'], { cwd, env: { PATH: path } })
const runWithAct = (script: string) => runWithPath(`${toolsFolder({ act: script })}:/usr/bin:/bin`)

describe('npm run test:act', () => {
  test('says that nothing was run where there is no act, and does not fail', () => {
    const { stdout, status } = runWithPath('/nowhere')

    expect(stdout).toMatch(/^SKIPPED: .*Nothing was run\.\n$/)
    expect(stdout).not.toMatch(/pass|succe/i)
    expect(status).toBe(0)
  })

  test.runIf(onLinux)('runs the self-test of ci.yml on the host', () => {
    const { stdout, status } = runWithAct('echo "$@"')

    expect(stdout).toMatch(
      /push .*--job self-test --matrix where:x64 --workflows \.github\/workflows\/ci\.yml/,
    )
    expect(stdout).toContain('--platform ubuntu-latest=-self-hosted')
    expect(stdout).toMatch(/--local-repository actions\/setup-node@[0-9a-f]{40}=/)
    expect(status).toBe(0)
  })

  test.runIf(onLinux)('fails where act fails', () => {
    expect(runWithAct('[ "$1" = --version ] || exit 3').status).toBe(3)
  })
})
