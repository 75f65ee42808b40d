import { describe, expect, test } from 'vitest'
import { type Diagnostics, formatDiagnostic } from '../../src/diagnostics.ts'
import { readNotificationFile } from '../../src/notification-file/read.ts'

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
