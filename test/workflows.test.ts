import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import * as z from 'zod'

// What actionlint and zizmor do not ask for. They run in scripts/workflows.test.ts.
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
      strategy: z
        .looseObject({
          matrix: z.looseObject({
            include: z.array(z.looseObject({ image: z.string().optional() })).default([]),
          }),
        })
        .optional(),
      container: z.string().optional(),
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

  test('uses images by their digest', () => {
    for (const { container = '', strategy } of Object.values(read.jobs)) {
      const images = strategy?.matrix.include.flatMap(({ image = [] }) => image) ?? []
      const isOfMatrix = container === '${{ matrix.image }}' && images.length > 0
      for (const image of isOfMatrix ? images : [container].filter(Boolean))
        expect(image).toMatch(/^[\w./-]+:[\w.-]+@sha256:[0-9a-f]{64}$/)
    }
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

  test('there are three such jobs', () => {
    expect(jobs.map(({ job }) => job)).toEqual([
      'dependabot-dist-commit.yml, commit',
      'release.yml, release',
      'release.yml, major-tag',
    ])
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

test('a fork cannot cancel what commits to a branch of this repository', () => {
  const { read } = workflows.find(({ name }) => name === 'dependabot-dist-commit.yml') ?? {}

  expect(read?.concurrency.group).toContain('${{ github.event.workflow_run.head_repository.full_name }}')
})

test('the self-test runs where people run the action: x64, Arm, and containers of Alpine and Debian', () => {
  const { read } = workflows.find(({ name }) => name === 'ci.yml') ?? {}
  const where = read?.jobs['self-test']?.strategy?.matrix.include.map(
    (leg) => `${leg['runner']} ${leg.image ?? ''}`,
  )

  expect(where).toEqual([
    'ubuntu-latest ',
    'ubuntu-24.04-arm ',
    expect.stringMatching(/^ubuntu-latest node:24\S*-alpine/),
    expect.stringMatching(/^ubuntu-latest node:24\S*-slim/),
  ])
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
