import { describe, expect, test } from 'vitest'
import { type IdForm, type IdKind, problemWithId } from '../../src/inputs/id.ts'

const UUID = 'cf0bd4c1-86fd-4c79-a46a-c730d6789e63'
const HEX = 'bcf4c7f5682b4aa6875a0fc9bdfa21ca'
const KINDS: IdKind[] = ['template', 'system', 'audience', 'end-user']
const FORMS: IdForm[] = ['line', 'array', 'quoted']

describe('is never an ID, however it is written:', () => {
  test.each<[text: string, why: RegExp]>([
    ['null', /^is the word "null", which is not an ID/],
    ['NULL', /the word "NULL"/],
    ['undefined', /the word "undefined"/],
    ['Object', /the word "Object"/],
    ['Array', /the word "Array"/],
    ['[object Object]', /the word/],
    ['<id1>', /^has <…> in it/],
    ['<ID du modèle>', /^has <…> in it/],
    ['{{x}}', /^has \{\{ or \}\} in it/],
    ['{{ audience id }}', /^has \{\{/],
    ['a${{ x }}', /^has \{\{/],
    ['* a1', /^starts with a bullet/],
    ['- a1', /^starts with a bullet/],
    ['-', /^starts with a bullet/],
    ['– a1', /^starts with a bullet/],
    ['•a1', /^starts with a bullet/],
    ['•\u00a0a1', /^starts with a bullet/],
    ['a1;a2', /^has a semicolon/],
    ['YQ==;Yg==', /^has a semicolon/],
    ['a\u200bb', /^has a character that cannot be seen \(U\+200B\) at position 2\./],
    ['\ufeffa', /\(U\+FEFF\) at position 1/],
    ['a\u00adb', /\(U\+00AD\)/],
    ['a\u2060b', /\(U\+2060\)/],
    ['😀a\u00a0b', /\(U\+00A0\) at position 3/],
    ['a\u202fb', /\(U\+202F\)/],
    ['a\u202eb', /\(U\+202E\)/],
    ['a\u0007b', /\(U\+0007\)/],
    ['a1\u200d', /\(U\+200D\)/],
    ['\u200cab', /\(U\+200C\)/],
    ['1\u200d2', /\(U\+200D\)/],
    [UUID.replaceAll('-', '–'), /^is a UUID with a typographic dash \(U\+2013\)/],
    [UUID.replace('-', '‑'), /\(U\+2011\)/],
    [UUID.replace('-', '−'), /\(U\+2212\)/],
    [UUID.replace('-', '\u00ad'), /cannot be seen \(U\+00AD\)/],
    ['“a”', /^starts with a quote \(“\)/],
    ['a»', /^ends with a quote \(»\)/],
    ['« a »', /^starts with a quote \(«\)/],
    ['«\u00a0a\u00a0»', /^starts with a quote/],
    ['「a」', /^starts with a quote/],
    ['‚a‘', /^starts with a quote/],
    ['a\nb', /^has a line break or a tab/],
    ['a\tb', /^has a line break or a tab/],
    ['a\ud800', /lone surrogate/],
    ['\udc00a', /lone surrogate/],
  ])('%j', (text, why) => {
    for (const kind of KINDS) for (const form of FORMS) expect(problemWithId(text, kind, form)).toMatch(why)
  })
})

describe('the name of a secret or a variable is not an ID, except of an end user:', () => {
  test.each([
    ['secrets.WALKME_ID', '${{ secrets.WALKME_ID }}'],
    ['{{ secrets.WALKME_ID }}', '${{ secrets.WALKME_ID }}'],
    ['github.event.inputs.audience', '${{ github.event.inputs.audience }}'],
    ['vars.AUDIENCE', '${{ vars.AUDIENCE }}'],
    ['$AUDIENCE', '${{ env.AUDIENCE }}'],
    ['${AUDIENCE}', '${{ env.AUDIENCE }}'],
    ['$env:AUDIENCE', '${{ env.AUDIENCE }}'],
    ['%AUDIENCE%', '${{ env.AUDIENCE }}'],
  ])('%j', (text, expression) => {
    for (const kind of KINDS.slice(0, 3))
      expect(problemWithId(text, kind, 'line')).toBe(
        `is the name of a value, not the value. Write ${expression}.`,
      )
    if (!text.startsWith('{{')) expect(problemWithId(text, 'end-user', 'line')).toBeUndefined()
  })
})

describe('what is an end user:', () => {
  test.each(['jane.roe+walkme@example.com', "o'brien@example.com", 'o’brien@example.com', '{x}', 'a?', UUID])(
    '%j',
    (text) => {
      for (const form of FORMS) expect(problemWithId(text, 'end-user', form)).toBeUndefined()
    },
  )

  test.each(['jane@example.com', 'Jane <jane@example.com>', 'jane@x.com; joe@x.com'])(
    'an address, %j, is no audience, and it is not shown',
    (text) => {
      for (const form of FORMS)
        expect(problemWithId(text, 'audience', form)).toBe(
          'looks like an end user, because "@" is in it. Name end users in "end-users" (in a file, "endUsersIds").',
        )
    },
  )

  test.each(['Jane Roe <jane@example.com>', '<jane@example.com>'])('%j is not written as one', (text) => {
    for (const form of FORMS)
      expect(problemWithId(text, 'end-user', form)).toBe(
        'has <…> in it. Write only the address between < and >, one on each line.',
      )
  })

  test('two addresses of an e-mail are told of the brackets and the semicolon at once', () => {
    const text = 'Ada Lovelace <ada@example.com>; Grace Hopper <grace@example.com>'
    expect(problemWithId(text, 'end-user', 'line')).toMatch(/between < and >, one on each line\. A semicolon/)
    expect(problemWithId('ada@x.com; grace@x.com', 'end-user', 'line')).toMatch(/^has a semicolon/)
  })

  test.each(['*', 'all', 'Everybody', 'everyone'])('%j is nobody in particular', (text) => {
    for (const kind of ['end-user', 'audience'] as const)
      expect(problemWithId(text, kind, 'quoted')).toMatch(/^stands for everybody, .* "audiences"/)
  })
})

describe('what is copied with more around it is not an ID, except of an end user:', () => {
  test.each<[text: string, why: string]>([
    [
      `https://console.walkme.com/audiences/${UUID}?tab=1`,
      `is an address, not an ID. The ID in it is ${UUID}.`,
    ],
    [`console.walkme.com/templates/${HEX}`, `is an address, not an ID. The ID in it is ${HEX}.`],
    ['https://console.walkme.com/', 'is an address, not an ID. Copy the ID alone.'],
    [`https://x.com/${UUID}/${HEX}`, 'is an address, not an ID. Copy the ID alone.'],
    [`{${UUID}}`, `has braces around it. The ID in it is ${UUID}. Write this alone.`],
    ['{sales}', 'has braces around it. Copy the ID alone.'],
    [`${UUID}?`, `has a "?" in it, which no ID has. The ID in it is ${UUID}.`],
    ['sales?', 'has a "?" in it, which no ID has. Copy the ID alone.'],
  ])('%j', (text, why) => {
    for (const kind of KINDS.slice(0, 3))
      for (const form of FORMS) expect(problemWithId(text, kind, form)).toContain(why)
    expect(problemWithId(text, 'end-user', 'line')).toBeUndefined()
  })
})

test('the name of an audience or a template is told where its ID is', () => {
  expect(problemWithId('Everybody in sales', 'audience', 'line')).toContain('Audiences → Copy ID')
  expect(problemWithId('CRM release', 'template', 'line')).toContain('under Custom templates')
  expect(problemWithId('a b', 'system', 'line')).not.toContain('Copy ID')
})

describe('without quotes, is not an ID:', () => {
  test.each<[text: string, why: RegExp]>([
    ['a1 a2', /^has a space in it\. If these are several IDs, .*"\|".*\["a", "b"\]\.$/],
    ['a1;', /^has a semicolon/],
    ['a # sales', /^has a comment/],
    ['#a', /^has a comment/],
    ['"a"', /^starts with a quote/],
    ['`a`', /^starts with a quote/],
    ["'a'", /^starts with a quote/],
  ])('%j', (text, why) => {
    expect(problemWithId(text, 'audience', 'line')).toMatch(why)
    expect(problemWithId(text, 'audience', 'quoted')).toBeUndefined()
  })

  test('in a list with dashes, only the lines of a folded text', () => {
    expect(problemWithId('John Smith', 'end-user', 'array')).toBeUndefined()
    expect(problemWithId('a1 - a2', 'end-user', 'array')).toMatch(/^has a space/)
    expect(problemWithId(`${UUID} ${HEX}`, 'audience', 'array')).toMatch(/^has a space/)
  })
})

describe('may be an ID:', () => {
  test.each([
    UUID,
    HEX,
    '0012',
    "James'",
    'DOMAIN\\user',
    'domain/user',
    '7f/A+b=',
    'YWJj+/==',
    '-a1',
    '+4930123456',
    '*a',
    'Żółć',
    'naïve.user',
    '用户-7',
    'می\u200cخواهم',
    'क्\u200dष',
    'nullable',
    'objects',
    'array',
    'None',
    'a–b',
    'crm–europe',
    'CN=Jane;OU=Sales',
    'a<b',
    'a>b',
    'user$',
    'a.b:c',
    'secrets',
    'mysecrets.X',
    'a&b',
    '😀',
    '[]',
  ])('%j', (text) => {
    for (const kind of KINDS)
      for (const form of FORMS) expect(problemWithId(text, kind, form)).toBeUndefined()
  })
})

test('no ID is in a message, whatever is wrong with it', () => {
  for (const text of [
    'jane@x;joe@x',
    '<jane@x>',
    'jane\u200b@x',
    '“jane@x”',
    'jane@x joe@x',
    '* jane@x',
    'jane@x #',
  ])
    expect(problemWithId(text, 'end-user', 'line')).toMatch(/^(?!.*jane).+\.$/)
})

test.each([`{{${' '.repeat(100_000)}`, '<'.repeat(100_000), ';'.repeat(100_000), `a${' '.repeat(100_000)}b`])(
  'a long text takes no long time',
  (text) => {
    const began = performance.now()
    problemWithId(text, 'audience', 'line')
    expect(performance.now() - began).toBeLessThan(500)
  },
)
