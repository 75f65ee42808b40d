import { describe, expect, test } from 'vitest'
import { base64FormsOf, formsOf, redact } from '../../src/log/redact.ts'

describe('a secret is known in every form:', () => {
  const cases: [secret: string, forms: string[]][] = [
    ['plain', ['plain']],
    ['a/b', ['a/b', 'a%2Fb', 'a%2fb']],
    ['a b', ['a b', 'a%20b', 'a+b']],
    ['é', ['é', '%C3%A9', '%c3%a9']],
    ['a"', ['a"', 'a%22', 'a\\"', 'a&#34;', 'a&quot;']],
    ["a'", ["a'", 'a%27', 'a&#39;']],
    ['a<b', ['a<b', 'a%3Cb', 'a%3cb', 'a&#60;b', 'a&lt;b']],
    ['a>b', ['a>b', 'a%3Eb', 'a%3eb', 'a&#62;b', 'a&gt;b']],
    ['a&b', ['a&b', 'a%26b', 'a&#38;b', 'a&amp;b']],
    ['a\\', ['a\\', 'a%5C', 'a%5c', 'a\\\\']],
  ]
  for (const [secret, forms] of cases) test(secret, () => expect(formsOf(secret)).toEqual(forms))

  test('as a whole, without the space around it, and line by line', () => {
    const forms = formsOf('\n a \r\nb\n')
    expect(forms).toEqual(expect.arrayContaining(['\n a \r\nb\n', 'a \r\nb', 'a', 'b', 'a \\r\\nb']))
    expect(forms).not.toContain('')
  })

  test('in base64: padded, unpadded, and in the alphabet of URLs', () => {
    expect(base64FormsOf('~~~?')).toEqual(['fn5+Pw==', 'fn5+Pw', 'fn5-Pw'])
  })
})

test('of a form within a longer one nothing stays behind', () => {
  expect(redact('a secret, and a secret+more', ['secret', 'secret+more'])).toBe('a ***, and a ***')
})
