import { describe, expect, test } from 'vitest'
import { parseOverrides } from '../../src/inputs/overrides.ts'
import { readStrictYaml } from '../../src/yaml/strict-yaml.ts'

/** What reading a text finds, `line:column message`. */
const errorsOf = (source: string) =>
  readStrictYaml(source).errors.map(({ line, column, message }) => `${line}:${column} ${message}`)

describe('what nobody needs is told as that, and nothing else:', () => {
  const cases: [what: string, source: string, message: RegExp][] = [
    ['many pieces of JSON', `[${'1,'.repeat(10_000)}]`, /^1:1 There is too much in it\. Nobody needs/],
    ['many pieces of YAML', `a: [${','.repeat(50_000)}]`, /^1:1 There is too much in it\. Nobody needs/],
    ['many levels', '- '.repeat(20_000), /^1:1 It is nested too deeply\. A notification has four levels\.$/],
    ['many levels of keys', '? '.repeat(20_000), /^1:1 It is nested too deeply/],
    [
      'many lines behind a comment with a quote',
      `{/*,"*/${'\n'.repeat(60_000)}}`,
      /^1:1 There is too much in it/,
    ],
  ]
  test.for(cases)('%s', ([, source, message]) => {
    expect(errorsOf(source)).toEqual([expect.stringMatching(message)])
    expect(readStrictYaml(source).root).toBeUndefined()
  })

  test('but not a piece less', () => {
    expect(errorsOf(`[${'1,'.repeat(9_999)}]`)).toEqual([])
  })
})

test('text of several lines stays as it is, whatever quotes are on its lines', () => {
  expect(readStrictYaml('A: x\u00a0y\n  “b”').root?.toString()).toBe('{"A":"x\u00a0y “b”"}')
  expect(readStrictYaml('A: "“x”\n  “z”\n  y"').root?.toString()).toBe('{"A":"“x” “z” y"}')
})

describe('all mistakes are told, each once:', () => {
  const cases: [source: string, ...errors: RegExp[]][] = [
    ['A: x\n\u00a0\u00a0B: y', /^2:1 A no-break space stands here/, /^2:3 The indentation is wrong/],
    ['{“a”: 1 // x\n// y\n}', /^1:2 .* The corrected text:\n\{/, /^1:9 JSON has no comments.*"# "\.$/],
    ['{“a”: 1 // x\n}', /^1:2 .* The corrected text:\n\{/, /^1:9 JSON has no comments.*"# "\.$/],
    ['{"a": 1 // x\n// y\n}', /^1:9 .* this one and 1 more, .* The corrected text:\n\{\n {2}"a": 1\n\}$/],
    ['{"a": 1 // x\n}', /^1:9 .* Remove this one, or .*"# "\.$/],
    ['{“a”: 1', /^1:2 .*without spaces inside\.$/, /^1:1 This \{ is never closed/],
    ['A: @b #1', /^1:7 YAML reads everything from " #"/],
    ['A: x\nprose', /^2:1 This line has no name before it/],
    ['\n{"a": 1,,}', /^2:8 There is nothing before this comma/],
    ['A: 1\nA: @2', /^2:4 A text cannot start with @/],
  ]
  test.for(cases)('%j', ([source, ...errors]) => {
    expect(errorsOf(source)).toEqual(errors.map((error) => expect.stringMatching(error)))
  })
})

test('a placeholder that is a comment begins the text that was filled in behind it', () => {
  expect(parseOverrides('A: b\n##SUMMARY##: Fix\n\nThis was broken.').errors).toMatchObject([
    { line: 4, message: expect.stringMatching(/^From here on/) },
  ])
})

test('what has no node is told at the beginning', () => {
  expect(readStrictYaml('A: b').position(null)).toEqual({ line: 1, column: 1 })
})
