import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import { runAction } from '../../runner/runner.ts'
import { test } from '../emulated.ts'
import { runsIf } from '../skipped.ts'
import { validInputs } from '../world.ts'

test.runIf(runsIf(process.platform !== 'win32', 'named pipes. Windows has none among files.'))(
  'named pipes in place of the runner’s files hang nothing: it is sent, and each is a warning',
  async ({ emulator }) => {
    const workspace = mkdtempSync(join(tmpdir(), 'walkme-pipes-'))
    const pipe = join(workspace, 'pipe')
    execFileSync('mkfifo', [pipe])
    writeFileSync(join(workspace, 'notify.yml'), "title: ${{ github.event.number || 'none' }}")
    const step = await runAction({
      workspace,
      inputs: { ...validInputs(emulator), 'notification-file': 'notify.yml' },
      env: { GITHUB_EVENT_PATH: pipe, GITHUB_OUTPUT: pipe, GITHUB_STEP_SUMMARY: pipe },
      signal: AbortSignal.timeout(10_000),
    })
    rmSync(workspace, { recursive: true })

    expect(step.exitCode).toBe(0)
    expect(emulator.ledger).toHaveLength(1)
    expect(step.log).toContain(`The output "outcome" could not be written: ${pipe} is not a regular file.`)
    expect(step.log).toContain(`The job summary could not be written: ${pipe} is not a regular file.`)
  },
)
