import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import * as z from 'zod'
import { startEmulator } from '../emulator/emulator.ts'
import { startGitHub } from '../emulator/github/server.ts'
import { declaredInputs } from '../runner/declared-inputs.ts'
import { runAction } from '../runner/runner.ts'

const REPOSITORY = fileURLToPath(new URL('..', import.meta.url))
const launch = z
  .object({
    configurations: z.array(
      z.object({
        name: z.string(),
        program: z.string(),
        runtimeExecutable: z.string(),
        windows: z.object({ runtimeExecutable: z.string() }),
        env: z.record(z.string(), z.string()).optional(),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync(join(REPOSITORY, '.vscode/launch.json'), 'utf8')))

const here = (path: string) => path.replace('${workspaceFolder}/', '')
const { program, env = {} } = launch.configurations.find(({ name }) => name === 'Step') ?? { program: '' }

test.each(launch.configurations)('what is launched as "$name" exists', (configuration) => {
  const { runtimeExecutable } = process.platform === 'win32' ? configuration.windows : configuration
  for (const path of [configuration.program, runtimeExecutable])
    expect(existsSync(join(REPOSITORY, here(path))), path).toBe(true)
})

test('the step is one that the emulator takes, also with a once-key', async () => {
  const emulator = await startEmulator()
  const github = await startGitHub()
  onTestFinished(async () => {
    await Promise.all([emulator.close(), github.close()])
  })
  const declared = Object.keys(await declaredInputs(join(REPOSITORY, 'action.yml'), '')).map((name) =>
    name.toUpperCase(),
  )
  const inputs = Object.keys(env).flatMap((name) => (name.startsWith('INPUT_') ? [name.slice(6)] : []))
  expect(inputs.filter((name) => !declared.includes(name))).toEqual([])

  for (const key of ['', 'a', 'a']) {
    const own = { 'INPUT_API-URL': emulator.url, 'INPUT_ONCE-KEY': key, GITHUB_API_URL: github.url }
    const bundle = join(REPOSITORY, here(program))
    const { exitCode, log } = await runAction({
      bundle,
      inputs: {},
      defaults: false,
      env: { ...env, ...own },
    })
    expect(exitCode, log).toBe(0)
  }
  expect(emulator.ledger).toHaveLength(2)
  for (const { unfilledPlaceholders, unusedOverrides } of emulator.ledger)
    expect([...unfilledPlaceholders, ...unusedOverrides]).toEqual([])
})
