import { describe, expect, test } from 'vitest'
import { parseArray } from '../../src/inputs/array.ts'
import { parseOverrides } from '../../src/inputs/overrides.ts'
import { neutralize } from '../../src/log/neutralize.ts'
import { readNotificationFile } from '../../src/notification-file/read.ts'

const SIZE = 256 * 1024
const contexts = { github: {}, env: {} }

/** A text as long as a file can be, of one piece over and over. */
const filled = (piece: string, head = '', tail = '') =>
  head + piece.repeat((SIZE - head.length - tail.length) / piece.length) + tail

/** The time that something takes of the processor, in milliseconds: other tests run beside this one. */
function workOf(run: () => void): number {
  const before = process.cpuUsage()
  run()
  return process.cpuUsage(before).user / 1_000
}

const numbered = (text: (index: number) => string, separator: string) => {
  let source = ''
  for (let index = 0; source.length < SIZE - 100; index++) source += text(index) + separator
  return source
}

// The first two took 50 s each.
const sources: [what: string, source: string][] = [
  ['an open quote and escaped ones', filled('\\"', '{"')],
  ['a flow mapping of many keys', `{${numbered((index) => `k${index}: x`, ', ')}}`],
  ['a mapping of many keys', numbered((index) => `k${index}: x`, '\n')],
  ['one key many times', filled('k: x\n')],
  ['a list of many items', filled('a,', '[', ']')],
  ['brackets that open', filled('[')],
  ['braces that open', filled('{"a":')],
  ['brackets that close', filled(']', '{')],
  ['lists in lists', filled('- ')],
  ['keys in keys', filled('a: ')],
  ['mappings in mappings', filled('{a: ')],
  ['open comments', filled('/* ', '{ ')],
  ['line comments', filled('// a b\n', '{ ')],
  ['comments with prose', filled('prose is here\n', '{ // ')],
  ['typographic quotes that open', filled('“a ', '{')],
  ['typographic quotes on lines', filled('“a\n', '{')],
  ['typographic quotes and spaces', filled(`”${' '.repeat(999)}x`, '{"')],
  ['typographic values', numbered((index) => `k${index}: “x”`, '\n')],
  ['typographic keys', filled('« a » ')],
  ['no-break spaces', filled('\u00a0')],
  ['spaces', filled(' ', '', 'x')],
  ['blank lines', filled('\n', '', 'x')],
  ['lines without a key', filled('a b\n', 'A: x\n')],
  ['lines with quotes in quotes', numbered((index) => `k${index}: "a "b" c"`, '\n')],
  ['lines with hashes', numbered((index) => `k${index}: a #b`, '\n')],
  ['placeholders that are comments', filled('##A##: x\n')],
  ['a placeholder without an end', filled('#', '', 'a')],
  ['tags', filled('!a ')],
  ['anchors', filled('&a ')],
  ['documents', filled('---\n')],
  ['directives', filled('%a\n')],
  ['endUsersIds without a colon', filled('endUsersIds ')],
  ['a name and spaces', filled(' ', 'endUsersIds', 'x')],
  ['expressions that fail', numbered((index) => `k${index}: \${{ x }}`, '\n')],
  ['expressions in one text', filled('${{ x }} ', 'title: ')],
  ['an expression without an end', filled("'", 'title: ${{ ')],
  ['braces', filled('{{ github.', 'title: x ')],
  ['a long expression', filled('(', 'title: ${{ ', ' }}')],
]

describe('a text as long as a file can be is read in little time:', () => {
  test.for(sources)('%s', ([, source]) => {
    for (const read of [
      () => readNotificationFile(source, 'n.yml', contexts, []),
      () => parseOverrides(source),
      () => parseArray(source),
    ]) {
      expect(workOf(read)).toBeLessThan(1_000)
    }
  })

  test('and made harmless', () => {
    for (const text of [filled('\n'), filled(' ', '\n'), filled('\u200b \n')]) {
      expect(workOf(() => neutralize(text))).toBeLessThan(1_000)
    }
  })
})
