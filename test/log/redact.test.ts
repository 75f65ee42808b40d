import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decode } from '../../src/log/decode.ts'
import { base64FormsOf, formsOf, holds, redact, redactCutOff, withDecoded } from '../../src/log/redact.ts'

describe('a secret is known in every form:', () => {
  const cases: [secret: string, forms: string[]][] = [
    ['plain', ['plain']],
    ['xxa/b', ['xxa/b', 'xxa%2Fb', 'xxa%2fb']],
    ['xxa b', ['xxa b', 'xxa%20b', 'xxa+b']],
    ['xxxé', ['xxxé', 'xxx%C3%A9', 'xxx%c3%a9']],
    ['xxa"', ['xxa"', 'xxa%22']],
    ['xxx\ud800', ['xxx\ud800', 'xxx%EF%BF%BD', 'xxx%ef%bf%bd']],
  ]
  for (const [secret, forms] of cases) test(secret, () => expect(formsOf(secret)).toEqual(forms))

  test('as a whole, without the space around it, and line by line', () => {
    const forms = formsOf('\n line \r\nnext\n')
    const expected = ['\n line \r\nnext\n', 'line \r\nnext', 'line', 'next']
    expect(forms).toEqual(expect.arrayContaining(expected))
  })

  test('unless it is, or a line of it is, shorter than four characters', () => {
    expect(formsOf('abc')).toEqual([])
    expect(formsOf('{\nline\n}')).toContain('line')
    expect(formsOf('{\nline\n}')).not.toContain('{')
  })

  test('in base64: padded, unpadded, and in the alphabet of URLs', () => {
    expect(base64FormsOf('~~~?')).toEqual(['fn5+Pw==', 'fn5+Pw', 'fn5-Pw'])
  })
})

const formsFor = (...secrets: string[]) => withDecoded(secrets.flatMap(formsOf))

test('of a form within a longer one, or across one, nothing stays behind', () => {
  expect(redact('a secret, and a secret+more', formsFor('secret', 'secret+more'))).toBe('a ***, and a ***')
  expect(redact('a secret-then!', formsFor('secret', 'cret-then'))).toBe('a ***!')
  expect(redact('secretsecret', formsFor('secret'))).toBe('******')
})

describe('a secret is found however its characters are written:', () => {
  const cases: [how: string, secret: string, text: string][] = [
    ['JSON that escapes what it need not', 'ab+c/d=="é', String.raw`ab\u002Bc\/d\u003d=\"\u00e9`],
    ['every letter of it', 'Ab+c', String.raw`\u0041\u0062\u002b\u0063`],
    ['JSON in JSON in JSON', 'ab"c\\d/é', String.raw`ab\\\\\\\"c\\\\\\\\d\\\\/\\\\u00e9`],
    ['JavaScript', 'ab+c=d', String.raw`ab\x2Bc\u{3D}d`],
    ['HTML, hexadecimal', 'ab+c=d', 'ab&#x2B;c&#X003d;d'],
    ['HTML, decimal', 'ab+c=d😀', 'ab&#43;c&#0061;d&#128512;'],
    ['HTML, the last character there is', 'ab\u{10ffff}', 'ab&#x10ffff;'],
    ['HTML, by name', 'a+b=c/d_e&f<g>"\'', 'a&plus;b&equals;c&sol;d&lowbar;e&amp;f&lt;g&gt;&quot;&apos;'],
    ['HTML, by any other name', 'a%b#c:d@e.f', 'a&percnt;b&num;c&colon;d&commat;e&period;f'],
    ['HTML that makes an escape', 'Abcd', '&bsol;u0041bcd'],
    ['JSON within more levels than anybody counts', 'Abcd', `${'\\'.repeat(999)}u0041bcd`],
    ['HTML in HTML', 'ab+c&d', 'ab&amp;#43;c&amp;amp;d'],
    ['HTML without a semicolon', 'ab+cd', 'ab&#43cd'],
    ['URL, in either case', 'ab+c=d/é', 'ab%2bc%3Dd%2F%c3%A9'],
    ['URL, with characters of up to four bytes', 'ab€😀', 'ab%E2%82%ac%F0%9f%98%80'],
    ['URL, every letter of it', 'ab+c', '%61%62%2B%63'],
    ['URL in a URL', 'ab+c=d', 'ab%252Bc%25253Dd'],
    ['JSON that quotes HTML that quotes a URL', 'ab+c=d', String.raw`ab&#37;2Bc\u0026#x25;3Dd`],
    ['as it is, although it looks like an escape', String.raw`\u0041%41&lt;`, String.raw`\u0041%41&lt;`],
    ['without the escape that it looks like', 'p%40ss word', 'p@ss word'],
  ]
  for (const [how, secret, text] of cases) {
    test(how, () => {
      expect(redact(`{"m":"x ${text} y"}`, formsFor(secret))).toBe('{"m":"x *** y"}')
      expect(holds(text, formsFor(secret))).toBe(true)
      expect(holds(text.slice(0, -1), formsFor(`${secret}!`))).toBe(false)
    })
  }

  test('at the end of a text too', () => {
    expect(redact(String.raw`ab\cd`, formsFor('abcd'))).toBe('***')
  })

  test('beside what only looks like an escape, which stays', () => {
    expect(redact('x%c0%80abcd', formsFor('80abcd'))).toBe('x%c0%***')
  })

  test('but what it decodes to only if that is no shorter than a secret', () => {
    expect(redact('ABC %41BC', formsFor('%41BC'))).toBe('ABC ***')
    expect(redact('ABCD %41BCD', formsFor('%41BCD'))).toBe('*** ***')
  })

  test('after characters that make its first ones look like an escape', () => {
    expect(redact('C:\\u0041BCD and 9%41BCD', formsFor('u0041BCD', '41BCD'))).toBe('C:\\*** and 9%***')
  })

  describe('whatever it is,', () => {
    const hexOf = (sign: string) => sign.charCodeAt(0).toString(16).padStart(2, '0')
    const ways: ((sign: string) => string)[] = [
      (sign) => sign,
      encodeURIComponent,
      (sign) => `%${hexOf(sign)}`,
      (sign) => JSON.stringify(sign).slice(1, -1),
      (sign) => `\\u00${hexOf(sign)}`,
      (sign) => `&#x${hexOf(sign)};`,
      (sign) => `&#${sign.charCodeAt(0)};`,
    ]
    const sign = fc.oneof(
      fc.constantFrom(...'%&\\"\'/+=#;u0041xC'),
      fc.string({ minLength: 1, maxLength: 1 }),
    )
    const way = fc.constantFrom(...ways)
    const levels = fc.array(way, { maxLength: 2 })
    const write = (text: string, by: readonly (typeof ways)[number][]) =>
      by.reduce((written, one) => written.replace(/./gs, (sign) => one(sign)), text)
    // A backslash at either end of a secret may be left, which tells nothing.
    const rest = (text: string, secret: string) => decode(redact(`[${text}]`, formsFor(secret))).text

    test('and however deep it is escaped', () => {
      const texts = fc.string({ unit: sign, minLength: 12, maxLength: 20 })
      fc.assert(
        fc.property(texts, levels, (secret, by) => {
          // What decodes to less than four characters is found only as it is written.
          fc.pre(decode(secret).text.length >= 4 && secret.trim() === secret)
          expect(rest(write(secret, by), secret)).toBe('[***]')
        }),
        { numRuns: 3_000 },
      )
    })

    test('and however each of its characters is, unless it looks like an escape itself', () => {
      const signs = fc.array(fc.tuple(sign, way), { minLength: 12, maxLength: 20 })
      fc.assert(
        fc.property(signs, levels, (pairs, by) => {
          const secret = pairs.map(([one]) => one).join('')
          const plain = secret.replaceAll('\\', '')
          const looksLikeOne = decode(secret).text !== plain || /\\[ux]/i.test(secret)
          fc.pre(!looksLikeOne && plain.length >= 4 && secret.trim() === secret)
          expect(rest(write(pairs.map(([one, by]) => by(one)).join(''), by), secret)).toBe('[***]')
        }),
        { numRuns: 3_000 },
      )
    })
  })

  test('what is no escape stays as it is', () => {
    const text = String.raw`100% of \users &amp; &unknown; %zz %ff %c0%80 &#1114112; \u12 "x" ***`
    expect(redact(text, formsFor('not there'))).toBe(text)
  })

  test('in time, however long and nested the text is', () => {
    const began = performance.now()
    for (const piece of ['\\', '%25', '&amp;', '&#0', '%c3%a9', '\\u0041', 'x'])
      redact(piece.repeat(1_000_000 / piece.length), formsFor('a secret', 'x'.repeat(2_000)))
    expect(performance.now() - began).toBeLessThan(10_000)
  })
})

describe('of a text that broke off', () => {
  const forms = formsFor('tok-1-SECRETTOKEN', 'with some spaces', 'four')

  test.each([
    ['refused bearer tok-1-SECRETTOKE', 'refused bearer '],
    ['refused bearer tok-1-SECRETTOKEN', 'refused bearer '],
    ['refused bearer tok', 'refused bearer '],
    ['tok-1-SECRETTOKEN was refused, sa', '*** was refused, '],
    ['it said tok-1-SECRETT… and then mo', 'it said ***… and then '],
    ['it said tok-1-SE and then mo', 'it said *** and then '],
    ['it said tok-1-S and then mo', 'it said tok-1-S and then '],
    ['it was with some spa', 'it was '],
    [String.raw`it said "tok\u002d1-SECR" an`, 'it said "***" '],
    ['a short one is whole or not one: four, fou, an', 'a short one is whole or not one: ***, fou, '],
    ['oneword', ''],
    ['', ''],
  ])('%s', (text, rest) => expect(redactCutOff(text, forms)).toBe(rest))
})
