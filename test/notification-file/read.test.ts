import * as files from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Diagnostics, errorsIn, formatDiagnostic } from '../../src/diagnostics.ts'
import { readDraft, readNotificationFile } from '../../src/notification-file/read.ts'

const contexts = { github: { sha: '8b1f0d6', event: { message: 'a\nb: "c"', empty: '' } }, env: {} }

/** What a file says, member by member, and every finding as a sentence. */
function read(source: string) {
  const diagnostics: Diagnostics = []
  const draft = readNotificationFile(source, 'notify.yml', contexts, diagnostics)
  const said = Object.entries(draft ?? {}).map(([member, { value }]) => [member, value])
  return { said: Object.fromEntries(said), found: diagnostics, sentences: diagnostics.map(formatDiagnostic) }
}

describe('what a file says is read as it was typed:', () => {
  const cases: [what: string, source: string, said: object][] = [
    [
      'YAML at the top',
      'templateId: 0012\nruntimeTitle: 1.10\ntitle: no',
      { templateId: '0012', runtimeTitle: '1.10', title: 'no' },
    ],
    [
      'YAML under notification',
      'notification:\n  templateId: a\n  startAt: 2026-12-24',
      { templateId: 'a', startAt: '2026-12-24' },
    ],
    ['one system', 'systemId: 0012', { systemId: ['0012'] }],
    ['several systems', 'systemId: [a, b]', { systemId: ['a', 'b'] }],
    [
      'lists',
      'audiencesIds:\n  - 0012\n  - a b\nendUsersIds: ["x,y"]',
      { audiencesIds: ['0012', 'a b'], endUsersIds: ['x,y'] },
    ],
    ['Push', 'notificationType: Push', { notificationType: 'push' }],
    ['a block', 'runtimeDescription: |\n  one\n  two\n', { runtimeDescription: 'one\ntwo' }],
    ['an expression', 'runtimeTitle: Now at ${{ github.sha }}', { runtimeTitle: 'Now at 8b1f0d6' }],
    [
      'an expression whose value has YAML in it',
      'runtimeTitle: ${{ github.event.message }}',
      { runtimeTitle: 'a\nb: "c"' },
    ],
    ['an empty text, as nothing', 'title: ""\nnotificationType: ""', {}],
    ['the schema of JSON', '{"$schema": "../x.json", "templateId": "a"}', { templateId: 'a' }],
    [
      'tabs and trailing commas in JSON',
      '{\n\t"templateId": "a",\n\t"audiencesIds": [\n\t\t"b",\n\t],\n}',
      { templateId: 'a', audiencesIds: ['b'] },
    ],
    ['escapes in JSON', '{"title": "\\ud83d\\ude00 \\u00e9 \\/ \\"x\\""}', { title: '😀 é / "x"' }],
    [
      'a link in JSON',
      '{"title": "http://example.com // no comment"}',
      { title: 'http://example.com // no comment' },
    ],
  ]
  for (const [what, source, said] of cases) {
    test(what, () => {
      const { sentences, said: actual } = read(source)
      expect(sentences).toEqual([])
      expect(actual).toEqual(said)
    })
  }

  test("the article's own sample, pasted unchanged", () => {
    const sample = `{
  "notification": {
    "systemId": "bcf4c7f5682b4aa6875a0fc9bdfa21ca",
    "templateId": "1e5afe51-2d2a-4b22-a60a-cf2d6c01d726",
    "endUsersIds": ["name@email.com"],
    "runtimeTitle": "API Test 3",
    "notificationType": "Push",
    "override": [{ "key": "URL", "value": "www.someurl.com" }]
  }
}`
    const { said, sentences } = read(sample)
    expect(sentences).toEqual([])
    expect(said).toMatchObject({
      endUsersIds: ['name@email.com'],
      notificationType: 'push',
      override: [{ key: 'URL', value: 'www.someurl.com', location: { file: 'notify.yml', line: 8 } }],
    })
  })

  test('override as a mapping, with expressions in its values only', () => {
    const { said } = read('override:\n  "##URL##": https://example.com/${{ github.sha }}\n  VERSION: 1.10')
    expect(said['override']).toMatchObject([
      { key: '##URL##', value: 'https://example.com/8b1f0d6' },
      { key: 'VERSION', value: '1.10' },
    ])
  })
})

describe('every mistake is told at its place:', () => {
  const cases: [source: string, ...sentences: RegExp[]][] = [
    [
      'audienceIds: [a]',
      /^notify\.yml, line 1, column 1: There is no member "audienceIds"\. Did you mean "audiencesIds"\?/,
    ],
    ['overrides:\n  A: b', /Did you mean "override"\?/],
    ['template-id: a', /Did you mean "templateId"\?/],
    ['end-users: [a]', /Did you mean "endUsersIds"\?/],
    ['colour: red', /There is no member "colour"\. The members are systemId, templateId/],
    ['notification:\n  templateId: a\ntitle: b', /line 3, column 1: "title" must be under "notification"/],
    ['templateId:', /line 1, column 12: "templateId" is missing/],
    ['templateId: [a]', /line 1, column 13: "templateId" must be text/],
    ['audiencesIds: a', /line 1, column 15: "audiencesIds" must be a list/],
    ['audiencesIds: [a, ""]', /line 1, column 19: Item 2 of "audiencesIds" is empty/],
    ['notificationType: banner', /line 1, column 19: "banner" is not one of "push", "popup"/],
    ['override: [x]', /line 1, column 12: Each item of the list must be a key and a value/],
    ['override: x', /line 1, column 11: A placeholder and its text/],
    ['title: a # b', /line 1, column 10: YAML reads everything from " #"/],
    ['override:\n  ##URL##: x', /line 2, column 3: .*"##URL##": "x"/],
    ['title: “x”', /line 1, column 8: Typographic quotes/],
    ['title: “x” y', /line 1, column 8: "title" starts with a typographic quote/],
    [
      'templateId: {{ github.a }} x\nruntimeTitle: At {{ github.sha }}\n# {{ env.A }}\ntitle: "{{ secrets.X }}"',
      /line 1, column 13: An expression begins with/,
      /line 2, column 18: .* around it: \$\{\{ github\.sha }}$/,
      /line 4, column 9: "secrets" is not visible/,
    ],
    [
      'audiencesIds: {{ env.A }}\nruntimeTitle: At {{ github.sha }}',
      /line 1, column 15: "audiencesIds" must be a list, and an expression begins with \$\{\{\. Write \["\$\{\{ env\.A }}"\]\.$/,
      /line 2, column 18: .* around it/,
    ],
    ['title: Of {{ vars.X }}', /line 1, column 11: "vars" is not visible/],
    ['title: *x', /line 1, column 8: An alias/],
    ['- a', /line 1, column 1: A notification was expected/],
    ['{"title": "a", // comment\n"templateId": "b"}', /line 1, column 16: JSON has no comments/],
    ['title: ${{ secrets.X }}', /line 1, column 12: "secrets" is not visible/],
    ['title: a ${{ github.sha ] }} b', /line 1, column 25: "]" is no part of/],
    ['title: "x ${{ github.event.nope }}"', /line 1, column 15: .*is empty: there is no such value/],
    ['runtimeDescription: |\n  one\n  two ${{ vars.X }}', /line 3, column 11: "vars" is not visible/],
    ['override:\n  - key: A\n    value: ${{ needs.x }}', /line 3, column 16: "needs" is not visible/],
  ]
  for (const [source, ...expected] of cases) {
    test(JSON.stringify(source), () => {
      const { sentences } = read(source)
      expect(sentences.filter((text) => expected.some((message) => message.test(text)))).toHaveLength(
        expected.length,
      )
      expect(sentences[0]).toMatch(expected[0] ?? /^$/)
    })
  }

  test('all at once, in the order of the file, with where each ends', () => {
    const { found } = read('audienceIds: [a]\ntitle: ${{ vars.X }}\nnotificationType: banner')
    expect(errorsIn(found).map(({ location }) => location)).toEqual([
      { file: 'notify.yml', line: 1, column: 1, endLine: 1, endColumn: 12 },
      { file: 'notify.yml', line: 2, column: 12, endLine: 2, endColumn: 19 },
      { file: 'notify.yml', line: 3, column: 19, endLine: 3, endColumn: 25 },
    ])
  })
})

test('an expression that leaves nothing is a warning, and the member is left out', () => {
  const { said, found } = read('title: ${{ github.event.empty }}\ntemplateId: a')

  expect(said).toEqual({ templateId: 'a' })
  expect(found).toMatchObject([
    { level: 'warning', message: expect.stringMatching(/"title" is empty in this run/) },
  ])
})

test('many expressions in one file cannot fill memory', () => {
  const long = { ...contexts, env: { LONG: 'x'.repeat(100_000) } }
  const source = `override:\n${Array.from({ length: 500 }, (_, index) => `  K${index}: \${{ env.LONG }}`).join('\n')}`
  const diagnostics: Diagnostics = []
  readNotificationFile(source, 'notify.yml', long, diagnostics)

  expect(diagnostics.map(formatDiagnostic)).toEqual([
    expect.stringMatching(/line 12, .*the file has more than 1048576 characters\.$/),
  ])
})

test('a list of which no item can be read was given all the same', () => {
  for (const item of ['{{ env.A }}', '"{{ env.A }}"', '${{ env.A }}'])
    expect(read(`audiencesIds:\n  - ${item}`).said).toEqual({ audiencesIds: undefined })
  expect(read('audiencesIds: []').said).toEqual({ audiencesIds: [] })
})

test('what was dropped may be an override or a placeholder, so that neither counts as missing', () => {
  const members = 'override: {A: b}\nplaceholders: [A]\ntemplateId: x'
  expect(read(members).said).toMatchObject({ override: [{}], placeholders: ['A'] })
  expect(read(`${members} # y`).said).toEqual({ templateId: 'x' })

  const long = { ...contexts, env: { LONG: 'x'.repeat(200_000) } }
  const hours = Array.from({ length: 6 }, () => '- ${{ env.LONG }}').join('\n')
  const draft = readNotificationFile(`${members}\nshowHours:\n${hours}`, 'n', long, [])
  expect(draft).toMatchObject({ override: {}, placeholders: {}, templateId: { value: 'x' } })
  expect(draft?.override?.value ?? draft?.placeholders?.value).toBeUndefined()
})

test('what is meant as an expression is told on each line of a file that is no YAML, but not in comments', () => {
  const lines = [
    'title: "{{ env.A }}',
    '# {{ env.A }}',
    '  # {{ env.A }}',
    'startAt: a#{{ env.A }}',
    'endAt: a"b',
  ]

  expect(read(lines.join('\n')).sentences).toEqual([
    expect.stringMatching(/^notify\.yml, line 1, column 8: The quote .* is not closed/),
    expect.stringMatching(/^notify\.yml, line 4, column 12: This is not an expression/),
  ])
})

test('a place without an end has none', () => {
  expect(Object.keys(read('title: a # b').found[0]?.location ?? {})).toEqual(['file', 'line', 'column'])
})

describe('the file of a run', () => {
  const readIn = async (path: string, environment: Record<string, string> = {}, isDryRun = false) => {
    const directory = await files.mkdtemp(join(tmpdir(), 'walkme-draft-'))
    await files.mkdir(join(directory, 'a'))
    await files.writeFile(
      join(directory, 'n.yml'),
      'title: ${{ github.event.a }}${{ github.sha }}\ncolour: x',
    )
    await files.writeFile(join(directory, 'event.json'), '{"a": "b"}')
    const diagnostics: Diagnostics = []
    const run = {
      GITHUB_WORKSPACE: directory,
      GITHUB_EVENT_PATH: join(directory, 'event.json'),
      GITHUB_SHA: 'c',
    }
    const draft = await readDraft(
      path,
      { environment: { ...run, ...environment }, files, isDryRun },
      diagnostics,
    )
    await files.rm(directory, { recursive: true })
    return { title: draft?.title?.value, said: diagnostics.map(formatDiagnostic) }
  }

  test('is filled in from its event, and its mistakes are told with its path in the repository', async () => {
    expect(await readIn('./a/../n.yml')).toEqual({
      title: 'bc',
      said: [expect.stringMatching(/^n\.yml, line 2, column 1: There is no member "colour"/)],
    })
  })

  test('is a mistake of the input if it cannot be read', async () => {
    expect(await readIn('b.yml')).toEqual({
      title: undefined,
      said: [expect.stringMatching(/^notification-file: There is no file "b\.yml"/)],
    })
  })

  test('is read in a dry run only if it may be a stranger’s', async () => {
    const environment = { GITHUB_EVENT_NAME: 'pull_request_target' }

    expect(await readIn('n.yml', environment)).toEqual({
      title: undefined,
      said: [expect.stringMatching(/^notification-file: On pull_request_target the file may come from/)],
    })
    expect((await readIn('n.yml', environment, true)).title).toBe('bc')
  })
})
