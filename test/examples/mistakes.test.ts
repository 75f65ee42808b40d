import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { hasActionlint, mistakesIn } from './mistakes.ts'
import { EXAMPLES } from './stage.ts'

const OWN = fileURLToPath(new URL('../../.github/workflows', import.meta.url))

const workflows = [join(EXAMPLES, 'workflows'), OWN].flatMap((folder) =>
  readdirSync(folder).map((name) => ({ name, source: readFileSync(join(folder, name), 'utf8') })),
)

describe('nothing is wrong with', () => {
  test.for(workflows)('$name', ({ name, source }) => {
    expect(mistakesIn(source, `.github/workflows/${name}`)).toEqual([])
  })
})

describe('a mistake that somebody makes in an example is found:', () => {
  const [example = ''] = workflows.flatMap(({ name, source }) => (name === 'incident.yml' ? [source] : []))
  const reusable = workflows.find(({ name }) => name === 'reusable-announcement.yml')?.source ?? ''
  type Case = [what: string, source: string, from: string, to: string, message: RegExp]
  const cases: Case[] = [
    ['a misspelt input', example, 'notification-file:', 'notification-flie:', /no input "notification-flie"/],
    ['an input that is gone', example, 'client-id:', 'client-secret-2:', /the input "client-id" is missing/],
    ['no recipients', reusable, 'audiences:', 'title:', /the input "audiences" is missing/],
    ['no template', reusable, 'template-id:', 'title:', /the input "template-id" is missing/],
    [
      'a misspelt output',
      reusable,
      'steps.notify.outputs.outcome',
      'steps.notify.outputs.outcom',
      /no output for steps\.notify\.outputs\.outcom/,
    ],
    ['raw text in overrides', reusable, 'toJSON(inputs.summary)', 'inputs.summary', /needs toJSON: SUMMARY/],
    [
      'raw text behind toJSON',
      reusable,
      'toJSON(inputs.summary)',
      'toJSON(1) && format(inputs.summary)',
      /needs toJSON: SUMMARY/,
    ],
    ['text beside toJSON', reusable, 'SUMMARY: ${{', 'SUMMARY: New ${{', /needs toJSON: SUMMARY/],
  ]
  const casesOfActionlint: Case[] = [
    [
      'a misspelt context',
      example,
      'inputs.severity',
      'inputs.severety',
      /:\d+:\d+: property "severety" is not defined/,
    ],
    [
      'text from outside in a script',
      example,
      'uses: actions',
      'run: echo ${{ github.event.issue.title }} # ',
      /potentially untrusted/,
    ],
  ]
  test.for([...cases, ...(hasActionlint ? casesOfActionlint : [])])('%s', ([, source, from, to, message]) => {
    expect(source).toContain(from)
    const mistakes = mistakesIn(source.replace(from, to), '.github/workflows/example.yml')

    expect(mistakes.join('\n')).toMatch(message)
  })
})
