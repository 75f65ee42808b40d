import { describe, expect, test } from 'vitest'
import { capitalize, cutBetweenWords, occurrencesOf, oneLine, replaceRanges, seconds } from '../src/text.ts'

describe('a text of at most eight characters:', () => {
  test.each([
    ['eight ch', 'eight ch'],
    ['eight cha', 'eight…'],
    ['exactly8 more', 'exactly8…'],
    ['a word toolong', 'a word…'],
    ['a word toolong again', 'a word…'],
    ['noblanksinside', '…'],
    ['', ''],
  ])('%j → %j', (text, cut) => expect(cutBetweenWords(text, 8)).toBe(cut))
})

test('a text on one line has single spaces, and none around it', () => {
  expect(oneLine(' a\r\n\tb\u0000\u0085 c\u2028')).toBe('a b c')
})

test('milliseconds are seconds with one decimal', () => {
  expect([0, 49, 1_500, 61_000].map(seconds)).toEqual(['0.0 s', '0.0 s', '1.5 s', '61.0 s'])
})

test('a capital is put at the beginning', () => {
  expect(['no answer', 'No', 'é', ''].map(capitalize)).toEqual(['No answer', 'No', 'É', ''])
})

test('a part is found wherever it is, each time behind the last', () => {
  expect(occurrencesOf('aaa b aa', 'aa')).toEqual([
    [0, 2],
    [6, 8],
  ])
})

test('parts of a text are replaced in any order, and as one where they overlap', () => {
  const parts: [number, number][] = [
    [6, 8],
    [0, 2],
    [7, 9],
    [1, 2],
    [3, 4],
  ]

  expect(replaceRanges('0123456789', parts, '*')).toBe('*2*45*9')
})
