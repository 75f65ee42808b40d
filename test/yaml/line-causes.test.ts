import { describe, expect, test } from 'vitest'
import { readStrictYaml } from '../../src/yaml/strict-yaml.ts'

/** What reading a text finds, `line:column message`. */
const errorsOf = (source: string) =>
  readStrictYaml(source).errors.map(({ line, column, message }) => `${line}:${column} ${message}`)

describe('a line without a key of its own is told by what it was meant as:', () => {
  const noName = /^\d:\d This line has no name before it\. If it continues the text above/
  const cases: [source: string, error: RegExp][] = [
    ['A: x\n"B":b c', /^2:1 A space is missing after the colon: "B": b c$/],
    ["A: x\n'B':b", /^2:1 A space is missing after the colon: 'B': b$/],
    ['A: x\nB =b', /^2:1 A colon is missing after the key: B: b$/],
    ['A: x\nB=  b ', /^2:1 A colon is missing after the key: B: b$/],
    ['A: x\nB;b', /^2:1 A colon is missing after the key: B: b$/],
    ['A: x\nB_1 b', /^2:1 A colon is missing after the key: B_1: b$/],
    ['A: x\nruntimeTitle foo', /^2:1 A colon is missing after the key: runtimeTitle: foo$/],
    ['A: x\nruntimeTITLE foo', noName],
    ['A: x\nRuntimeTitle foo', noName],
    ['A: x\nruntimeTitleText foo', /^2:1 A colon is missing after the key: runtimeTitleText: foo$/],
    ['A: x\nruntimeTitle2 foo', noName],
    ['A: x\nfoo=bar', /^2:1 A colon is missing after the key: foo: bar$/],
    ['A: |\n  \nb c', /^3:1 This line is not indented/],
    ['A: x\nfoo bar', noName],
    ['A: x\nb', noName],
    ['A: x\nB=', noName],
    ['A: x\n(B=b', noName],
    [`A: x\nB=${'b'.repeat(301)}`, /: B: b{300}$/],
    ['A: x\n-b', /^2:1 A space is missing after the dash: - b$/],
    [`A: x\n-${'b'.repeat(301)}`, /: - b{300}$/],
    ['A: x\n--b', noName],
    ['A: x\nb-c', noName],
    ['A: |\nb c d', /^2:1 This line is not indented, .* Indent it under the "\|"\.$/],
    ['A: >-\n\nb c', /^3:1 This line is not indented, .* Indent it under the ">-"\.$/],
    ['A: |2+\nb c', /^2:1 This line is not indented, .* Indent it under the "\|2\+"\.$/],
    ['A: "|x"\nb c', noName],
    ['A: "x|"\nb c', noName],
    ['A: |\n  b\nb c', noName],
    ['b c\nA: x', noName],
  ]
  test.for(cases)('%j', ([source, error]) => {
    expect(errorsOf(source)).toEqual([expect.stringMatching(error)])
  })

  test('and without words of it', () => {
    const barest = (source: string) => readStrictYaml(source).errors.map(({ bare }) => bare)

    expect(barest('A: x\nB=b')).toEqual(['A colon is missing after the key.'])
    expect(barest('A: x\n-b')).toEqual(['A space is missing after the dash.'])
  })
})

describe('a line in the wrong column is told with the column above:', () => {
  const wrong = 'The indentation is wrong: this line begins in column'
  const cases: [source: string, error: string][] = [
    ['- A: b\n C: d', `2:2 ${wrong} 2, and the name above in column 3. Begin both in the same column.`],
    ['  A: b\n C: d', `2:2 ${wrong} 2, and the name above in column 3. Begin both in the same column.`],
    ['A: |\n   x\n  y', `3:3 ${wrong} 3, and the text above in column 4. Begin both in the same column.`],
    ['A: |2-\n   x\n y', `3:2 ${wrong} 2, and the text above in column 4. Begin both in the same column.`],
    ['A: x\n # y\n  B: z', `3:3 ${wrong} 3, and the name above in column 1. Begin both in the same column.`],
    ['- A: x|\n B: c', `2:2 ${wrong} 2, and the name above in column 3. Begin both in the same column.`],
    ['  - A: b\n   C: d', `2:4 ${wrong} 4, and the name above in column 5. Begin both in the same column.`],
    ['- - a\n  b: c', `2:3 ${wrong} 3.`],
  ]
  test.for(cases)('%j', ([source, error]) => {
    expect(errorsOf(source)).toEqual([error])
  })
})
