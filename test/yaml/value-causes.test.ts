import { describe, expect, test } from 'vitest'
import { readStrictYaml } from '../../src/yaml/strict-yaml.ts'
import { isOpen } from '../../src/yaml/value-causes.ts'

/** What reading a text finds, `line:column message`. */
const errorsOf = (source: string) =>
  readStrictYaml(source).errors.map(({ line, column, message }) => `${line}:${column} ${message}`)

describe('a value that YAML cannot read is shown as it should be:', () => {
  const cases: [source: string, error: RegExp][] = [
    ['A: "a";', /^1:4 Nothing can stand behind the closing quote\. .*: A: "a"$/],
    ["A: 'a' ,", /^1:4 Nothing can stand behind the closing quote\. .*: A: 'a'$/],
    ['A: "a",b', /^1:4 The text ends at its second quote/],
    ['A: "a" "b",', /^1:4 The text ends at its second quote/],
    ["A: 'b' 'c'", /^1:4 The text ends .* in double quotes: A: "'b' 'c'"$/],
    ['A: "a" b"', /^1:4 The text ends .* in quotes, with .*: A: "\\"a\\" b\\""$/],
    ['A: "a"b "c"', /^1:4 The text ends .*: A: "a\\"b \\"c"$/],
    ['A: "a", "c"', /^1:4 The text ends .*: A: "\\"a\\", \\"c\\""$/],
    ['A: "a"; "c"', /^1:4 The text ends .*: A: "\\"a\\"; \\"c\\""$/],
    [`A: ${'"x '.repeat(120)}`, /^1:4 The text ends .* for each quote inside\.$/],
    ['A: ${{ x ? 1 : 2 }}', /^1:4 GitHub's expressions have no "\? :"/],
    ['title: a ${{ x ? 1 : 2 }} b', /^1:8 GitHub's expressions have no "\? :"/],
    ['A: {{ x ? 1 : 2 }} b: c', /^1:4 (?!GitHub's)/],
    ['A: ${{ x }} b: c', /^1:4 A ": " inside a text .*: A: "\$\{\{ x \}\} b: c"$/],
    [
      `A: ${'x'.repeat(290)} \${{ x ? 1 : 2 }}`,
      /^1:4 A ": " inside a text needs quotes around the whole text\.$/,
    ],
    ['A: b c: d', /^1:4 A ": " inside a text .*: A: "b c: d"$/],
    ['A: 1 B: 2: 3', /^1:4 Several keys are on one line, .* which keeps them apart\.$/],
    ['A: 1 "B": 2', /^1:4 Several keys are on one line, .* which keeps them apart\.$/],
    ["A: 1 '##B.b-2##':", /^1:4 A ": " inside/],
    ["A: 1 '##B.C-2##':", /^1:4 Several keys are on one line/],
    ['A: 1 (B: 2', /^1:4 A ": " inside/],
    ['A: 1 B:2: 3', /^1:4 A ": " inside/],
    ['a: 1 B: 2', /^1:4 Several keys .* If it is one text, put it in quotes: a: "1 B: 2"$/],
    ['A: b\nC: D E: F', /^2:4 A ": " inside a text .*: C: "D E: F"$/],
    ['A: {b', /^1:4 The \{ here is not closed\. Write \} at its end\. .*: A: "\{b"$/],
    ['A: [a\nB: c', /^1:4 The \[ here is not closed\. Write \] at its end\. .*: A: "\[a"$/],
    [`A: @${'x'.repeat(294)}`, /in quotes: A: "@x+"$/],
    [`A: @${'x'.repeat(295)}`, /in quotes\.$/],
  ]
  test.for(cases)('%j', ([source, error]) => {
    expect(errorsOf(source)).toEqual([expect.stringMatching(error)])
  })

  test('and without words of it', () => {
    const barest = (source: string) => readStrictYaml(source).errors.map(({ bare }) => bare)

    expect(barest('A: @x')).toEqual(['A text cannot start with @ unless it is in quotes.'])
    expect(barest('A: "x')).toEqual([expect.stringMatching(/^The quote .* quotes of the other kind$/)])
  })
})

test('a value is open if its line does not close the quote that begins it', () => {
  const open = (value: string) => isOpen({ start: 0, text: '', indent: 0, value })

  expect(['"a', "'a", '"', '"a\\"', "'a''b", '"a\'', '\'a"'].filter(open)).toHaveLength(7)
  expect(['a', 'a"', '', '"a"', "'a'", "'a\\'", '"a\\\\"', '"a" b', "'a'''"].filter(open)).toEqual([])
})
