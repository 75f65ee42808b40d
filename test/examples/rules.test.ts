import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { readRepository } from '../../scripts/repository.ts'
import { EXAMPLES } from './stage.ts'
import { readWorkflow } from './workflow.ts'

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url))
const PINNED = /^- uses: (actions\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/
const overview = readFileSync(join(EXAMPLES, 'README.md'), 'utf8')
const own = readFileSync(join(REPOSITORY, '.github/workflows/ci.yml'), 'utf8')

const filesIn = (folder: string) =>
  readdirSync(join(EXAMPLES, folder)).map((name) => {
    const path = join(EXAMPLES, folder, name)
    return { name, path, source: readFileSync(path, 'utf8') }
  })
const linesWith = (text: string, source: string) =>
  source.split('\n').flatMap((line) => (line.includes(text) ? [line.trim()] : []))

describe.each(filesIn('workflows'))('the workflow $name', ({ name, source }) => {
  const workflow = readWorkflow(source)
  const jobs = Object.values(workflow.jobs)

  test('is played by a test and listed in the overview', () => {
    expect(existsSync(join(REPOSITORY, 'test/examples', name.replace(/\.yml$/, '.test.ts')))).toBe(true)
    expect(overview).toContain(`](workflows/${name})`)
  })

  test('begins with what it is for and what to change', () => {
    const [comment = ''] = source.split(/^name: /m)

    expect(comment).toMatch(/^(# .+\n)+$/)
    expect(comment).toMatch(/^# Change: /m)
  })

  test('gives its jobs no right but to read what they check out, and to write the record of a once-key', () => {
    expect(workflow.permissions).toEqual({})
    for (const { steps, permissions } of jobs) {
      const checksOut = steps.some(({ uses }) => uses?.startsWith('actions/checkout@'))
      const keeps = steps.some(({ with: inputs }) => inputs['once-key'] !== undefined)
      expect(permissions).toEqual(keeps ? { contents: 'write' } : checksOut ? { contents: 'read' } : {})
    }
  })

  test('runs nothing but the two actions in a job that may write', () => {
    for (const { steps, permissions } of jobs)
      if (permissions?.['contents'] === 'write')
        for (const { run, uses } of steps)
          expect({ run, uses }).toEqual({ run: undefined, uses: expect.any(String) })
  })

  test('leaves no token behind in what it checks out', () => {
    for (const step of jobs.flatMap(({ steps }) => steps)) {
      if (step.uses?.startsWith('actions/checkout@'))
        expect(step.with).toEqual({ 'persist-credentials': 'false' })
    }
  })

  test("uses GitHub's actions at the commits that this repository uses itself", () => {
    for (const line of linesWith('uses: actions/', source)) {
      expect(line).toMatch(PINNED)
      expect(own).toContain(line)
    }
  })

  test('pins this action to a commit, with the version beside it', () => {
    for (const line of linesWith('walkme-notify-action', source))
      expect(line).toMatch(
        new RegExp(`^(- )?uses: ${readRepository().fullName}@[0-9a-f]{40} # v\\d+\\.\\d+\\.\\d+$`),
      )
  })

  test('has no expression in a script', () => {
    for (const { run = '' } of jobs.flatMap(({ steps }) => steps)) expect(run).not.toContain('${{')
  })
})

test('all workflows pin this action to the same commit', () => {
  const pins = filesIn('workflows').flatMap(
    ({ source }) => source.match(/(?<=walkme-notify-action@).*$/gm) ?? [],
  )

  expect(pins.length).toBeGreaterThan(6)
  expect(new Set(pins).size).toBe(1)
})

describe.each(filesIn('notifications'))('the notification file $name', ({ name, path, source }) => {
  const [first = '', second = ''] = source.split('\n')

  test('is listed in the overview', () => {
    expect(overview).toContain(`](notifications/${name})`)
  })

  test('begins with the line that gives editors its schema, and with what to change', () => {
    const [, schema = ''] = /^# yaml-language-server: \$schema=(\S+)$/.exec(first) ?? []

    expect(resolve(dirname(path), schema)).toBe(join(REPOSITORY, 'schemas/notification.schema.json'))
    expect(second).toMatch(/^# .+ Change: .+\.$/)
  })

  test('says who gets it', () => {
    expect(parse(source).audiencesIds).toHaveLength(1)
  })
})
