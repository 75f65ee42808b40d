import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { runsIf } from '../skipped.ts'
import { run, toolsFolder } from './tools.ts'

const onUnix = runsIf(
  process.platform !== 'win32',
  'npm run workflows with stand-ins, which are shell scripts.',
)
const cwd = fileURLToPath(new URL('../..', import.meta.url))
const runWithPath = (path: string, ci = '') =>
  run([process.execPath, 'scripts/workflows.ts'], { cwd, env: { PATH: path, CI: ci } })

const tools = ['actionlint', 'shellcheck', 'zizmor']
const areThere = runsIf(
  tools.every((tool) => run([tool, '--version'], { cwd }).status === 0),
  `${tools.join(', ')} over all workflows. One of them is not on the PATH; CONTRIBUTING.md says how to get it.`,
)

/** All three tools, each of which says what it was asked for; one of them with other words. */
const standIns = (others: Record<string, string> = {}) =>
  toolsFolder({
    ...Object.fromEntries(tools.map((tool) => [tool, `echo ${tool} "$@" in "$PWD"; ls`])),
    ...others,
  })

describe('npm run workflows', () => {
  test.runIf(areThere)('finds nothing in the workflows of this repository and of examples/', () => {
    const { status, stdout } = runWithPath(process.env['PATH'] ?? '')

    expect(stdout).not.toContain('SKIPPED')
    expect(status, stdout).toBe(0)
  })

  test('says which tools are missing, and does not fail for it', () => {
    const { status, stdout } = runWithPath('/nowhere')

    expect(stdout.match(/^SKIPPED: (\w+) is not on the PATH/gm)).toHaveLength(3)
    expect(status).toBe(0)
  })

  test('fails for a missing tool on CI', () => {
    expect(runWithPath('/nowhere', 'true').status).toBe(1)
  })

  test.runIf(onUnix).each(tools)('fails where %s finds something', (tool) => {
    const folder = standIns({ [tool]: '[ "$1" = --version ] || exit 3' })
    expect(runWithPath(`${folder}:/usr/bin:/bin`).status).toBe(1)
  })

  test.runIf(onUnix)('looks at examples/, too, and looks nothing up but on CI', () => {
    const path = `${standIns()}:/usr/bin:/bin`
    const { stdout } = runWithPath(path)
    const asked = stdout.split('\n').filter((line) => line.startsWith('zizmor --'))

    expect(stdout.match(/^actionlint +in /gm)).toHaveLength(2)
    expect(asked).toHaveLength(2)
    for (const line of asked) expect(line).toMatch(/--persona=auditor .*--offline/)
    expect(runWithPath(path, 'true').stdout.match(/^zizmor --.*--offline/gm)).toHaveLength(1)
  })
})
