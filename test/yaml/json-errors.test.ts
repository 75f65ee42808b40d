import { describe, expect, test } from 'vitest'
import { parseDocument } from 'yaml'
import { type Diagnostics, formatDiagnostic } from '../../src/diagnostics.ts'
import { readNotificationFile } from '../../src/notification-file/read.ts'
import { bothForms } from '../../src/yaml/errors.ts'
import { jsonError, oddQuote, otherJsonErrors } from '../../src/yaml/json-errors.ts'
import { jsonTokens } from '../../src/yaml/json-tokens.ts'

const contexts = { github: { sha: '8b1f0d6' }, env: {} }

function errorsOf(source: string): string[] {
  const diagnostics: Diagnostics = []
  readNotificationFile(source, 'n.json', contexts, diagnostics)
  return diagnostics.map(formatDiagnostic).map((text) => text.replace(/^n\.json, line (\d+), column /, '$1:'))
}

describe('a mistake in JSON is told in its words, at its place:', () => {
  const cases: [members: string, error: RegExp][] = [
    ['"title": "x"\n"runtimeTitle": "y"', /^2:13: A comma is missing here\.$/],
    ['"audiencesIds": ["a" "b"]', /^2:21: A comma is missing here\.$/],
    ['"override": {"A": "b" "C": "d"}', /^2:22: A comma is missing here\.$/],
    ['"title": 1 "b": 2', /^2:11: A comma is missing here\.$/],
    ['"title": -1.5e3 "b": 2', /^2:16: A comma is missing here\.$/],
    ['"override": []"b": 2', /^2:15: A comma is missing here\.$/],
    ['"override": {"c": null}"b": 2', /^2:24: A comma is missing here\.$/],
    ['"endUsersIds": ["jane@x.com" "joe@x.com"]', /^2:29: A comma is missing here\.$/],
    ['"title": "x";', /^2:13: A comma was expected in place of this character/],
    ['"title" "x"', /^2:8: A colon is missing here/],
    ['"title" = "x"', /^2:8: A colon is missing here/],
    ['"title: "x"', /^2:1: The closing quote of the name that begins here is missing/],
    ['title": "x"', /^2:1: The opening quote of what begins here is missing/],
    ['"title": x"', /^2:10: The opening quote of what begins here is missing/],
    [
      '"title": "x,\n"runtimeTitle": "y"',
      /^2:10: The text that begins here has no closing quote on its line/,
    ],
    ['"title": "Fix "login" now"', /^2:15: This quote ends the text\. Write \\"/],
    ['"audiencesIds": ["a"', /^3:1: This } does not close the \[ of line 2\. Write ] first/],
    ['"audiencesIds": ["a"}', /^2:21: This } does not close the \[ of line 2/],
    ['"audiencesIds": ["a"]]', /^2:22: This ] closes nothing\. Remove it/],
    ['"title": "x",,\n"runtimeTitle": "y"', /^2:13: There is nothing before this comma/],
    ['"title": null', /^2:10: "title" is null, which is no text/],
    ['"endUsersIds": ["jane@x.com"], "title": null', /^2:41: "title" is null, which is no text/],
    ['"title": "x" // c', /^2:14: JSON has no comments\. Remove this one, or/],
    ['"title": "x", /* c */ // d\n// e', /^2:15: JSON has no comments\. Remove this one and 2 more, or/],
    ['" title": "x"', /^2:1: There is no member " title"\. There is a space in the name\. Write "title"/],
    ['"title”: “x"', /^2:1: .* There is a typographic quote in it\. Write "title"/],
    ['“title”: “x”', /^2:1: Typographic quotes \(“ ”\) .*"title": "x"/s],
    ['"title": "x”', /^2:10: Typographic quotes \(”\) .*"title": "x"/s],
    ['"title": “a "b" c”', /^2:10: Typographic quotes/],
    ['"title":\u00a0"x"', /^2:9: A no-break space stands here.*"title": "x"/s],
    ['"title": «\u00a0x\u202f»', /^2:10: Typographic quotes \(« »\) .*"title": "x"/s],
  ]
  test.for(cases)('%j', ([members, error]) => {
    expect(errorsOf(`{"templateId": "t",\n${members}\n}`)).toEqual([expect.stringMatching(error)])
  })

  test('an end too early, too late, and what comes behind it', () => {
    expect(errorsOf('{"title": "x"')).toEqual(['1:1: This { is never closed. Write } where it ends.'])
    expect(errorsOf('{"title": "x"}}')).toEqual(['1:15: This } closes nothing. Remove it.'])
    expect(errorsOf('{"title": "x"} {"a": 1}')).toEqual([expect.stringMatching(/^1:16: The JSON has ended/)])
  })

  test('nothing of people is shown, and of IDs only that they are there', () => {
    const said = errorsOf('{\n"endUsersIds": [“jane@x.com”, « joe »],\n"recipients": "kim@x.com"\n}').join()

    expect(said).toContain('"endUsersIds": [\n    "<end user>",\n    "<end user>"\n  ]')
    expect(said).not.toMatch(/jane|joe|kim/)
  })
})

describe('what follows from a name is not told beside it:', () => {
  const cases: [source: string, ...errors: string[]][] = [
    [
      'override:\nVERSION: 4.2\nURL: x\ntitle: y',
      '2:1: Indent this line and the 1 after it by two spaces, to be under "override".',
    ],
    ['notification:\ntemplateId: x', '2:1: Indent this line by two spaces, to be under "notification".'],
    ['notifcation:\n  templateId: x', '1:1: There is no member "notifcation". Did you mean "notification"?'],
    [
      'audiencesIds:\n  a\n  b',
      '2:3: "audiencesIds" must be a list: ["…", "…"], or a line with "- " and a space for each item.',
    ],
    [
      'override: |\n  A: b',
      '1:11: A placeholder and its text were expected on each line, as in VERSION: 4.2. This is one text, because of the "|" or ">" before it. Remove it.',
    ],
    [
      'title: v${{ github.sha }}\nruntimeTitle: v{{ github.sha }}',
      '2:16: This is not an expression, and people would read it as it is. Write ${{ and }} around it: ${{ github.sha }}',
    ],
    [
      'title: $GITHUB_SHA',
      '1:8: This is not an expression, and people would read it as it is. Write ${{ and }} around it: ${{ env.GITHUB_SHA }}',
    ],
    ['title: ${{ github.sha || "none" }}', "1:26: A text in an expression needs single quotes: 'none'"],
    ['title: ${{ gihub.sha }}', '1:12: There is no context "gihub". Did you mean github?'],
  ]
  test.for(cases)('%j', ([source, ...errors]) => {
    expect(errorsOf(source)).toEqual(errors)
  })
})

describe('the first piece of JSON that is not where it can be is told, by its offset:', () => {
  const open = 'The text that begins here has no closing quote'
  const nothing = 'There is nothing before this comma'
  const colon = 'This colon does not belong here.'
  const name = 'A name in quotes was expected here'
  const inside = 'This quote ends the text.'
  const cases: [source: string, offset: number, message: string][] = [
    ['{"a": : 1}', 6, colon],
    ['{"a"\n: 1, : 2}', 10, colon],
    ['{"a": ["x", "b": 2]}', 15, colon],
    ['{"a": "b\nc": 1}', 6, open],
    ['{"a": "b\nc",,}', 6, open],
    ['{"a": "b\nc"}}', 6, open],
    ['{"a": "b\nc"', 6, open],
    ['{"a": ["b\nc", "d\ne" "f"]}', 7, open],
    ['{"a": "x\ny", {"b": 1}}', 6, open],
    ['"b', 0, open],
    ['{"a": “b\n}', 6, open],
    ['{"a": "x", {"b": 1}}', 11, name],
    ['{"a": 1, [1]}', 9, name],
    ['{"a", 1}', 4, nothing],
    ['{"a": ,}', 4, nothing],
    ['{, "a": 1}', 0, nothing],
    ['{"a": 1,, "b": 2}', 7, nothing],
    [',', 0, nothing],
    ['["a" "b"]', 4, 'A comma is missing here.'],
    ['[1, {"a": 1}, 2, "b"\n3]', 20, 'A comma is missing here.'],
    ['{"a": /* b */ "c" /* d */ "e": 2}', 17, 'A comma is missing here.'],
    ['{"a": {} "b"}', 8, 'A comma is missing here.'],
    ['{"a": ["b" ["c"]]}', 10, 'A comma is missing here.'],
    ['[[1][2]]', 4, 'A comma is missing here.'],
    ['{"a" 1}', 4, 'A colon is missing here'],
    ['{"a" {}}', 4, 'A colon is missing here'],
    ['"a" "b"', 4, 'The JSON has ended before this.'],
    ['{"a": 1}"b"', 8, 'The JSON has ended before this.'],
    ['["a"}', 4, 'This } closes nothing.'],
    ['[}', 1, 'This } closes nothing.'],
    ['{]', 1, 'This ] closes nothing.'],
    ['[[1]]]', 5, 'This ] closes nothing.'],
    ['{"a": ["b"\n}', 11, 'This } does not close the [ of line 7. Write ] first.'],
    ['[{"a": 1]', 8, 'This ] does not close the { of line 7. Write } first.'],
    ['[{"a": 1}', 0, 'This [ is never closed. Write ] where it ends.'],
    ['{"a": "b".}', 9, 'A comma was expected in place of this character.'],
    ['{"a": "b";"c": 1}', 9, 'A comma was expected in place of this character.'],
    ['{"a": "b"x;}', 8, inside],
    ['{"a": "b"c"d": 1}', 8, inside],
    ['{"a": "b"[1]}', 8, inside],
    ['{"a b: "c"}', 7, inside],
    ['{"a:b": "x:y"z}', 12, inside],
    ['{"a": "(b:"c"}', 10, inside],
    ["{'a: 'c'}", 1, 'The closing quote of the name that begins here is missing'],
    ['{"a :  "c"}', 1, 'The closing quote of the name that begins here is missing'],
    ['{"  a:"c"}', 1, 'The closing quote of the name that begins here is missing'],
    ['{"a": x "y"}', 6, 'The opening quote of what begins here is missing.'],
  ]
  test.for(cases)('%j', ([source, offset, message]) => {
    const error = jsonError(source, jsonTokens(source), () => 7)

    expect([error?.offset, bothForms(error?.message ?? '').message]).toEqual([
      offset,
      expect.stringContaining(message),
    ])
  })

  test.each(['', '// a', '"a"', '[1, {"a": 1,}, [], {}]', '{"a": [{"b": {}}, {}], "c": [[]]}'])(
    'but nothing in %j',
    (source) => {
      expect(jsonError(source, jsonTokens(source), () => 7)).toBeUndefined()
    },
  )
})

test('a text without quotes that has one at its end has lost the other', () => {
  const offsets = (source: string) => oddQuote(parseDocument(source)).map(({ offset }) => offset)

  expect(offsets('[a", b c", "d\\"", e"f, g "h", i "j" k"]')).toEqual([1, 5, 30])
})

describe('what is wrong inside a piece of JSON is told as that:', () => {
  test.each([
    ['{"a": "x\\d"}', '1:9: A backslash begins an escape. Write \\\\ for a backslash.'],
    ['{"a": @b}', '1:7: This is not valid JSON (Plain value cannot start with reserved character @).'],
  ])('%j', (source, error) => {
    expect(errorsOf(source)).toEqual([error])
  })

  test('on one line, and not if there is nothing', () => {
    const { errors } = parseDocument('{a: @b}')
    for (const error of errors) error.message = 'a \n\n b'

    expect(otherJsonErrors(errors)).toEqual([{ offset: 4, message: 'This is not valid JSON (a b).' }])
    expect(otherJsonErrors([])).toEqual([])
  })
})
