import { describe, expect, test } from 'vitest'
import { type Diagnostics, formatDiagnostic } from '../../src/diagnostics.ts'
import { checkPlaceholders } from '../../src/notification/placeholders.ts'

/** What is said of texts, one a line, for the placeholders of a template. */
function said(keys: string[] | undefined, placeholders: string[]): string[] {
  const diagnostics: Diagnostics = []
  const value = keys?.map((key, index) => ({
    key,
    value: 'x',
    location: { input: 'overrides', line: index + 1, column: 1 },
  }))
  const override = value && { location: { input: 'overrides' }, value }
  const location = { input: 'placeholders' }
  checkPlaceholders(override, { location, value: placeholders }, diagnostics)
  return diagnostics.map(formatDiagnostic)
}

const line = (number: number, message: string) => `overrides, line ${number}, column 1: ${message}`
const noText = (name: string) =>
  `The placeholder ${JSON.stringify(name)} has no text, so people would read it as it is. Give its text in ` +
  '"overrides" (in a file, "override"), or remove it from "placeholders" if the template does not have it.'

test('texts for every placeholder and no other are right, in any order', () => {
  expect(said(['##URL##', '###VERSION###'], ['###VERSION###', '##URL##'])).toEqual([])
  expect(said(undefined, [])).toEqual([])
  expect(said([], [])).toEqual([])
})

test('a misspelt key is one mistake, on its line, that names the placeholder without a text', () => {
  expect(said(['URL', 'VERSOIN'], ['VERSION', 'URL'])).toEqual([
    line(2, 'The template has no placeholder "VERSOIN", and "VERSION" has no text. Did you mean "VERSION"?'),
  ])
  expect(said(['version'], ['VERSION'])).toEqual([
    line(1, 'The template has no placeholder "version", and "VERSION" has no text. Did you mean "VERSION"?'),
  ])
})

test('of several names that are near, the nearest is named', () => {
  expect(said(['URL3'], ['URLS2', 'URL2'])[0]).toContain('Did you mean "URL2"?')
  expect(said(['URL2', 'URL'], ['URL', 'URL3'])[0]).toContain('Did you mean "URL3"?')
  expect(said(['ULR'], ['SUMMARY', 'URL'])[0]).toContain('Did you mean "URL"?')
})

describe('a difference in hashes alone is said to be that:', () => {
  const cases = [
    ['VERSION', '###VERSION###'],
    ['##VERSION##', '###VERSION###'],
    ['##VERSION#', '##VERSION##'],
  ]
  for (const [key = '', name = ''] of cases) {
    test(`${key} for ${name}`, () => {
      const message = `The template has the placeholder "${name}", not "${key}": only the hashes are different. Write it with the template's hashes.`
      expect(said([key], [name])).toEqual([line(1, message)])
    })
  }

  test('before any other name that is near', () => {
    expect(said(['VERSION'], ['VERSIONS', '##VERSION##'])[0]).toContain('only the hashes are different')
  })

  test('also if the right one has a text', () => {
    expect(said(['URL', '##URL##'], ['##URL##'])).toEqual([
      line(
        1,
        'The template has the placeholder "##URL##", not "URL": only the hashes are different, but "##URL##" has a text already. Remove one of the two.',
      ),
    ])
  })
})

describe('which spelling is right only the template knows, and both are named once:', () => {
  test('where the texts have the hashes, at the placeholders', () => {
    expect(said(['###VERSION###', '##URL##'], ['VERSION', 'URL'])).toEqual([
      'placeholders: Only the hashes are different: "placeholders" has "VERSION", "URL", the texts (from line 1 on) have ' +
        '"###VERSION###", "##URL##". Write both as the template has them. If it has the hashes, write them in "placeholders" ' +
        'too: ["###VERSION###", "##URL##"].',
    ])
    expect(said(['OK', '###VERSION###'], ['OK', 'VERSION'])).toEqual([
      expect.stringMatching(
        /^placeholders: .* has "VERSION", the texts \(from line 2 on\) have "###VERSION###"\./,
      ),
    ])
  })

  test('where the placeholders have them, at the texts', () => {
    expect(said(['VERSION', 'URL'], ['###VERSION###', '##URL##'])).toEqual([
      line(
        1,
        'Only the hashes are different: "placeholders" has "###VERSION###", "##URL##", the texts (from line 1 on) have ' +
          '"VERSION", "URL". Write both as the template has them. If it has the hashes, write them in the keys of the texts ' +
          'too: "###VERSION###", "##URL##".',
      ),
    ])
  })

  test.each([
    [20, false],
    [21, true],
  ])('of %i, twenty are listed', (count, isCut) => {
    const names = Array.from({ length: count }, (_, index) => `K${index}`)
    const [message = '', ...more] = said(
      names.map((name) => `#${name}#`),
      names,
    )

    expect(more).toEqual([])
    expect(message.includes('"K19", …')).toBe(isCut)
    expect(message).not.toContain('"K20"')
  })

  test('and each placeholder is meant by one text', () => {
    expect(said(['#A#', '##A##'], ['A'])).toHaveLength(2)
  })

  test('and what is wrong besides is told too', () => {
    const [hashes, ...more] = said(['###A###', '##B##', 'NOTE', 'TITEL'], ['A', 'B', 'TITLE', 'DEADLINE'])

    expect(hashes).toMatch(/^placeholders: Only the hashes/)
    expect(more).toEqual([
      expect.stringMatching(/no placeholder "NOTE"/),
      expect.stringMatching(/Did you mean "TITLE"/),
      `overrides: ${noText('DEADLINE')}`,
    ])
  })
})

test('names of more than fifty characters are not compared', () => {
  const isSuggested = (key: number, name: number) =>
    said([`${'a'.repeat(key - 1)}b`], ['a'.repeat(name)])
      .join()
      .includes('Did you mean')

  expect([isSuggested(50, 50), isSuggested(51, 50), isSuggested(50, 51)]).toEqual([true, false, false])
})

test('a text that is missing is told at the texts, or at the list if there are none', () => {
  expect(said(['URL'], ['URL', '###VERSION###'])).toEqual([`overrides: ${noText('###VERSION###')}`])
  expect(said(undefined, ['A', 'B'])).toEqual([
    `placeholders: ${noText('A')}`,
    `placeholders: ${noText('B')}`,
  ])
})

test('a text for no placeholder is told on its line', () => {
  const unknown = 'Remove this text, or add the placeholder to "placeholders".'
  expect(said(['NOTE'], [])).toEqual([line(1, `The template has no placeholder "NOTE". ${unknown}`)])
  expect(said(['URL', 'URL2'], ['URL'])).toEqual([
    line(
      2,
      'The template has no placeholder "URL2". The nearest is "URL", but "URL" has a text already. Remove one of the two.',
    ),
  ])
})

test('keys are compared to the letter', () => {
  for (const [key, name] of [
    ['URL', 'url'],
    ['MY_URL', 'MY-URL'],
    [' URL', 'URL'],
    ['\u00e9', 'e\u0301'],
  ])
    expect(said([key ?? ''], [name ?? '']).length).toBeGreaterThan(0)
})

test('names of hashes only, of one letter and those of Object are names like any other', () => {
  expect(said(['##'], ['###'])).toHaveLength(2)
  expect(said(['A'], ['B'])).toHaveLength(2)
  expect(said(['__proto__'], ['constructor'])).toHaveLength(2)
})

test('there are 200 at most, and a repeated one counts once', () => {
  const names = Array.from({ length: 200 }, (_, index) => `K${index}`)

  expect(said(names, [...names, 'K0'])).toEqual(['placeholders: One item is listed twice and counted once.'])
  expect(said(names, [...names, 'K200'])).toEqual([
    'placeholders: There are 201 placeholders. The maximum is 200.',
  ])
})

test('what could not be read is not compared', () => {
  const diagnostics: Diagnostics = []
  const location = { input: 'overrides' }
  checkPlaceholders({ location }, { location, value: ['A'] }, diagnostics)
  checkPlaceholders({ location, value: [{ key: 'A', value: '', location }] }, { location }, diagnostics)

  expect(diagnostics).toEqual([])
})

test('100,000 misspelt keys of any length take no time to speak of', () => {
  const names = Array.from({ length: 200 }, (_, index) => `${index}${'a'.repeat(45)}`)
  const keys = Array.from({ length: 100_000 }, (_, index) => `${'a'.repeat(45)}${index}`)
  const began = performance.now()

  expect(said([...keys, 'b'.repeat(1_000_000)], names).length).toBeGreaterThan(100_000)
  expect(performance.now() - began).toBeLessThan(3_000)
})
