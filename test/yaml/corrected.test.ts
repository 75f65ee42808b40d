import { describe, expect, test } from 'vitest'
import { isMap, parseDocument } from 'yaml'
import { correctedText, type Shown } from '../../src/yaml/corrected.ts'

const corrected = (source: string, shown: Shown = {}) =>
  correctedText(parseDocument(source, { schema: 'failsafe' }), shown)

const isPrivate = (key: string) => key !== 'title'

describe('the corrected text is', () => {
  const cases: [what: string, source: string, text: string | undefined, shown?: Shown][] = [
    ['the text without comments and blank lines', '# a\n\nA: b # c\n\n# d\nB: c\n# e\n', 'A: b\nB: c'],
    ['with double quotes', 'A: \'b\'\nB: "c"', 'A: "b"\nB: "c"'],
    ['on as many lines as it was', `A: ${'b '.repeat(100)}c`, `A: ${'b '.repeat(100)}c`],
    ['with a line for each name, if it is JSON', '{"a": ["b"]}', '{\n  "a": [\n    "b"\n  ]\n}'],
    ['on one line, if it is no JSON', '[a, b]', '[a, b]'],
    ['without what names people', 'title: a\npeople: b', 'title: a\npeople: "<end user>"', { isPrivate }],
    [
      'without people in lists and mappings',
      "title: a\npeople: [b, {c: 'd'}]\nmore: {e: [f]}",
      'title: a\npeople: ["<end user>", {c: "<end user>"}]\nmore: {e: ["<end user>"]}',
      { isPrivate },
    ],
    [
      'without a name that is none',
      'jane@x.com: a\nmy-$x: b',
      '<name>: "<end user>"\nmy-$x: "<end user>"',
      { isPrivate: () => true },
    ],
    ['with a name in spaces', '" a ": b', '" a ": "<end user>"', { isPrivate: () => true }],
    [
      'with keys that are no text, since their name is empty',
      '? [a]\n: b',
      '? [a]\n: b',
      { isPrivate: (key) => key !== '' },
    ],
    ['a part of it', 'A: {B: c}', '{B: c}', { part: (root) => (isMap(root) ? root.get('A') : undefined) }],
    ['all of it, if there is no such part', 'A: b', 'A: b', { part: () => undefined }],
    ['as long as can be read', `A: ${'b'.repeat(3_997)}`, `A: ${'b'.repeat(3_997)}`],
    ['none, if it is longer', `A: ${'b'.repeat(3_998)}`, undefined],
    ['none of a text that is much too long', `# ${'a'.repeat(16_000)}\nA: b`, undefined],
    ['one of a text that is not', `# ${'a'.repeat(15_993)}\nA: b`, 'A: b'],
    ['none, if an alias stands for nothing', 'A: *b', undefined],
  ]
  test.for(cases)('%s', ([, source, text, shown]) => {
    expect(corrected(source, shown)).toBe(text)
  })
})

test('the document stays as it is', () => {
  const document = parseDocument("people: 'a' # b")
  correctedText(document, { isPrivate: () => true })

  expect(document.toString()).toBe("people: 'a' # b\n")
})
