import { describe, expect, test } from 'vitest'
import { isSeq } from 'yaml'
import { readStrictYaml } from '../../src/yaml/strict-yaml.ts'
import { isFolded, textOf } from '../../src/yaml/text-of.ts'

/** The texts of a list, and what is wrong with them: message and bare message. */
function textsOf(source: string) {
  const yaml = readStrictYaml(source)
  const items = isSeq(yaml.root) ? yaml.root.items : []
  const texts = items.map((item) => textOf(yaml, item, null, { text: 'Item "x"', bare: 'Item' }))
  return {
    texts,
    errors: yaml.errors.map(({ message, bare }) => [message, bare]),
    folded: items.map((item) => isFolded(yaml, item)),
  }
}

describe('text is what was typed:', () => {
  const cases: [source: string, text: string][] = [
    ['- 1.10', '1.10'],
    ['- "null"', 'null'],
    ["- '~'", '~'],
    ['- nul', 'nul'],
    ['- xnull', 'xnull'],
    ['- nullx', 'nullx'],
    ['- ""', ''],
    ['- |\n  a\n  b', 'a\nb'],
    ['- |+\n  a\n\n', 'a\n'],
    ['- >\n  a\n', 'a'],
    ['- "a\\n"', 'a\n'],
    ['- "“a"', '“a'],
    ['- |\n  “a”', '“a”'],
    ['- a “b”', 'a “b”'],
  ]
  test.for(cases)('%j', ([source, text]) => {
    expect(textsOf(source)).toMatchObject({ texts: [text], errors: [] })
  })
})

describe('what is no text is told, with and without words of it:', () => {
  const nested = 'must be text, but this is a nested value. Put it in quotes to send it as text'
  const missing = 'is missing. Write the text after it, or "" if it is empty'
  const quote =
    'starts with a typographic quote. Use straight quotes. If the text must start with this quote, put all of it in straight quotes'
  const nothing = (typed: string) =>
    `is ${typed}, which is no text. Leave it out, or write "${typed}" in quotes if this is meant`
  const cases: [source: string, end: string, bareEnd?: string][] = [
    ['- [a]', `${nested}: "[a]"`, `${nested}.`],
    ['- {a: b}  ', `${nested}: "{a: b}"`, `${nested}.`],
    ['- {{a}}', `${nested}: "{{a}}". An expression is written with a dollar sign: \${{a}}`, `${nested}.`],
    ['- [a,\n  b]', `${nested}.`],
    ['- a: b', `${nested}.`],
    ['-  - a', `${nested}.`],
    [`- [${'a'.repeat(299)}]`, `${nested}: "[${'a'.repeat(299)}]"`, `${nested}.`],
    [`- [${'a'.repeat(300)}]`, `${nested}.`],
    ['-', `${missing}.`],
    ['- ~', `${nothing('~')}.`],
    ['- null', `${nothing('null')}.`],
    ['- Null', `${nothing('Null')}.`],
    ['- NULL', `${nothing('NULL')}.`],
    ['- “a” b', `${quote}: "“a” b"`, `${quote}.`],
  ]
  test.for(cases)('%j', ([source, end, bareEnd = end]) => {
    expect(textsOf(source)).toMatchObject({
      texts: [undefined],
      errors: [[`Item "x" ${end}`, `Item ${bareEnd}`]],
    })
  })

  test.each(['- *a', '- &a', '- &a b', '- !a b'])('%j is told as that, and nothing else', (source) => {
    expect(textsOf(source)).toMatchObject({
      texts: [undefined],
      errors: [[expect.stringContaining('not supported'), expect.any(String)]],
    })
  })
})

test('what is missing is told where its owner stands', () => {
  const yaml = readStrictYaml('A: b')
  expect(textOf(yaml, undefined, yaml.root ?? null, 'It')).toBeUndefined()
  expect(yaml.errors).toMatchObject([{ line: 1, column: 1, endColumn: 5 }])
})

test('a text without quotes is folded if it goes on over lines', () => {
  expect(textsOf('- a\n  b\n- "a\n  b"\n- c\n\n- |\n  a\n  b\n- [a,\n  b]').folded).toEqual([
    true,
    false,
    false,
    false,
    false,
  ])
})
