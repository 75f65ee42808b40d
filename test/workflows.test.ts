import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import * as z from 'zod'

// What actionlint does not ask for. actionlint itself runs in examples/mistakes.test.ts, over these workflows too.
const FOLDER = new URL('../.github/workflows/', import.meta.url)
const PINNED = /^\s*(?:- )?uses: (?:\.\/|[\w-]+\/[\w-]+(?:\/[\w-]+)?@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/

const step = z.object({
  uses: z.string().optional(),
  run: z.string().optional(),
  with: z.record(z.string(), z.unknown()).default({}),
})
const workflow = z.object({
  permissions: z.record(z.string(), z.string()),
  concurrency: z.object({ group: z.string() }),
  jobs: z.record(
    z.string(),
    z.object({
      'timeout-minutes': z.number(),
      permissions: z.record(z.string(), z.enum(['read', 'write'])),
      steps: z.array(step),
    }),
  ),
})

const workflows = readdirSync(FOLDER).map((name) => {
  const source = readFileSync(new URL(name, FOLDER), 'utf8')
  return { name, source, read: workflow.parse(parse(source)) }
})

describe.each(workflows)('the workflow $name', ({ source, read }) => {
  const steps = Object.values(read.jobs).flatMap((job) => job.steps)

  test('gives no right but to the job that needs it', () => {
    expect(read.permissions).toEqual({})
  })

  test('says why it needs a right to write', () => {
    for (const line of source.split('\n').filter((line) => /^\s+[\w-]+: write/.test(line)))
      expect(line).toMatch(/: write # \w/)
  })

  test('uses actions by their commit, with the version beside it', () => {
    for (const line of source.split('\n').filter((line) => /^\s*(- )?uses:/.test(line)))
      expect(line).toMatch(PINNED)
  })

  test('leaves no token behind in what it checks out', () => {
    for (const { with: inputs } of steps.filter(({ uses }) => uses?.startsWith('actions/checkout@')))
      expect(inputs['persist-credentials']).toBe(false)
  })

  test('has no expression in a script', () => {
    for (const { run = '' } of steps) expect(run).not.toContain('${{')
  })
})

test('an action has one pin in all workflows', () => {
  const pins = workflows.flatMap(({ source }) =>
    [...source.matchAll(/uses: ([\w-]+\/[\w-]+)\S*@(.*)$/gm)].map(([, name, pin]) => `${name} ${pin}`),
  )
  const names = new Set(pins.map((pin) => pin.split(' ')[0]))

  expect(new Set(pins).size).toBe(names.size)
})

describe('a job with a right to write runs no code of a dependency:', () => {
  const jobs = workflows.flatMap(({ name, read }) =>
    Object.entries(read.jobs)
      .filter(([, { permissions }]) => permissions['contents'] === 'write')
      .map(([job, { steps }]) => ({ job: `${name}, ${job}`, steps })),
  )

  test('there are two such jobs', () => {
    expect(jobs.map(({ job }) => job)).toEqual(['dependabot-dist-commit.yml, commit', 'release.yml, release'])
  })

  test.each(jobs)('$job', ({ steps }) => {
    for (const { run = '', uses = '', with: inputs } of steps) {
      expect(run).not.toMatch(/\b(npm|npx)\b|node_modules/)
      if (uses.startsWith('actions/setup-node@')) expect(inputs['package-manager-cache']).toBe(false)
    }
  })
})

test('the workflow that writes checks out the default branch, never the branch of the pull request', () => {
  const { read } = workflows.find(({ name }) => name === 'dependabot-dist-commit.yml') ?? {}
  const refs = Object.values(read?.jobs ?? {})
    .flatMap(({ steps }) => steps)
    .filter(({ uses }) => uses?.startsWith('actions/checkout@'))
    .map(({ with: inputs }) => inputs['ref'])

  expect(refs).toEqual(['${{ github.event.repository.default_branch }}'])
})

test('the tests run on the Node that npm installs, and that GitHub runs the action on', () => {
  const version = readFileSync(new URL('../.node-version', import.meta.url), 'utf8').trim()
  const manifest = z
    .object({ devDependencies: z.object({ node: z.string() }) })
    .parse(JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')))
  const action = z
    .object({ runs: z.object({ using: z.string() }) })
    .parse(parse(readFileSync(new URL('../action.yml', import.meta.url), 'utf8')))

  expect(manifest.devDependencies.node).toBe(version)
  expect(action.runs.using).toBe(`node${version.split('.')[0]}`)
})
