import { describe, expect, test } from 'vitest'
import { type Diagnostics, formatDiagnostic } from '../../src/diagnostics.ts'
import { warnAboutEscapes } from '../../src/notification/literal-escapes.ts'

function warningsFor(value: string): string[] {
  const diagnostics: Diagnostics = []
  warnAboutEscapes([{ location: { input: 'runtime-description' }, value }], diagnostics)
  return diagnostics.map(formatDiagnostic)
}

describe('a warning says that people will read an escape as it is:', () => {
  test.each([
    ['Done\\nNext', '\\n'],
    ['one\\r\\ntwo', '\\r\\n'],
    ['one%0Atwo', '%0A'],
    ['one%0d%0atwo', '%0d%0a'],
    ['See https://example.com/?q=a%0Ab\\nSoon', '\\n'],
  ])('%j', (text, literal) => {
    const [warning, ...more] = warningsFor(text)
    expect(warning).toContain(`runtime-description: People will read "${literal}" in this text as it is.`)
    expect(more).toEqual([])
  })
})

describe('there is none for', () => {
  test.each([
    'no escape',
    'one\ntwo\\nthree',
    'https://example.com/?body=a%0Ab',
    'mailto:a@example.com?body=a%0Ab',
    'git+ssh://example.com/a%0Ab',
    's3://example/a%0Ab',
    'Look in c:\\news\\notes',
    'Look in C:\\notes',
    'Look in \\\\server\\notes',
    '100%',
    '',
  ])('%j', (text) => expect(warningsFor(text)).toEqual([]))
})

test('each override is looked at, at its own place', () => {
  const diagnostics: Diagnostics = []
  const override = (key: string, value: string, line: number) => ({
    key,
    value,
    location: { input: 'overrides', line },
  })
  const overrides = [override('A', 'x', 1), override('B', 'x\\ny', 2)]
  warnAboutEscapes(overrides, diagnostics)

  expect(diagnostics).toMatchObject([{ level: 'warning', location: { line: 2 } }])
})

test('the quotes of toJSON are named as the cause, and no "|" is advised', () => {
  const json = '"Fix \\"login\\"\\n\\nMore"'
  const warningAt = (location: { input: string } | { file: string; line: number }, value = json) => {
    const diagnostics: Diagnostics = []
    warnAboutEscapes([{ location, value }], diagnostics)
    return diagnostics.map(({ message }) => message)
  }
  const read =
    'People will read "\\n" in this text as it is, and its quotes. If it comes from toJSON(…), write '

  expect(warningAt({ input: 'runtime-title' })).toEqual([`${read}the expression without toJSON.`])
  expect(warningAt({ input: 'runtime-title' }, ` ${json} `)).toEqual([
    `${read}the expression without toJSON.`,
  ])
  expect(warningAt({ file: 'n.yml', line: 1 })).toEqual([`${read}the expression without toJSON.`])
  for (const text of [`See ${json}`, `${json} is fixed`, `${json}${json}`])
    expect(warningAt({ input: 'overrides' }, text)).toEqual([
      expect.stringContaining('of several lines after "|"'),
    ])
  expect(warningAt({ input: 'overrides' })).toEqual([`${read}no other quotes around the expression.`])
})
