import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { fill, holds } from './examples/evaluate.ts'
import { mistakesIn } from './examples/mistakes.ts'
import { readWorkflow } from './examples/workflow.ts'
import { runsIf } from './skipped.ts'
import { carriesRemedy, isIn, isWhole, messagesToExplain, writtenTexts } from './troubleshooting/collect.ts'
import { deliveryMessages } from './troubleshooting/delivery-messages.ts'
import { inputMessages } from './troubleshooting/input-messages.ts'
import { reportMessages } from './troubleshooting/report-messages.ts'

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')
const page = read('docs/troubleshooting.md')

/** The rows of its tables. Parts of messages may stand in the second column. */
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((row) => row.replaceAll('\\|', '|'))

/** The messages of the page: what stands in the first column of its tables. */
const entries = [...page.matchAll(/^\| `(.*?)` \| .+ \|$/gm)].map(([, entry = '']) =>
  entry.replaceAll('\\|', '|'),
)

const texts = writtenTexts()

test('the page has every message of the source that does not say itself what to do', () => {
  const missing = messagesToExplain(texts).filter((text) => !rows.some((row) => isIn(text, row)))

  expect(texts.length).toBeGreaterThan(1_000)
  expect(missing.map(({ file, pieces }) => `${file}: ${pieces.join('<…>')}`)).toEqual([])
})

test('the page has every message that people meet most and that does not say itself what to do', async () => {
  const said = [...(await deliveryMessages()), ...(await reportMessages()), ...(await inputMessages())]
  const unexplained = said.filter((message) => !carriesRemedy(message) && !entries.includes(message))
  const isSaid = (entry: string) => said.includes(entry) || texts.some((text) => isWhole(text, entry))

  expect([...new Set(unexplained)]).toEqual([])
  // What the page has is what the code says, to the letter.
  expect(entries.filter((entry) => !isSaid(entry))).toEqual([])
})

test('what the page links to is there', () => {
  const places = [...page.matchAll(/\]\(((?!https:)[^)#]*)#?([^)]*)\)/g)]
  const anchorsOf = (markdown: string) =>
    [...markdown.matchAll(/^##+ (.*)$/gm)].map(([, title = '']) =>
      title
        .toLowerCase()
        .replaceAll(' ', '-')
        .replace(/[^\w-]/g, ''),
    )

  expect(places.length).toBeGreaterThan(5)
  for (const [, path = '', anchor = ''] of places) {
    const target = path === '' ? page : read(`docs/${path}`)
    if (anchor !== '') expect(anchorsOf(target)).toContain(anchor)
  }
})

describe('the recipe', () => {
  const [, recipe = ''] = /^```yaml\n(.*?)^```$/ms.exec(page) ?? []
  const workflow = stringify({
    on: 'push',
    permissions: {},
    jobs: { announce: { 'runs-on': 'ubuntu-latest', steps: parse(recipe) } },
  })
  const steps = readWorkflow(workflow).jobs['announce']?.steps ?? []
  const results = [
    { systemId: 'crm-europe', outcome: 'sent' },
    { systemId: 'crm-asia', outcome: 'uncertain', reason: '::error::"x" $(exit 1)' },
    { systemId: 'crm-americas', outcome: 'not-sent' },
  ]
  const situationWith = (outputs: Record<string, string>) => ({
    contexts: { steps: { notify: { outputs } } },
    status: 'failure' as const,
  })

  test('has no mistakes in it', () => {
    expect(mistakesIn(workflow, '.github/workflows/pasted.yml')).toEqual([])
  })

  test('runs its steps where they are needed, also if the action had nothing to report', () => {
    const conditions = (outcome: string, of: object[]) =>
      steps.map((step) => holds(step.if, situationWith({ outcome, results: JSON.stringify(of) })))

    expect(conditions('partial', results)).toEqual([false, true, true])
    expect(conditions('not-sent', results.slice(2))).toEqual([false, false, false])
    expect(steps.map((step) => holds(step.if, situationWith({})))).toEqual([false, false, false])
  })

  test.runIf(runsIf(spawnSync('jq', ['--version']).status === 0, 'the recipe with jq. There is no jq here.'))(
    'lists the systems that failed',
    () => {
      const { run = '', env = {} } = steps[1] ?? {}
      const RESULTS = fill(env['RESULTS'] ?? '', situationWith({ results: JSON.stringify(results) }))
      const { stdout } = spawnSync('bash', ['-e', '-c', run], {
        env: { ...process.env, RESULTS },
        encoding: 'utf8',
      })

      expect(stdout.split(/\r?\n/)).toEqual(['crm-asia uncertain', 'crm-americas not-sent', ''])
    },
  )
})
