import { describe, expect, test, vi } from 'vitest'
import type { FileLocation, Location } from '../../src/diagnostics.ts'
import { createLog } from '../../src/log/log.ts'
import { quietCore } from '../report/reports.ts'
import { summaryInto } from '../world.ts'

describe('GitHub is told of a place', () => {
  const place = (location: Location) => {
    const told: unknown[] = []
    const log = createLog(quietCore({ error: (_, properties) => told.push(properties) }), {})
    log.error('No.', location)
    return told[0]
  }
  const file = 'notify.yml'
  test.each<[what: string, location: FileLocation, properties: object]>([
    ['that is a file', { file }, { file }],
    ['that is a line', { file, line: 2 }, { file, startLine: 2, endLine: 2 }],
    ['that is a character', { file, line: 2, column: 3 }, { file, startLine: 2, endLine: 2, startColumn: 3 }],
    [
      'within a line',
      { file, line: 2, column: 3, endColumn: 7 },
      { file, startLine: 2, endLine: 2, startColumn: 3, endColumn: 7 },
    ],
    [
      'over lines, without columns, which GitHub takes within one line only',
      { file, line: 2, column: 3, endLine: 4, endColumn: 7 },
      { file, startLine: 2, endLine: 4 },
    ],
  ])('%s', (_, location, properties) => expect(place(location)).toStrictEqual(properties))

  test('only if it is in a file', () => {
    expect(place({ input: 'title', line: 2 })).toStrictEqual({})
    expect(place({ variable: 'HTTPS_PROXY' })).toStrictEqual({})
  })
})

test('whatever is written has neither a secret nor a workflow command in it', () => {
  const written: unknown[] = []
  const masked: string[] = []
  const write = (text: string | Error) => void written.push(text)
  const log = createLog(
    quietCore({
      ...{ error: write, warning: write, notice: write, info: write, debug: write, startGroup: write },
      setSecret: (secret) => masked.push(secret),
    }),
    {},
  )
  log.hide('a secret')
  log.hide('other')
  log.hide('other')
  const text = '::error::a secret, other'
  for (const level of ['error', 'warning', 'notice', 'info', 'debug'] as const) log[level](text)
  log.group(text, [text])

  expect(written).toEqual(Array.from({ length: 7 }, () => '\\::error::***, ***'))
  expect(masked).toEqual(['a secret', 'a%20secret', 'a+secret', 'other'])
})

test('a text is redacted as a whole, or as one that broke off', () => {
  const log = createLog(quietCore({}), {})
  log.hide('a-long-secret')

  expect(log.redact('said a-long-secret twice')).toBe('said *** twice')
  expect(log.redact('said a-long-secr tw', false)).toBe('said *** ')
})

test('a group is its title, its lines and its end', () => {
  const written: string[] = []
  const core = quietCore({
    startGroup: (title) => written.push(`[${title}`),
    info: (line) => written.push(line),
    endGroup: () => written.push(']'),
  })
  createLog(core, {}).group('Title', ['one', 'two'])

  expect(written).toEqual(['[Title', 'one', 'two', ']'])
})

test('outputs and the summary are written as they are given', async () => {
  const outputs: unknown[] = []
  const summaries: string[] = []
  const warning = vi.fn()
  const core = quietCore({
    setOutput: (...output) => outputs.push(output),
    summary: summaryInto(summaries),
    warning,
  })
  const log = createLog(core, { GITHUB_OUTPUT: 'here', GITHUB_STEP_SUMMARY: 'here' })
  log.output('outcome', 'sent')
  await log.summary((summary) => summary.addRaw('All is well.'))

  expect(outputs).toEqual([['outcome', 'sent']])
  expect(summaries).toEqual(['All is well.'])
  expect(warning).not.toHaveBeenCalled()
})

describe('what cannot be written is a warning that the outcome stands:', () => {
  const full = () => {
    throw new Error('No space left')
  }
  const warningsOf = async (environment: Record<string, string>) => {
    const warnings: unknown[] = []
    const summary = Object.assign(summaryInto([]), { write: async () => full() })
    const core = quietCore({ setOutput: full, summary, warning: (text) => warnings.push(text) })
    const log = createLog(core, environment)
    log.output('outcome', 'sent')
    await log.summary((summary) => summary.addRaw('x'))
    return warnings
  }
  const warnings = (output: string, summary: string) => [
    `The output "outcome" could not be written: ${output}. The outcome stands.`,
    `The job summary could not be written: ${summary}. The outcome stands.`,
  ]

  test('into no file', async () => {
    expect(await warningsOf({})).toEqual(
      warnings('GITHUB_OUTPUT is not set', 'GITHUB_STEP_SUMMARY is not set'),
    )
  })

  test('into a file that is full', async () => {
    expect(await warningsOf({ GITHUB_OUTPUT: 'here', GITHUB_STEP_SUMMARY: 'here' })).toEqual(
      warnings('No space left', 'No space left'),
    )
  })
})
