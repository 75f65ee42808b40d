import { describe, expect, test } from 'vitest'
import { cutBetweenWords, oneLine, seconds } from '../src/text.ts'

describe('a text of at most eight characters:', () => {
  test.each([
    ['eight ch', 'eight ch'],
    ['eight cha', 'eight…'],
    ['exactly8 more', 'exactly8…'],
    ['a word toolong', 'a word…'],
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
