import { spawnSync } from 'node:child_process'
import { delimiter, join } from 'node:path'
import { describe, expect } from 'vitest'
import { runAction, type Step } from '../../runner/runner.ts'
import { OUTPUT_NAMES } from '../../src/report/outputs.ts'
import { test } from '../emulated.ts'
import { runsIf } from '../skipped.ts'
import { validInputs } from '../world.ts'

/** The version of a Node, such as `20.20.2`; undefined if there is none at this path. */
function versionOf(node: string): string | undefined {
  const { stdout } = spawnSync(node, ['--version'], { encoding: 'utf8' })
  return /^v(\d+\.\d+\.\d+)/.exec(stdout ?? '')?.[1]
}

/** Nodes before 24 on this machine: by their version, where they are. `npm` puts Node 24 first. */
const older = new Map(
  (process.env['PATH'] ?? '').split(delimiter).flatMap((directory): [version: string, node: string][] => {
    const node = join(directory, process.platform === 'win32' ? 'node.exe' : 'node')
    const version = versionOf(node)
    return version !== undefined && Number.parseInt(version, 10) < 24 ? [[version, node]] : []
  }),
)

// A Node 24 that says it is another one, and lacks what Node 16 and 18 do.
const disguised = (version: string) => {
  const lacks = version.startsWith('16.') ? 'process.getBuiltinModule=undefined;' : ''
  return `data:text/javascript,${lacks}Object.defineProperty(process,'versions',{value:{...process.versions,node:'${version}'}})`
}

describe('an older Node is refused at once, in one sentence, with every output:', () => {
  const cases: [what: string, version: string, step: Partial<Step>][] = [
    ...['16.20.2', '20.20.2', '22.23.3', '23.11.1'].map((version): [string, string, Partial<Step>] => [
      `one that says it is ${version}`,
      version,
      { env: { NODE_OPTIONS: `--import "${disguised(version)}"` } },
    ]),
    ...[...older].map(([version, node]): [string, string, Partial<Step>] => [
      `Node ${version} itself`,
      version,
      { node },
    ]),
  ]
  for (const [what, version, step] of cases) {
    test(what, async ({ emulator }) => {
      const ran = await runAction({ ...step, inputs: validInputs(emulator) })

      expect(ran.exitCode).toBe(1)
      expect(ran.stdout.trim().split('\n')).toEqual([
        expect.stringMatching(
          /^::error::Not sent\. This runner starts the action with Node .* 2\.327\.1 or newer/,
        ),
      ])
      expect(ran.stdout).toContain(`with Node ${version}, but it needs Node 24`)
      expect(ran.stderr).toBe('')
      expect(Object.keys(ran.outputs)).toEqual([...OUTPUT_NAMES])
      expect(ran.outputs).toMatchObject({ outcome: 'not-sent', 'notification-id': '', results: '[]' })
      expect(emulator.connections()).toBe(0)
    })
  }

  test('without a file for the outputs, it is refused all the same', async ({ emulator }) => {
    const env = { NODE_OPTIONS: `--import "${disguised('20.0.0')}"`, GITHUB_OUTPUT: '/' }
    const ran = await runAction({ env, inputs: validInputs(emulator) })

    expect(ran.exitCode).toBe(1)
    expect(ran.stdout).toMatch(/^::error::Not sent\. This runner/)
    expect(ran.stderr).toBe('')
  })
})

runsIf(older.size > 0, 'the bundle under an older Node itself. There is none on the PATH.')

test('a later Node is not refused', async ({ emulator }) => {
  const env = { NODE_OPTIONS: `--import "${disguised('100.0.0')}"` }

  expect((await runAction({ env, inputs: validInputs(emulator) })).outputs['outcome']).toBe('sent')
})
