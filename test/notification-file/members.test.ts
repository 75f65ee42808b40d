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
    expect(said).toEqual([expect.stringContaining('"systemId" is missing')])
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
