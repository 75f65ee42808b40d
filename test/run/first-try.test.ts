import { describe, expect, test } from 'vitest'
import { type Diagnostics, formatDiagnostic } from '../../src/diagnostics.ts'
import { parseArray } from '../../src/inputs/array.ts'
import { parseOverrides } from '../../src/inputs/overrides.ts'
import { readNotificationFile } from '../../src/notification-file/read.ts'

type Kind = 'overrides' | 'file' | 'list'

const contexts = { github: { sha: '8b1f0d6', event: { head_commit: { message: 'Fix' } } }, env: {} }

function errorsOf(kind: Kind, source: string): string[] {
  if (kind === 'overrides') return parseOverrides(source).errors.map(({ message }) => message)
  if (kind === 'list') return parseArray(source).errors.map(({ message }) => message)
  const diagnostics: Diagnostics = []
  readNotificationFile(source, 'n.yml', contexts, diagnostics)
  return diagnostics.map(formatDiagnostic)
}

// Made up after the messages were written. `says` is what the author goes by, `fixed` is what that leads to.
const mistakes: [kind: Kind, wrong: string, says: string, fixed: string][] = [
  ['overrides', "VERSION: '4.2\nURL: x", 'is not closed. Write it at the end too', "VERSION: '4.2'\nURL: x"],
  ['overrides', "TITLE: 'Bob's release'", 'TITLE: "Bob\'s release"', 'TITLE: "Bob\'s release"'],
  [
    'overrides',
    'TITLE: The "Aurora": ready',
    'TITLE: "The \\"Aurora\\": ready"',
    'TITLE: "The \\"Aurora\\": ready"',
  ],
  ['overrides', 'RATE: %50', 'RATE: "%50"', 'RATE: "%50"'],
  ['overrides', 'VERSION; 4.2', 'VERSION: 4.2', 'VERSION: 4.2'],
  ['overrides', '##URL##:https://x', '"##URL##": "https://x"', '"##URL##": "https://x"'],
  ['overrides', 'NOTE: !important', 'Put the text in quotes if it starts with "!"', 'NOTE: "!important"'],
  ['overrides', 'TITLE: "a" + "b"', 'TITLE: "\\"a\\" + \\"b\\""', 'TITLE: "\\"a\\" + \\"b\\""'],
  ['overrides', '"A: b"', 'around the key and around the text', '"A": "b"'],
  ['overrides', 'override:\n  A: b', 'leave only what is under "override"', 'A: b'],
  ['overrides', '{"A": "b"; "C": "d"}', 'A comma was expected in place of this', '{"A": "b", "C": "d"}'],
  ['file', 'templateId t\ntitle: x', 'templateId: t', 'templateId: t\ntitle: x'],
  ['file', 'audiencesIds:\n- a\n-b', 'A space is missing after the dash: - b', 'audiencesIds:\n- a\n- b'],
  [
    'file',
    'override:\n  key: A\n  value: b',
    'begin the line of "key" with "- "',
    'override:\n  - key: A\n    value: b',
  ],
  ['file', '{"title": "C:\\data"}', 'Write \\\\ for a backslash', '{"title": "C:\\\\data"}'],
  [
    'file',
    '{"audiencesIds": ["a",, "b"]}',
    'nothing before this comma. Remove',
    '{"audiencesIds": ["a", "b"]}',
  ],
  ['file', 'audience: [a]', 'Did you mean "audiencesIds"', 'audiencesIds: [a]'],
  [
    'file',
    'title: ${{ github.sha == null ? 1 : 2 }}',
    "condition && 'one' || 'other'",
    "title: ${{ github.sha == null && '1' || '2' }}",
  ],
  ['file', 'title: ${{ format("{0}", github.sha) }}', "'{0}'", "title: ${{ format('{0}', github.sha) }}"],
  ['list', '- a\n  - b', 'Begin each item with "- ", all in the same column', '- a\n- b'],
  ['list', '["a", [b]]', 'nested value', '["a", "b"]'],
]

describe('the message is enough to fix it at the first try:', () => {
  test.for(mistakes)('%s: %j', ([kind, wrong, says, fixed]) => {
    expect(errorsOf(kind, wrong)).toEqual([expect.stringContaining(says)])
    expect(errorsOf(kind, fixed)).toEqual([])
  })
})
