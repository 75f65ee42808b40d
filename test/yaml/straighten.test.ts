import { describe, expect, test } from 'vitest'
import { jsonTokens } from '../../src/yaml/json-tokens.ts'
import { straightenJson, straightenLines } from '../../src/yaml/straighten.ts'

describe('YAML with typographic quotes becomes as long a text with straight ones:', () => {
  const cases: [source: string, text: string, first: number, quotes: string][] = [
    ['A: “b”', 'A: "b"', 3, '“”'],
    ['A: b\nC: “d”\n', 'A: b\nC: "d"\n', 8, '“”'],
    ['“A”: b', '"A": b', 0, '“”'],
    ['“A” : b', '"A" : b', 0, '“”'],
    ['“A": b', '"A": b', 0, '“'],
    ['“A”:', '"A":', 0, '“”'],
    ['“A: b', '“A: b', -1, ''],
    ['- “a”\n-   - «b»  ', '- "a"\n-   - "b"  ', 2, '“”«»'],
    ['“a”', '"a"', 0, '“”'],
    ['A: « b »', 'A:  "b" ', 3, '«»'],
    ['A: «  b »', 'A:   "b" ', 3, '«»'],
    ['A: “”', 'A: ""', 3, '“”'],
    ['A: “  ”', 'A: ""  ', 3, '“”'],
    ['A: “say "b"”', 'A: “say "b"”', -1, ''],
    ['A: ‘say "b"’', 'A: ‘say "b"’', -1, ''],
    ['A: ‘C:\\d’', "A: 'C:\\d'", 3, '‘’'],
    ["A: ‘it's \\’", "A: ‘it's \\’", -1, ''],
    ["A: ‘it's’", 'A: "it\'s"', 3, '‘’'],
    ['A: ‘it’s’', 'A: "it’s"', 3, '‘’'],
    ['A: “b” and “c”', 'A: “b” and “c”', -1, ''],
    ['A: “b', 'A: “b', -1, ''],
    ['A: b”', 'A: b”', -1, ''],
    ['A: “', 'A: “', -1, ''],
    ['A:\u00a0b', 'A: b', 2, ''],
    ['\u00a0A: b', ' A: b', 0, ''],
    ['A: b\u00a0c\u00a0', 'A: b\u00a0c\u00a0', -1, ''],
    ['A:b: “c”', 'A:b: "c"', 5, '“”'],
    ['A: [“b”, c]', 'A: ["b", c]', 4, '“”'],
    ['A: {“b”: “c”}', 'A: {"b": "c"}', 4, '“”'],
    ['[“a: b”, c]', '["a: b", c]', 1, '“”'],
    ['A: [“b” // c]', 'A: ["b" // c]', 4, '“”'],
    ['A: |\n  “b”\n\n   “c”\nD: “e”', 'A: |\n  “b”\n\n   “c”\nD: "e"', 22, '“”'],
    ['A: >-\n  “b”', 'A: >-\n  “b”', -1, ''],
    ['A: |2+ \n  “b”', 'A: |2+ \n  “b”', -1, ''],
    ['  A: |\n  B: “c”', '  A: |\n  B: "c"', 12, '“”'],
    ['A: |b\n  C: “d”', 'A: |b\n  C: "d"', 11, '“”'],
    ['A: b |\n  C: “d”', 'A: b |\n  C: "d"', 12, '“”'],
  ]
  test.for(cases)('%j', ([source, text, first, quotes]) => {
    expect(text).toHaveLength(source.length)
    expect(straightenLines(source)).toEqual(first < 0 ? undefined : { text, first, quotes: [...quotes] })
  })
})

describe('so does what is meant as JSON, without its comments:', () => {
  const cases: [source: string, text: string, first: number, quotes: string][] = [
    ['{“a”: “b”}', '{"a": "b"}', 1, '“”'],
    ['{"a": 1}', '{"a": 1}', -1, ''],
    ['{"a”\n}', '{"a"\n}', 1, '”'],
    ['{“a\n}', '{“a\n}', -1, ''],
    ['{\u00a0"a":\u202f1}\u00a0', '{ "a": 1} ', 1, ''],
    ['{"a":\u00a0“b”}', '{"a": "b"}', 5, '“”'],
    ['{\t"a": 1\r\n}', '{\t"a": 1\r\n}', -1, ''],
    ['{"a": "b\u00a0c"}', '{"a": "b\u00a0c"}', -1, ''],
    ['{} // a', '{}     ', -1, ''],
    ['{ /* a\r\nb */ }', '{     \r\n     }', -1, ''],
    ['{ /* a */ “b”: 1}', '{         "b": 1}', 10, '“”'],
  ]
  test.for(cases)('%j', ([source, text, first, quotes]) => {
    expect(text).toHaveLength(source.length)
    expect(straightenJson(source, jsonTokens(source))).toEqual({ text, first, quotes: [...quotes] })
  })
})
