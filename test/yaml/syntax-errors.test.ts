import { describe, expect, test } from 'vitest'
import { parseDocument } from 'yaml'
import { parseOverrides } from '../../src/inputs/overrides.ts'
import { readStrictYaml } from '../../src/yaml/strict-yaml.ts'
import { syntaxErrors } from '../../src/yaml/syntax-errors.ts'

const said = ({ line, column, message }: { line: number; column: number; message: string }) =>
  `${line}:${column} ${message}`

describe('each line that cannot be read is told once, by its own mistake:', () => {
  const noName = /^\d:\d This line has no name before it/
  const cases: [source: string, ...errors: RegExp[]][] = [
    ['@b\nA: x', noName],
    ['}:', noName],
    ['|[', /^1:2 This line has no name before it/],
    ['"A" b: c', /^1:5 This line has no name before it/],
    ['# |\n@B b', noName],
    ['A: x\nC- ]', /^2:1 A colon is missing after the key: C-: \]$/],
    ['- {\n"B b', /^1:3 The \{ here is not closed/],
    ['A: b\nC: [d\nE: f]g', /^2:4 The \[ here is not closed\..*: C: "\[d"$/],
    ['A: [b\nC: @d', /^1:4 The \[ here is not closed/],
    ['A: x {\nB: @y', /^2:4 A text cannot start with @/],
    ["'\nA: b", /^1:1 The quote that begins this text is not closed/],
    ["A: b\nC: 'd\nE: 'f", /^2:4 The quote that begins this text is not closed/],
    ['A: "b\nC: @d\nE: "f"\nG: @h', /^1:4 The quote that begins this text is not closed/],
    ['A: x|: y', /^1:4 A ": " inside a text/],
    ['A: b [: c', /^1:4 A ": " inside a text/],
    ['A: b:\n  c: d', /^1:4 A ": " inside a text .*: A: "b:"$/],
    ['A: b\n  @C: d', /^2:3 The indentation is wrong: this line would continue/],
    ['- A: b\n @c', /^2:2 The indentation is wrong/],
    ['- \nB: c: @d', /^2:1 The lines above are a list, and this one is not/],
    ['A: b\n- C: d', /^2:1 This is not valid YAML \(Implicit keys need to be on a single line\)\.$/],
    ['"A: x" y\nB: z', /^1:8 This is not valid YAML \(Unexpected scalar token\)\.$/],
    ['A: [b\nC: d\nE: [f]', /^1:4 The \[ here is not closed/],
    ['A: [b\nC: d [e\nF: g', /^1:4 The \[ here is not closed/],
    ['A: "it\'s \\d"', /single quotes: A: 'it''s \\d'$/],
    ['  # c\nA: b\n- C: d', /^3:1 This is not valid YAML/],
    ['A: b\n- C: d [e', /^2:1 This is not valid YAML/],
    ['- a\n\nB: c', /^3:1 The lines above are a list/],
    ['- a\n  \nB: c', /^3:1 The lines above are a list/],
    ['A: x\n\n   B: y', /^3:4 The indentation is wrong: this line would continue/],
    ['A: x\n   \n   B: y', /^3:4 The indentation is wrong: this line would continue/],
    ["A: ''] ", /^1:4 The text ends at its second quote/],
    ['A: [b]]\nC: d', /^1:4 YAML reads \[ at the beginning/],
    ['A: b\n  C: d\nE: @f', /^2:3 The indentation is wrong/, /^3:4 A text cannot start with @/],
    ['A: @b\nC: "d', /^1:4 A text cannot start with @/, /^2:4 The quote that begins this text/],
  ]
  test.for(cases)('%j', ([source, ...errors]) => {
    expect(readStrictYaml(source).errors.map(said)).toEqual(
      errors.map((error) => expect.stringMatching(error)),
    )
  })
})

describe('where text of others may have been filled in, that is told first:', () => {
  const cases: [source: string, ...errors: RegExp[]][] = [
    [
      '@b',
      /^1:1 From here on, .* as KEY: \$\{\{ .* write "KEY: \|" and indent the lines of the text under it\.$/,
    ],
    ['A: |\nb c d', /^2:1 From here on/],
    ['A: b\n@c', /^2:1 From here on, .* as A: \$\{\{ .* write "A: \|" and indent/],
    ['A: b\n  C: d\nE: @f', /^2:3 Several lines cannot be read\. .* Here: The indentation/, /^3:4 A text/],
    ['A: @b\nC: d:', /^1:4 Several lines .* Here: A text cannot start with @ .*: A: "@b"$/, /^2:4 A ": "/],
    ['A: b\n  C: d\nE: f\n  G: h', /^2:3 The indentation is wrong.* once more, on line 4\.$/],
    ['A: @b', /^1:4 A text cannot start/],
  ]
  test.for(cases)('%j', ([source, ...errors]) => {
    expect(parseOverrides(source).errors.map(said)).toEqual(
      errors.map((error) => expect.stringMatching(error)),
    )
  })

  test('and without words of it', () => {
    expect(parseOverrides('A: @b\nC: d:').errors[0]?.bare).toMatch(
      /^Several lines .* Here: A text cannot start with @ unless it is in quotes\.$/,
    )
  })
})

test('nobody reads more than 200 of them, and a text that is right has none', () => {
  const read = (source: string) =>
    syntaxErrors(source, parseDocument(source, { uniqueKeys: false }).errors, { isFilledIn: false })

  expect(read('A: @b\n'.repeat(201))).toHaveLength(200)
  expect(read('A: b')).toEqual([])
})
