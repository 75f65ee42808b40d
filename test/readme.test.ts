import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import { parse, stringify } from 'yaml'
import { startGitHub } from '../emulator/github/server.ts'
import { samplePush } from '../runner/environment.ts'
import { readRepository } from '../scripts/repository.ts'
import { mistakesIn, usesIn } from './examples/mistakes.ts'
import { test as base, type Stage } from './examples/stage.ts'
import { isOurs, readWorkflow, type Workflow } from './examples/workflow.ts'

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
const snippets = readme.split(/^##+ /m).flatMap((section) => {
  const [heading = ''] = section.split('\n')
  return [...section.matchAll(/^```ya?ml\n(.*?)^```$/gms)].map(([, snippet = '']) => ({ heading, snippet }))
})
const workflows = snippets
  .filter(({ snippet }) => usesIn(parse(snippet)).length > 0)
  .map(({ heading, snippet }) => ({ heading, snippet, source: wholeWorkflow(snippet) }))
const files = snippets.flatMap(({ snippet }) => ('templateId' in Object(parse(snippet)) ? [snippet] : []))
const paths = [...readme.matchAll(/^ +notification-file: (\S+)$/gm)].map(([, path = '']) => path)

/** The stage with the README's notification file where its snippets look for it. */
const test = base.extend<{ pasted: Stage }>({
  pasted: async ({ stage }, use) => {
    for (const path of paths) writeFileSync(join(stage.repository, path), files[0] ?? '')
    await use(stage)
  },
})

/** What somebody has who pastes the snippet: steps in a job, jobs in a workflow, after the jobs that they need. */
function wholeWorkflow(snippet: string): string {
  const work = (...steps: object[]) => ({ 'runs-on': 'ubuntu-latest', steps })
  const content = parse(snippet)
  if (content.on) return snippet
  const { jobs } = Array.isArray(content) ? { jobs: { notify: work(...content) } } : content
  const needed = Object.values<Partial<Workflow['jobs'][string]>>(jobs).flatMap(({ needs = [] }) => needs)
  const others = needed.map((id) => [id, work({ run: './deploy.sh' })])
  return stringify({ on: 'push', permissions: {}, jobs: { ...Object.fromEntries(others), ...jobs } })
}

test('the README shows the two commands', () => {
  expect(readme).toContain('npm ci && npm start')
  expect(readme).toContain('npm ci && npm test')
})

test('every step in the README is found by these tests', () => {
  const found = workflows.flatMap(({ source }) => usesIn(parse(source)))

  expect(found.length).toBe(readme.split(`uses: ${readRepository().fullName}@`).length - 1)
  expect(found.length).toBeGreaterThan(4)
})

describe.each(workflows)('the snippet under "$heading"', ({ source }) => {
  test('has no mistakes in it', () => {
    expect(mistakesIn(source, '.github/workflows/pasted.yml')).toEqual([])
  })

  test('sends what it says, and the text of a commit cannot add to it', async ({ pasted }) => {
    const message = '"Quoted" # 1\nVERSION: 6\n"##URL##": https://evil.example.com ${{ secrets.X }}'
    const event = { ...samplePush, head_commit: { ...samplePush.head_commit, message } }
    for (const result of ['success', 'failure'] as const) {
      // The job that notifies; what it needs has succeeded.
      const ours = Object.entries(readWorkflow(source).jobs).filter(([, { steps }]) => steps.some(isOurs))
      const results = Object.fromEntries(ours.map(([id]) => [id, result]))
      // A repository without a record of any key.
      const github = await startGitHub()
      const environment = { GITHUB_API_URL: github.url, GITHUB_TOKEN: github.token }
      const { steps } = await pasted.play(source, { event, results, environment })
      await github.close()
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

test('a failed job is told, and how a job went', async ({ pasted }) => {
  const [{ source } = { source: '' }] = workflows.filter(({ snippet }) => snippet.includes('job.status'))
  await pasted.play(source)
  await pasted.play(source, { results: { notify: 'failure' } })

  expect(pasted.emulator.ledger.map(({ seen }) => seen.title)).toEqual([
    'CRM deploy: success',
    'The CRM deploy failed',
    'CRM deploy: failure',
  ])
})

test('the text for the placeholders reaches WalkMe as it was typed', async ({ pasted }) => {
  const [{ source } = { source: '' }] = workflows.filter(({ snippet }) => snippet.includes('NOTE: |'))
  await pasted.play(source)

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
  const [{ source } = { source: '' }] = workflows.filter(({ snippet }) =>
    snippet.includes('notification-file'),
  )
  await pasted.play(source)

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
