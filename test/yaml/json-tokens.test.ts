import { describe, expect, test } from 'vitest'
import { isTypographicQuote, jsonTokens } from '../../src/yaml/json-tokens.ts'

/** The pieces of a text: the kind of each, its text, and what is special about it. */
const piecesOf = (source: string) =>
  jsonTokens(source).map(({ kind, start, end, isClosed, isTypographic }) =>
    [kind, source.slice(start, end), isClosed ? '' : 'open', isTypographic ? 'typographic' : '']
      .filter(Boolean)
      .join(' '),
  )

describe('a text that is meant as JSON comes apart into', () => {
  const cases: [what: string, source: string, ...pieces: string[]][] = [
    [
      'strings, words and signs',
      '{"a": [1, \'b\' ]}',
      ...['punctuation {', 'string "a"', 'punctuation :', 'punctuation [', 'word 1'],
      ...['punctuation ,', "string 'b'", 'punctuation ]', 'punctuation }'],
    ],
    ['nothing, if it is white space', ' \t\r\n\u00a0'],
    ['strings with escaped quotes', '"a \\" b" "c\\\\" d', 'string "a \\" b"', 'string "c\\\\"', 'word d'],
    ['strings in single quotes, which escape nothing', "'a\\' b", "string 'a\\'", 'word b'],
    ['a string without an end', '"a, b', 'string "a, b open'],
    ['a string over lines', '"a\nb" c', 'string "a\nb"', 'word c'],
    ['typographic strings', '“a”: „b‟', 'string “a” typographic', 'punctuation :', 'string „b‟ typographic'],
    [
      'a typographic string with quotes inside',
      '“a "b" c” ,',
      'string “a "b" c” typographic',
      'punctuation ,',
    ],
    ['a typographic string with a straight end', '“a" }', 'string “a" typographic', 'punctuation }'],
    [
      'two of them, behind each of which a value can end',
      '“a” // b',
      'string “a” typographic',
      'comment // b',
    ],
    ['one that ends the text', '“a”', 'string “a” typographic'],
    ['one over five lines', '“a\n\n\n\nb”', 'string “a\n\n\n\nb” typographic'],
    [
      'a line, if its quote would be closed too late',
      '“a\n\n\n\n\nb”,',
      'string “a open typographic',
      'word b”',
      'punctuation ,',
    ],
    ['a line, if its quote is never closed', '“a b\nc', 'string “a b open typographic', 'word c'],
    ['a string whose last quote is typographic', '"a”, "b"', 'string "a”, "', 'word b', 'string " open'],
    ['the same, if the line ends with it', '"a”\n"b"', 'string "a” typographic', 'string "b"'],
    ['the same, with a comma', '"a”,\n"b"', 'string "a” typographic', 'punctuation ,', 'string "b"'],
    [
      'the first of two such quotes',
      '"a”: “b”\nc',
      'string "a” typographic',
      'punctuation :',
      'string “b” typographic',
      'word c',
    ],
    ['a typographic quote inside a string', '"a ” b\nc" d', 'string "a ” b\nc"', 'word d'],
    ['comments', '1 // a\n/* b\nc */2/* d', 'word 1', 'comment // a', 'comment /* b\nc */', 'word 2/* d'],
    ['a comment without an end', '/* a', 'comment /* a'],
    ['a comment whose star is no end', '/*/ a', 'comment /*/ a'],
    ['what is no comment of JavaScript but one of YAML', '# a, b\nc', 'word c'],
    ['a word with a slash', '/a', 'word /a'],
    [
      'a comment with the prose of the next lines',
      '// a\nb c d\n“e f\ng',
      'comment // a\nb c d',
      'string “e f open typographic',
      'word g',
    ],
    ['a comment, and a line with a comma', '// a\nb c,', 'comment // a', 'word b c', 'punctuation ,'],
    [
      'a comment, and a line with a name',
      '// a\nb : c d',
      'comment // a',
      'word b ',
      'punctuation :',
      'word c d',
    ],
    ['a comment, and one word', '// a\n bc ', 'comment // a', 'word bc '],
    ['a comment, and a number', '// a\n1 b', 'comment // a', 'word 1 b'],
    [
      'a comment of five lines at most',
      '// a\nb c\nb c\nb c\nb c\nb c',
      'comment // a\nb c\nb c\nb c\nb c',
      'word b c',
    ],
    [
      'words up to a colon',
      'a:b: c:} d:] e:, f:',
      'word a:b',
      'punctuation :',
      'word c',
      'punctuation :',
      'punctuation }',
      'word d',
      'punctuation :',
      'punctuation ]',
      'word e',
      'punctuation :',
      'punctuation ,',
      'word f',
      'punctuation :',
    ],
    ['words up to a comment', 'a // b', 'word a', 'comment // b'],
    ['words up to a comment of more lines', 'a /* b */', 'word a', 'comment /* b */'],
    ['words up to a hash', 'a #b', 'word a'],
    ['words with slashes and hashes inside', 'a//b#c /d', 'word a//b#c /d'],
    [
      'words up to a quote or the end of the line',
      'a b"c" d\ne',
      'word a b',
      'string "c"',
      'word d',
      'word e',
    ],
  ]
  test.for(cases)('%s', ([, source, ...pieces]) => {
    expect(piecesOf(source)).toEqual(pieces)
  })
})

test('a typographic quote is one of any language, and no straight one', () => {
  expect([...'«»‹›“”„‟‘’‚‛「」『』'].every(isTypographicQuote)).toBe(true)
  expect(['', '"', "'", 'a', '`'].some(isTypographicQuote)).toBe(false)
})
