import { describe, expect, test } from 'vitest'
import { neutralize } from '../../src/log/neutralize.ts'

describe('text does nothing when it is printed:', () => {
  const cases: [text: string, printed: string][] = [
    ['::error::x', '\\::error::x'],
    ['a\n  ::stop-commands::x', 'a\n  \\::stop-commands::x'],
    ['\u00a0\ufeff::x', '\u00a0\ufeff\\::x'],
    ['a ::error::x', 'a ::error::x'],
    ['##[error]x ##[', '##\\[error]x ##\\['],
    ['a\rb\u0085c\u2028d', 'a�b�c�d'],
    ['\u001b]0;title\u0007', '�]0;title�'],
    ['a\u202eb', 'a�b'],
    ['##URL## and ###X###', '##URL## and ###X###'],
    ['tab\tand\nline', 'tab\tand\nline'],
    ['ü 漢字 😀 “”', 'ü 漢字 😀 “”'],
  ]
  for (const [text, printed] of cases)
    test(JSON.stringify(text), () => expect(neutralize(text)).toBe(printed))
})

test('##[ built by the removal of what stood between is still none', () => {
  expect(neutralize('#\u202e#[error]')).not.toContain('##[')
})
