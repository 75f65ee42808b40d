import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { fill, holds } from './examples/evaluate.ts'
import { mistakesIn } from './examples/mistakes.ts'
import { readWorkflow } from './examples/workflow.ts'
import { runsIf } from './skipped.ts'
import { deliveryMessages } from './troubleshooting/delivery-messages.ts'
import { inputMessages } from './troubleshooting/input-messages.ts'
import { reportMessages } from './troubleshooting/report-messages.ts'

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')
const page = read('docs/troubleshooting.md')

/** The messages of the page: what stands in the first column of its tables. */
const entries = [...page.matchAll(/^\| `(.*?)` \| .+ \|$/gm)].map(([, entry = '']) =>
  entry.replaceAll('\\|', '|'),
)

test('the page has every message that the code says here, and no other', async () => {
  const said = [...(await deliveryMessages()), ...(await reportMessages()), ...(await inputMessages())]

  expect(entries.toSorted()).toEqual([...new Set(said)].toSorted())
})

// Where reasons, and what is said around them, are written.
const SOURCES = [
  ...['answer', 'bug', 'clock', 'failure', 'send', 'send-request', 'token'].map(
    (name) => `src/walkme/${name}.ts`,
  ),
  ...['moment', 'moment-hints', 'schedule', 'schedule-checks', 'schedule-members'].map(
    (name) => `src/notification/${name}.ts`,
  ),
  ...['show-hours', 'show-hours-hints'].map((name) => `src/notification/${name}.ts`),
  ...[
    'http/deadline',
    'http/proxy',
    'http/extra-certificates',
    'report/annotations',
    'report/outputs',
    'log/log',
    'log/old-node',
  ].map((name) => `src/${name}.ts`),
]

test.each(SOURCES)('no sentence of %s is missing above', (path) => {
  const sentences = literalsOf(read(path)).filter((text) => /(^|\s)\p{L}\S*(\s+\p{L}\S*){3}/u.test(text))
  const missing = sentences.filter(
    (text) => !entries.some((entry) => entry.toLowerCase().includes(text.toLowerCase())),
  )

  expect(missing).toEqual([])
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

/** The pieces of text in a program, as far as they are written out. */
function literalsOf(source: string): string[] {
  const literals: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isLiteralExpression(node) || ts.isTemplateMiddleOrTemplateTail(node) || ts.isTemplateHead(node))
      literals.push(node.text.trim())
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest))
  return literals
}
