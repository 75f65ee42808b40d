import { describe, expect, test } from 'vitest'
import { parseOverrides } from '../../src/inputs/overrides.ts'

/** Key and value pairs of a text that must be right. */
function pairs(source: string): [string, string][] {
  const { overrides, errors } = parseOverrides(source)
  expect(errors).toEqual([])
  return overrides.map(({ key, value }) => [key, value])
}

describe('text stays the text that was typed:', () => {
  const cases: [source: string, ...pairs: [string, string][]][] = [
    ['VERSION: 1.10', ['VERSION', '1.10']],
    [
      'A: no\nB: 007\nC: 2026-01-01\nD: 1e3\nE: true',
      ['A', 'no'],
      ['B', '007'],
      ['C', '2026-01-01'],
      ['D', '1e3'],
      ['E', 'true'],
    ],
    ['"##URL##": https://x/#top', ['##URL##', 'https://x/#top']],
    ['{"A": "b", "C": 1}', ['A', 'b'], ['C', '1']],
    ['[{"key": "URL", "value": "www.example.com"}]', ['URL', 'www.example.com']],
    ['- value: v\n  key: K', ['K', 'v']],
    ['A: ""', ['A', '']],
    ['A: "null"\nB: "~"', ['A', 'null'], ['B', '~']],
    ["A: ' x '", ['A', ' x ']],
    ['A: "a\\nb\\n"', ['A', 'a\nb\n']],
    ['A: |\n  # one\n  two\n', ['A', '# one\ntwo']],
    ['A: |\n  one\n\nB: c', ['A', 'one'], ['B', 'c']],
    ['A: |+\n  one\n\n', ['A', 'one\n']],
    ['A: >-\n  one\n  two', ['A', 'one two']],
    ['A: >\n  one\n', ['A', 'one']],
    ['A: x\r\nB: y\r\n', ['A', 'x'], ['B', 'y']],
    ['# a comment of its own: fine\nA: b', ['A', 'b']],
    ['# such as ##URL##: x\nA: b', ['A', 'b']],
    ['## Heading\n#### banner: ####\nA: b', ['A', 'b']],
    ['__proto__: x\nconstructor: y', ['__proto__', 'x'], ['constructor', 'y']],
    ['<<: x', ['<<', 'x']],
    ['A: Il a dit « oui »', ['A', 'Il a dit « oui »']],
    ['A: “quoted” in the middle'.replace('“quoted”', 'text “quoted”'), ['A', 'text “quoted” in the middle']],
    ['A: "“quoted”"', ['A', '“quoted”']],
    ['[]'],
  ]
  for (const [source, ...expected] of cases) {
    test(JSON.stringify(source), () => expect(pairs(source)).toEqual(expected))
  }
})

describe('what YAML would swallow or change is a mistake, with its place:', () => {
  const cases: [source: string, ...errors: [line: number, column: number, message: RegExp][]][] = [
    ['##URL##: https://x', [1, 1, /: "##URL##": "https:\/\/x"$/]],
    ['A: b\n  ##URL##: "https://x" # y', [2, 3, /: "##URL##": "https:\/\/x" # y$/]],
    ['#URL: x', [1, 1, /: "#URL": "x"$/]],
    ['##URL##:', [1, 1, /: "##URL##": ""$/]],
    ['##URL##: say "x"', [1, 1, /: "##URL##": "say \\"x\\""$/]],
    ['A: Deploy of PR #123 done', [1, 17, /: A: "Deploy of PR #123 done"$/]],
    ['A: #123', [1, 4, /: A: "#123"$/]],
    ['A: b #\nC: d', [1, 6, /: A: "b #"$/]],
    ['A: b #1\r\nC: d', [1, 6, /: A: "b #1"$/]],
    ['A:   b #1', [1, 8, /: A: {3}"b #1"$/]],
    ['- b #1', [1, 5, /: - "b #1"$/]],
    ['-   b #1', [1, 7, /: - "b #1"$/]],
    ['-   #1', [1, 5, /: - "#1"$/]],
    ['A: {b: 1\nB: x #2', [1, 4, /The { here is not closed/], [2, 6, /: B: "x #2"$/]],
    ['-   "b" # why', [1, 9, /on a line of its own/]],
    ['- key: ##URL##\n  value: v', [1, 8, /: - key: "##URL##"$/]],
    ['A: "x" # why', [1, 8, /on a line of its own/]],
    ['A: | # why\n  x', [1, 6, /on a line of its own/]],
    ['A: {b: 1} # why', [1, 11, /line of its own/]],
    ['A:', [1, 3, /text for "A" is missing/]],
    ['A: ~\nB: null\nC: NULL', [1, 4, /"A" is ~,/], [2, 4, /"B" is null,/], [3, 4, /"C" is NULL,/]],
    ['A: 1\nB: 2\nA: 3', [3, 1, /^"A" was given before, on line 1\./]],
    ['[{key: A, value: 1}, {key: A, value: 2}]', [1, 22, /given before/]],
    ['A: {b: c}\nB: [d]', [1, 4, /nested value/], [2, 4, /nested value/]],
    ['A: &x hi', [1, 7, /anchor \(&x\)/]],
    ['A: *x', [1, 4, /alias/]],
    ['A: !!str 1', [1, 10, /tag/]],
    ['A: !secret 1', [1, 12, /tag \(!secret\)/]],
    ['A: “hi”', [1, 4, /Typographic quotes \(“ ”\) .* corrected text:\nA: "hi"$/]],
    ['A: “hi” there', [1, 4, /typographic quote\. Use straight .* straight quotes: "“hi” there"$/]],
    ['A: «hi»', [1, 4, /Typographic quotes \(« »\)/]],
    ['{“key”: “URL”}', [1, 2, /corrected text:\n\{\n {2}"key": "URL"\n\}$/]],
    ['A: Deploy: done', [1, 4, /quotes around the whole text/]],
    ['A: x\n\tB: y', [2, 1, /tab/]],
    ['A: @x', [1, 4, /cannot start with @ unless it is in quotes: A: "@x"$/]],
    ['A: 1\n---\nB: 2', [2, 1, /one YAML document/]],
    ['A: "x', [1, 4, /^The quote that begins this text is not closed\. .*: A: "\\"x"$/]],
    ['A: &x hi\nB: @y', [2, 4, /cannot start with @/]],
    ['? [a]\n: b', [1, 3, /key must be text/]],
    ['"": x', [1, 1, /key is empty/]],
    ['--- |\n#A: b\n', [1, 5, /expected on each line/]],
    ['just text', [1, 1, /expected on each line/]],
    ['# only a comment', [1, 1, /expected on each line/]],
    ['- A: b', [1, 3, /exactly the two members/]],
    ['- {key: A, value: b, more: c}', [1, 22, /exactly the two members/]],
    ['- {value: b}', [1, 3, /exactly the two members/]],
    ['- x', [1, 3, /must be a key and a value/]],
    ['A: x #1\nB: “y” z\nC:', [1, 6, /quotes: A/], [2, 4, /typographic/], [3, 3, /missing/]],
  ]
  for (const [source, ...expected] of cases) {
    test(JSON.stringify(source), () => {
      const errors = parseOverrides(source).errors.toSorted((a, b) => a.line - b.line || a.column - b.column)
      expect(errors.map(({ line, column, message }) => ({ line, column, message }))).toEqual(
        expected.map(([line, column, message]) => ({
          line,
          column,
          message: expect.stringMatching(message),
        })),
      )
    })
  }
})

test('what is missing has no end, and what is no YAML has no overrides', () => {
  expect(parseOverrides('A: b\nC:')).toEqual({
    overrides: [{ key: 'A', value: 'b', position: { line: 1, column: 1, endLine: 1, endColumn: 2 } }],
    errors: [
      { line: 2, column: 3, message: expect.stringContaining('is missing'), bare: expect.any(String) },
    ],
  })
  expect(parseOverrides('A: @b').overrides).toEqual([])
})

test('aliases cannot blow up memory', () => {
  const bomb = [
    'a: &a [x, x]',
    ...Array.from({ length: 40 }, (_, i) => `b${i}: &b${i} [*a, *a, *a, *a]`),
  ].join('\n')

  expect(parseOverrides(bomb).overrides).toEqual([])
  expect(parseOverrides(bomb).errors.length).toBeGreaterThan(40)
})

describe('what is no pair on each line is told with the first one as it should be:', () => {
  const expected = 'A placeholder and its text were expected on each line, as in VERSION: 4.2.'
  const cases: [source: string, rest: string][] = [
    ['A:b', ' Here a space is missing after the colon: A: b'],
    ['A=b c', ' Here a colon is missing after the key: A: b c'],
    ['A =b', ' Here a colon is missing after the key: A: b'],
    ['a;  b', ' Here a colon is missing after the key: a: b'],
    ['A b', ' Here a colon is missing after the key: A: b'],
    ['A-1_B b', ' Here a colon is missing after the key: A-1_B: b'],
    [`A=${'b'.repeat(301)}`, ` Here a colon is missing after the key: A: ${'b'.repeat(300)}`],
    ['a b', ''],
    ['b', ''],
    ['A=', ''],
    ['(A=b', ''],
    ['A b\n  c', ''],
    ['A b ', ' Here a colon is missing after the key: A: b'],
    ['"A: b"', ' Put quotes around the key and around the text, not around both together.'],
    ["'A: b'", ' Put quotes around the key and around the text, not around both together.'],
    ['|\n  A: b', ' This is one text, because of the "|" or ">" before it. Remove it.'],
    ['>\n  A: b', ' This is one text, because of the "|" or ">" before it. Remove it.'],
  ]
  test.for(cases)('%j', ([source, rest]) => {
    expect(parseOverrides(source)).toMatchObject({ overrides: [], errors: [{ message: expected + rest }] })
  })

  test('and without words of it', () => {
    expect(parseOverrides('A=b').errors[0]?.bare).toBe(`${expected} Here a colon is missing after the key.`)
  })
})

describe('a whole notification is told as that, and what is under its override is read:', () => {
  const cases: [source: string, ...keys: string[]][] = [
    ['notification: {title: x}'],
    ['notification: {override: {A: b}}', 'A'],
    ['override: {A: b}', 'A'],
    ['overrides: [{key: A, value: b}]', 'A'],
    ['override: |\n  A: b'],
    ['override: >\n  A: b'],
    ['templateId: x\noverride: y'],
  ]
  test.for(cases)('%j', ([source, ...keys]) => {
    const { overrides, errors } = parseOverrides(source)

    expect(errors.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^This is a whole notification, or its "override"\. Save it as a file/),
    ])
    expect(overrides.map(({ key }) => key)).toEqual(keys)
  })

  test.each(['override: x', 'notification: x', 'title: x'])('but %j is an override', (source) => {
    expect(parseOverrides(source)).toMatchObject({ overrides: [{ value: 'x' }], errors: [] })
  })
})

describe('one item of the list of the API is told by what is missing:', () => {
  const cases: [source: string, place: string, message: RegExp][] = [
    [
      'key: A\nvalue: b',
      '1:1',
      /^Write a list if you use the API's form: begin the line of "key" with "- "\.$/,
    ],
    ['- key: A', '1:3', /"key" and "value"\.$/],
    ['- value: A', '1:3', /"key" and "value"\.$/],
    ['- key: A\n  text: b', '2:3', /"key" and "value"\.$/],
    ['- Key: A\n  Value: b', '1:3', /"key" and "value"\.$/],
    ['- A: b\n  C: d', '1:3', /Or leave out the "- ": a line such as VERSION: 4\.2 needs no list\.$/],
    ['- keys: b', '1:3', /Or leave out the "- "/],
    ['- my-value: b', '1:3', /Or leave out the "- "/],
    ['" A": b', '1:1', /^The key has a space at its beginning or end\. Remove it: "A"$/],
    ['" ": b', '1:1', /^The key has a space/],
    ['"": b', '1:1', /^The key is empty\. Write the name/],
  ]
  test.for(cases)('%j', ([source, place, message]) => {
    const { errors } = parseOverrides(source)

    expect(errors.map((error) => [`${error.line}:${error.column}`, error.message])).toEqual([
      [place, expect.stringMatching(message)],
    ])
  })

  test('but keys of these names are overrides like others', () => {
    for (const source of ['key: A', 'key: A\nB: c', 'value: A', 'keys: A\nvalue: b', 'key: A\nmy-value: b'])
      expect(parseOverrides(source).errors).toEqual([])
  })
})

test('end users are named in no message, and in no corrected text', () => {
  for (const source of [
    'endUsersIds: [ada]',
    'end users: [ada]',
    'END_USER: &ada x',
    'endUsersIds=ada\nA=b',
  ]) {
    const { errors } = parseOverrides(source)
    expect(errors).not.toEqual([])
    expect(JSON.stringify(errors)).not.toContain('ada')
  }
  expect(parseOverrides('{“endUsersIds”: ["ada"], "override": {"A": "b"}}').errors[1]?.message).toMatch(
    /The corrected text:\n\{\n {2}"A": "b"\n\}$/,
  )
})
