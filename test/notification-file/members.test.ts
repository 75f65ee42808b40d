import { describe, expect, test } from 'vitest'
import { type Diagnostics, formatDiagnostic } from '../../src/diagnostics.ts'
import { readNotificationFile } from '../../src/notification-file/read.ts'

const contexts = { github: {}, env: { NOTHING: '' } }

/** What a file says, and what reading it found. */
function read(source: string) {
  const diagnostics: Diagnostics = []
  const draft = readNotificationFile(source, 'notify.yml', contexts, diagnostics)
  return { draft: draft ?? {}, said: diagnostics.map(formatDiagnostic) }
}

describe('systemId', () => {
  test('is one, as text', () => {
    expect(read('systemId: 0012').draft.systemId?.value).toEqual(['0012'])
  })

  test('is a list', () => {
    expect(read('systemId: [a, 0012]').draft.systemId?.value).toEqual(['a', '0012'])
  })

  test('counts as said where it cannot be read', () => {
    const { draft, said } = read('systemId: ~')

    expect(draft.systemId).toEqual({ location: expect.objectContaining({ file: 'notify.yml', line: 1 }) })
    expect(said).toEqual([expect.stringContaining('"systemId" is ~')])
  })

  test('counts as not said where nothing is left of it in this run, with a warning', () => {
    const { draft, said } = read('systemId: ${{ env.NOTHING }}')

    expect(draft).toEqual({})
    expect(said).toEqual([expect.stringContaining('"systemId" is empty in this run')])
  })
})

describe('a member without anything behind its colon is a mistake where it stands:', () => {
  test.each(['title', 'endUsersIds', 'notificationType', 'override'])('%s', (member) => {
    const { said } = read(`templateId: x\n${member}:\n`)

    expect(said).toHaveLength(1)
    expect(said[0]).toMatch(/^notify\.yml, line 2, column \d+: /)
  })
})

describe('a member that cannot be text is told by its name:', () => {
  const members = ['title', 'runtimeTitle', 'runtimeDescription', 'startAt', 'endAt', 'timeZone', 'showHours']
  test.each(members)('%s', (member) => {
    expect(read(`${member}: {a: b}`).said).toEqual([expect.stringContaining(`"${member}" must be text`)])
  })
})

describe('showHours', () => {
  const value = ['Mon-Fri 08:00-12:00', 'Mon-Thu 13:00-18:00']

  test.each([
    ['a list', 'showHours:\n  - Mon-Fri 08:00-12:00\n  - Mon-Thu 13:00-18:00'],
    ['an array', 'showHours: [Mon-Fri 08:00-12:00, Mon-Thu 13:00-18:00]'],
    ['a text with commas', 'showHours: Mon-Fri 08:00-12:00, Mon-Thu 13:00-18:00'],
    ['a text with lines', 'showHours: |\n  Mon-Fri 08:00-12:00\n  Mon-Thu 13:00-18:00'],
  ])('is %s', (_, source) => {
    expect(read(source)).toEqual({ draft: { showHours: { location: expect.anything(), value } }, said: [] })
  })

  test('counts as said where it cannot be read', () => {
    expect(read('showHours: ~').draft.showHours).toEqual({ location: expect.anything() })
  })
})

test('timeZone and showHours, in the spelling of the inputs, are told', () => {
  expect(read('time-zone: UTC').said).toEqual([expect.stringContaining('Did you mean "timeZone"?')])
  expect(read('show_hours: Mon 08:00-18:00').said).toEqual([
    expect.stringContaining('Did you mean "showHours"?'),
  ])
})

describe('what is never an ID is a mistake where it stands, and not told as missing:', () => {
  test.each<[source: string, ...said: RegExp[]]>([
    ['templateId: <ID du modèle>', /^notify\.yml, line 1, column 13: "templateId" has <…> in it/],
    ['templateId: "secrets.ID"', /"templateId" is the name of a value/],
    ['systemId: a1 a2', /"systemId" has a space in it/],
    ['systemId: >\n  a1\n  a2', /"systemId" has a space in it/],
    [
      'audiencesIds: ["<id1>","<id2>"]',
      /column 16: Item 1 of "audiencesIds" has <…>/,
      /column 24: Item 2 of/,
    ],
    ['audiencesIds:\n  - a1\n  - null-1 ; a2', /line 3, column 5: Item 2 of "audiencesIds" has a semicolon/],
    ['endUsersIds: ["jane\\u200b@example.com"]', /^(?!.*jane).*Item 1 of "endUsersIds" has .* \(U\+200B\)/],
  ])('%j', (source, ...said) => {
    const result = read(source)
    expect(result.said).toEqual(said.map((message) => expect.stringMatching(message)))
    expect(Object.keys(result.draft)).toHaveLength(1)
  })

  test('what may be one passes', () => {
    const { draft, said } = read(
      'systemId: "My system"\nendUsersIds:\n  - DOMAIN\\user\n  - John Smith\n  - $jane',
    )
    expect(said).toEqual([])
    expect(draft).toMatchObject({
      systemId: { value: ['My system'] },
      endUsersIds: { value: ['DOMAIN\\user', 'John Smith', '$jane'] },
    })
  })
})
