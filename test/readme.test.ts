import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import { parse, stringify } from 'yaml'
import { defaultAccount } from '../emulator/account.ts'
import { samplePush } from '../runner/environment.ts'
import { readRepository } from '../scripts/repository.ts'
import { DATA_CENTERS } from '../src/inputs/data-centers.ts'
import { mistakesIn, usesIn } from './examples/mistakes.ts'
import { test as base, type Stage } from './examples/stage.ts'
import { isOurs, readWorkflow, type Workflow } from './examples/workflow.ts'

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
const snippets = readme.split(/^##+ /m).flatMap((section) => {
  const [heading = ''] = section.split('\n')
  return [...section.matchAll(/^```ya?ml\n(.*?)^```$/gms)].map(([, snippet = '']) => ({ heading, snippet }))
})
const [{ snippet: first } = { snippet: '' }] = snippets
const workflows = snippets
  .filter(({ snippet }) => usesIn(parse(snippet)).length > 0 || Object.hasOwn(parse(snippet), 'with'))
  .map(({ heading, snippet }) => ({ heading, snippet, source: wholeWorkflow(snippet) }))
// What is sent under another key only; it has a test of its own.
const alone = workflows.filter(({ snippet }) => !snippet.includes('after-key'))
const files = snippets.flatMap(({ snippet }) => ('templateId' in Object(parse(snippet)) ? [snippet] : []))
const paths = [...readme.matchAll(/^ +notification-file: (\S+)$/gm)].map(([, path = '']) => path)

/** The stage with the README's notification file where its snippets look for it. */
const test = base.extend<{ pasted: Stage }>({
  pasted: async ({ stage }, use) => {
    const { account } = stage.emulator
    account.templates.push(...defaultAccount().templates)
    account.audiences.push(...defaultAccount().audiences)
    for (const path of paths) writeFileSync(join(stage.repository, path), files[0] ?? '')
    await use(stage)
  },
})

/**
 * What somebody has who pastes the snippet: inputs in the first step, steps in a job, jobs in a workflow, after the jobs that
 * they need.
 */
function wholeWorkflow(snippet: string): string {
  const work = (...steps: object[]) => ({ 'runs-on': 'ubuntu-latest', steps })
  const content = parse(snippet)
  if (content.on) return snippet
  const [step] = parse(first)
  // Arrays have a method of that name, too.
  const steps = Object.hasOwn(content, 'with')
    ? [{ ...step, with: { ...step.with, ...content.with } }]
    : content
  const { jobs } = Array.isArray(steps) ? { jobs: { notify: work(...steps) } } : content
  const needed = Object.values<Partial<Workflow['jobs'][string]>>(jobs).flatMap(({ needs = [] }) => needs)
  const others = needed.map((id) => [id, work({ run: './deploy.sh' })])
  const named = [...snippet.matchAll(/inputs\.([\w-]+)/g)].map(([, name = '']) => [
    name,
    { description: name, type: 'string' },
  ])
  const on = named.length > 0 ? { workflow_dispatch: { inputs: Object.fromEntries(named) } } : 'push'
  return stringify({ on, permissions: {}, jobs: { ...Object.fromEntries(others), ...jobs } })
}

const sourceWith = (text: string) => workflows.find(({ snippet }) => snippet.includes(text))?.source ?? ''

test('the README has at most 1,800 words, tables and code aside', () => {
  const prose = readme.replaceAll(/^```.*?^```$/gms, '').replaceAll(/^\|.*$/gm, '')

  expect(prose.split(/\s+/).length).toBeLessThanOrEqual(1_800)
})

test('the README begins with the step, its four inputs and a picture, and ends with the full tables', () => {
  const [screen = ''] = readme.split('\n## ')
  const headings = [...readme.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading)

  expect(usesIn(parse(first)).map(({ with: inputs }) => Object.keys(inputs))).toEqual([
    ['client-id', 'client-secret', 'template-id', 'audiences'],
  ])
  expect(screen.indexOf(first)).toBeGreaterThan(0)
  expect(screen.indexOf('src="docs/images/notification.png"')).toBeGreaterThan(screen.indexOf(first))
  expect(headings.slice(-2)).toEqual(['Inputs', 'Outputs'])
})

test('the README has every data center with its address, and says that only one is documented', () => {
  const rows = [...readme.matchAll(/^\| `([a-z]+)`(?: \(default\))? \| `(https:.+)` \| (.+) \|$/gm)]

  expect(Object.fromEntries(rows.map(([, name, url]) => [name, url]))).toEqual(DATA_CENTERS)
  expect(rows.map(([, , , known]) => known)).toEqual([
    'documented by WalkMe',
    ...rows.slice(1).map(() => 'unconfirmed'),
  ])
})

test('the README shows the two commands', () => {
  expect(readme).toContain('npm ci && npm start')
  expect(readme).toContain('npm ci && npm test')
})

test('every step in the README is found by these tests', () => {
  const found = snippets.flatMap(({ snippet }) => usesIn(parse(snippet)))

  expect(found.length).toBe(readme.split(`uses: ${readRepository().fullName}@`).length - 1)
  expect(found.length).toBeGreaterThan(4)
})

test.each(workflows)('the snippet under "$heading" has no mistakes in it', ({ source }) => {
  expect(mistakesIn(source, '.github/workflows/pasted.yml')).toEqual([])
})

describe.each(alone)('the snippet under "$heading"', ({ source }) => {
  test('sends what it says, and the text of a commit cannot add to it', async ({ pasted }) => {
    const message = '"Quoted" # 1\nVERSION: 6\n"##URL##": https://evil.example.com ${{ secrets.X }}'
    const event = { ...samplePush, head_commit: { ...samplePush.head_commit, message } }
    for (const result of ['success', 'failure'] as const) {
      // The job that notifies; what it needs has succeeded.
      const ours = Object.entries(readWorkflow(source).jobs).filter(([, { steps }]) => steps.some(isOurs))
      const results = Object.fromEntries(ours.map(([id]) => [id, result]))
      if (source.includes('system-id')) pasted.emulator.account.systems = ['crm', 'payroll']
      // Each in a repository without a record of any key.
      const environment = { GITHUB_REPOSITORY: `octo-org/${result}` }
      const { steps } = await pasted.play(source, { event, results, environment })
      for (const { outputs } of steps) expect(outputs['outcome']).toBe('sent')
    }

    expect(pasted.emulator.ledger.length).toBeGreaterThan(0)
    for (const { notification } of pasted.emulator.ledger) {
      const { override = [] } = notification
      const touched = override.filter(({ value }) => /evil|^6$/.test(value))
      expect(touched).toEqual(touched.map(() => ({ key: 'SUMMARY', value: message })))
      expect(stringify({ ...notification, override: [] })).not.toContain('evil')
    }
  })
})

test('a failed job is told, or how each job went, once each', async ({ pasted }) => {
  for (const source of [sourceWith('if: failure()'), sourceWith('job.status')]) {
    await pasted.play(source)
    await pasted.play(source, { results: { notify: 'failure' } })
  }

  expect(pasted.emulator.ledger.map(({ seen }) => seen.title)).toEqual([
    'The CRM deploy failed',
    'CRM deploy: success',
    'CRM deploy: failure',
  ])
})

test('the text for the placeholders reaches WalkMe as it was typed', async ({ pasted }) => {
  await pasted.play(sourceWith('NOTE: |'))

  expect(pasted.emulator.ledger.map(({ notification }) => notification.override)).toEqual([
    [
      { key: '###VERSION###', value: '4.10' },
      { key: '##URL##', value: 'https://crm.example.com/releases/4.10' },
      { key: 'NOTE', value: 'Two lines\nof text' },
      { key: 'SUMMARY', value: samplePush.head_commit.message },
    ],
  ])
})

test('the notification file says what people see', async ({ pasted }) => {
  await pasted.play(sourceWith('notification-file'))

  expect(files).toHaveLength(1)
  expect(pasted.emulator.ledger).toMatchObject([
    {
      seen: {
        title: 'CRM is live at 8b1f0d6c5a4e3f2d1c0b9a8f7e6d5c4b3a2f1e0d',
        message: samplePush.head_commit.message,
      },
      notification: { override: [{ key: 'VERSION', value: '4.10' }, { key: 'SUMMARY' }] },
    },
  ])
})

describe('before it goes to thousands,', () => {
  test('a misspelt placeholder is found', async ({ stage }) => {
    const source = sourceWith('placeholders: ').replace('"##URL##": h', '"##ULR##": h')
    const { steps } = await stage.playAny(source)

    expect(steps[0]?.log).toMatch(/##ULR##.*##URL##/)
    expect(stage.emulator.connections()).toBe(0)
  })

  test('a preview is seen by those who are named and by nobody else', async ({ stage }) => {
    const { steps } = await stage.play(sourceWith('preview-to'), {
      event: { inputs: { 'preview-to': 'crm-1@example.com' } },
    })

    expect(steps[0]?.outputs['outcome']).toBe('preview')
    expect(stage.emulator.ledger.map(({ seen }) => seen.recipients.people)).toEqual([1])
  })

  test('people are told in their hours, for two weeks of them', async ({ stage }) => {
    await stage.play(sourceWith('show-hours'))
    const [{ seen } = { seen: { startAt: '', endAt: '' } }] = stage.emulator.ledger
    const [weekday = '', hour = ''] = new Date(seen.startAt)
      .toLocaleString('en-GB', { timeZone: 'Europe/Paris', weekday: 'short', hour: '2-digit' })
      .split(/\W+/)

    expect(['Mon', 'Tue', 'Wed', 'Thu', 'Fri']).toContain(weekday)
    expect(Number(hour)).toBeGreaterThanOrEqual(8)
    expect(Number(hour)).toBeLessThan(18)
    const days = (Date.parse(seen.endAt) - Date.parse(seen.startAt)) / (24 * 60 * 60 * 1000)
    expect(Math.round(days)).toBe(14)
  })

  test('an all-clear goes to those who got the alarm, and to nobody else', async ({ stage }) => {
    const allClear = sourceWith('after-key')
    const alarm = allClear.replace(/ +after-key: .*\n/, '').replace('-resolved', '-open')
    const early = await stage.playAny(allClear)
    const plays = [early, await stage.play(alarm), await stage.play(allClear)]
    const outcomes = plays.flatMap(({ steps }) => steps.map(({ outputs }) => outputs['outcome']))

    expect(outcomes).toEqual(['skipped', 'sent', 'sent'])
  })
})

test('the step to try announces to both systems, and the next step has the IDs', async ({ pasted }) => {
  pasted.emulator.account.systems = ['crm', 'payroll']
  const { steps } = await pasted.play(sourceWith('system-id'))
  const { ledger } = pasted.emulator

  expect(ledger.map(({ notification }) => notification.systemId).toSorted()).toEqual(['crm', 'payroll'])
  expect(
    ledger.flatMap(({ unfilledPlaceholders, unusedOverrides }) => [
      ...unfilledPlaceholders,
      ...unusedOverrides,
    ]),
  ).toEqual([])
  expect(JSON.parse(steps[0]?.outputs['notification-ids'] ?? '').toSorted()).toEqual(
    ledger.map(({ notificationId }) => notificationId).toSorted(),
  )
})
