import { describe, expect, test } from 'vitest'
import { type Diagnostics, formatDiagnostic } from '../../src/diagnostics.ts'
import { readNotificationFile } from '../../src/notification-file/read.ts'

const contexts = { github: {}, env: { KIND: ' popup ' } }

/** What a file says, and what reading it found. */
function read(source: string) {
  const diagnostics: Diagnostics = []
  const draft = readNotificationFile(source, 'n', contexts, diagnostics)
  const said = diagnostics.map(formatDiagnostic).map((text) => text.replace(/^n, line (\d+), column /, '$1:'))
  return { draft, said }
}

describe('what belongs in a workflow is no notification:', () => {
  const cases: [source: string, what: string][] = [
    ['uses: o/r@v1', 'a step'],
    ['with: {a: b}', 'a step'],
    ['run: a\nname: b', 'a step'],
    ['- title: a\n- uses: b', 'a list of steps'],
    ['steps: [a]', 'a list of steps'],
    ['jobs: {a: b}', 'a workflow'],
  ]
  test.for(cases)('%j is %s', ([source, what]) => {
    expect(read(source)).toEqual({
      draft: undefined,
      said: [expect.stringMatching(`^1:1: This is ${what}, but the file takes only .* of the step\\.$`)],
    })
  })

  test.each(['run: a', 'name: a', 'with: a', 'jobs: a', 'steps: a', '- title: a', 'a'])(
    'but %j is something else',
    (source) => {
      expect(read(source).said.join()).not.toMatch('This is a')
    },
  )
})

describe('lines that are not indented under their name are told with it, and count as given:', () => {
  const cases: [source: string, members: string[], ...said: string[]][] = [
    [
      'templateId: x\noverride:\nA: b\nC: d\ntitle: y',
      ['override', 'templateId', 'title'],
      '3:1: Indent this line and the 1 after it by two spaces, to be under "override".',
    ],
    ['override:\nA: b', ['override'], '2:1: Indent this line by two spaces, to be under "override".'],
    ['override:', ['override'], '1:10: "override" must have lines under it, indented by two spaces.'],
    ['override: ""\nA: b', ['override'], '1:11: A placeholder', '2:1: There is no member "A".'],
    ['notification: ""', [], '1:15: "notification" must have lines under it, indented by two spaces.'],
    ['notification: x\ntitle: y', ['title'], '1:15: "notification" must have lines under it'],
    [
      'notification:\ntitle: y',
      ['title'],
      '2:1: Indent this line by two spaces, to be under "notification".',
    ],
    ['notification:\n  # a\n', [], '1:14: "notification" must have lines under it'],
    ['notification:\n  ##A##: b', [], '2:3: YAML reads this line as a comment'],
    [
      'notifcation:\n  title: x',
      ['title'],
      '1:1: There is no member "notifcation". Did you mean "notification"?',
    ],
    ['notifcation: x\ntitle: y', [], '1:1: There is no member "notifcation".'],
    ['titles: x', ['title'], '1:1: There is no member "titles". Did you mean "title"?'],
    ['colour: x', [], '1:1: There is no member "colour". The members are'],
    ['notification:\n  title: x\ntemplateId: y', ['title'], '3:1: "templateId" must be under "notification"'],
  ]
  test.for(cases)('%j', ([source, members, ...said]) => {
    const { draft, said: actual } = read(source)

    expect(actual).toEqual(said.map((text) => expect.stringContaining(text)))
    expect(Object.keys(draft ?? {}).toSorted()).toEqual(members)
  })

  test('with its place', () => {
    expect(read('override:\nA: b\ntitles: x').draft).toMatchObject({
      override: { location: { file: 'n', line: 1 } },
    })
    expect(read('titles: x').draft).toMatchObject({ title: { location: { file: 'n', line: 1, column: 1 } } })
  })
})

describe('what cannot be read was given all the same:', () => {
  const cases: [source: string, draft: object, ...said: RegExp[]][] = [
    ['notificationType: ~', { notificationType: {} }, /"notificationType" is ~/],
    ['notificationType: x', { notificationType: {} }, /^1:19: "x" is not one of/],
    ['notificationType: ${{ env.KIND }}', { notificationType: { value: 'popup' } }],
    ['override: [x]', { override: {} }, /Each item of the list/],
    ['placeholders: {A: b}', { placeholders: {} }, /^1:15: /],
    ['placeholders: [{A: b}]', { placeholders: {} }, /^1:15: /],
    ['placeholders: [{A: b}, c]', { placeholders: {} }, /^1:16: .*must be text/],
    ['placeholders: []', { placeholders: { value: [] } }],
    ['placeholders: [A]', { placeholders: { value: ['A'] } }],
    ['placeholders: [A, ""]', { placeholders: {} }, /^1:19: Item 2 of "placeholders" is empty/],
    ['placeholders:', { placeholders: {} }, /^1:1\d?: /],
    ['audiencesIds:\n- a\n  b', { audiencesIds: {} }, /^2:3: Item 1 .* goes on over several lines/],
    ['audiencesIds: [" a "]', { audiencesIds: { value: ['a'] } }],
    ['templateId: " a "', { templateId: { value: 'a' } }],
    ['systemId: [" "]', { systemId: {} }, /^1:12: Item 1 of "systemId" is empty/],
    ['systemId: x y', { systemId: {} }, /^1:11: "systemId" has a space/],
    ['audiencesIds: x {{ env.A }}', { audiencesIds: {} }, /must be a list: \["…"/],
  ]
  test.for(cases)('%j', ([source, draft, ...said]) => {
    const { draft: actual, said: found } = read(source)

    expect(found).toEqual(said.map((text) => expect.stringMatching(text)))
    expect(
      Object.fromEntries(Object.entries(actual ?? {}).map(([name, { value }]) => [name, { value }])),
    ).toEqual(draft)
    for (const { location } of Object.values(actual ?? {}))
      expect(location).toMatchObject({ file: 'n', line: expect.any(Number) })
  })
})
