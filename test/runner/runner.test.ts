import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { runAction, type Step } from '../../runner/runner.ts'

const manifest = `name: test
inputs:
  client-id:
    description: no default
  data-center:
    default: us
  some flag:
    default: false
  github-token:
    default: \${{ github.token }}
runs: { using: node24, main: index.js }
`

/** Runs these lines of JavaScript as the bundle of an action. */
async function run(source: string, step: Partial<Step> = {}) {
  const directory = await mkdtemp(join(tmpdir(), 'walkme test # '))
  onTestFinished(() => rm(directory, { recursive: true, force: true }))
  const bundle = join(directory, 'index.mjs')
  const actionFile = join(directory, 'action.yml')
  await writeFile(
    bundle,
    `import { appendFileSync, readFileSync } from 'node:fs'\nconst { env } = process\n${source}`,
  )
  await writeFile(actionFile, manifest)
  return runAction({ inputs: {}, bundle, actionFile, ...step })
}

/** The process's environment. */
async function environment(step: Partial<Step> = {}): Promise<Record<string, string>> {
  return JSON.parse((await run('console.log(JSON.stringify(env))', step)).stdout)
}

test('inputs arrive by the runner’s names, with the defaults of those not given, and empty without one', async () => {
  const env = await environment({ inputs: { 'client-id': 'me', 'undeclared one': 'x' } })
  expect(env).toMatchObject({
    'INPUT_CLIENT-ID': 'me',
    INPUT_UNDECLARED_ONE: 'x',
    'INPUT_DATA-CENTER': 'us',
    INPUT_SOME_FLAG: 'false',
    'INPUT_GITHUB-TOKEN': '',
  })
})

test('an input wins over its default, and the token of the environment fills the expression', async () => {
  const env = await environment({ inputs: { 'data-center': '' }, env: { GITHUB_TOKEN: 't' } })
  expect(env).toMatchObject({ 'INPUT_DATA-CENTER': '', 'INPUT_GITHUB-TOKEN': 't' })
})

test('without defaults only the inputs given arrive', async () => {
  const env = await environment({ inputs: { 'client-id': 'me' }, defaults: false })
  expect(Object.keys(env).filter((name) => name.startsWith('INPUT_'))).toEqual(['INPUT_CLIENT-ID'])
})

test('the environment is a runner’s, with nothing of this process that could change the outcome', async () => {
  vi.stubEnv('HTTPS_PROXY', 'http://127.0.0.1:1')
  vi.stubEnv('no_proxy', '*')
  vi.stubEnv('NODE_OPTIONS', '--no-warnings')
  vi.stubEnv('WALKME_CLIENT_SECRET', 'real')
  vi.stubEnv('RUNNER_DEBUG', '1')
  onTestFinished(() => void vi.unstubAllEnvs())
  const env = await environment()
  expect(env).toMatchObject({
    GITHUB_ACTIONS: 'true',
    GITHUB_EVENT_NAME: 'push',
    GITHUB_REPOSITORY: 'octo-org/crm',
    PATH: process.env['PATH'],
  })
  for (const name of ['HTTPS_PROXY', 'no_proxy', 'NODE_OPTIONS', 'WALKME_CLIENT_SECRET', 'RUNNER_DEBUG']) {
    expect(env).not.toHaveProperty(name)
  }
})

test('variables can be added and taken away', async () => {
  const env = await environment({
    env: { HTTPS_PROXY: 'http://127.0.0.1:1', GITHUB_OUTPUT: undefined },
    debug: true,
  })
  expect(env).toMatchObject({ HTTPS_PROXY: 'http://127.0.0.1:1', RUNNER_DEBUG: '1' })
  expect(env).not.toHaveProperty('GITHUB_OUTPUT')
})

test('outputs and summary are read back', async () => {
  const result = await run(`
    appendFileSync(env.GITHUB_OUTPUT, 'a<<X\\none\\ntwo\\nX\\nb=1\\n')
    appendFileSync(env.GITHUB_STEP_SUMMARY, '# Hi\\n')
  `)
  expect(result).toMatchObject({ exitCode: 0, outputs: { a: 'one\ntwo', b: '1' }, summary: '# Hi\n' })
})

test('a step that writes nothing has no outputs', async () => {
  expect(await run('')).toEqual({
    exitCode: 0,
    endedBy: null,
    stdout: '',
    stderr: '',
    log: '',
    outputs: {},
    summary: '',
  })
})

test('the event is a push, or what is given', async () => {
  const print = 'console.log(readFileSync(env.GITHUB_EVENT_PATH, "utf8"))'
  const push = JSON.parse((await run(print)).stdout)
  expect(push.repository.full_name).toBe('octo-org/crm')
  expect(push.head_commit.message).toContain('\n')
  expect(JSON.parse((await run(print, { event: { a: 1 } })).stdout)).toEqual({ a: 1 })
})

test('it works in its workspace, an empty one or the one given', async () => {
  const print = 'console.log(process.cwd() + "\\n" + env.GITHUB_WORKSPACE)'
  const [cwd, variable] = (await run(print)).stdout.split('\n')
  expect(cwd).toBe(variable)
  expect(cwd).toMatch(/walkme-step-/)
  const workspace = await realpath(await mkdtemp(join(tmpdir(), 'walkme-workspace-')))
  onTestFinished(() => rm(workspace, { recursive: true }))
  expect((await run(print, { workspace })).stdout).toBe(`${workspace}\n${workspace}\n`)
})

test('what it writes is kept as it is, and shown as the runner shows it', async () => {
  const result = await run(
    `
    process.stdout.write('::add-mask::s3\\nvalue s3\\n::group::G\\nin')
    setTimeout(() => console.error('::error::bad s3 pre'), 50)
  `,
    { secrets: ['pre'] },
  )
  expect(result.stdout).toBe('::add-mask::s3\nvalue s3\n::group::G\nin')
  expect(result.stderr).toBe('::error::bad s3 pre\n')
  expect(result.log).toContain('value ***\n▼ G\n')
  expect(result.log).toContain('  Error: bad *** ***')
})

test('the exit code is the step’s', async () => {
  expect((await run('process.exitCode = 3')).exitCode).toBe(3)
})

test('who watches gets the process, and can send it signals', async () => {
  const result = await run(
    `process.on('SIGTERM', () => { console.log('bye'); process.exit(7) }); setInterval(() => {}, 1000); console.log('up')`,
    {
      onSpawn: (child) => child.stdout?.once('data', () => child.kill('SIGTERM')),
    },
  )
  // Windows knows no signals: the process is ended there and then.
  if (process.platform === 'win32') expect(result.endedBy).toBe('SIGTERM')
  else expect(result).toMatchObject({ exitCode: 7, stdout: 'up\nbye\n' })
})

test('aborting kills it', async () => {
  const controller = new AbortController()
  const result = await run('setInterval(() => {}, 1000)', {
    signal: controller.signal,
    onSpawn: (child) => child.once('spawn', () => controller.abort()),
  })
  expect(result).toMatchObject({ exitCode: null, endedBy: 'SIGKILL' })
})

test('an expression in a default that only GitHub can evaluate is an error', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'walkme-'))
  onTestFinished(() => rm(directory, { recursive: true }))
  const actionFile = join(directory, 'action.yml')
  await writeFile(actionFile, 'inputs: { a: { default: "${{ github.actor }}" } }')
  await expect(runAction({ inputs: {}, actionFile })).rejects.toThrow(/default of a holds an expression/)
})
