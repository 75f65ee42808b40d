import { expect, test } from 'vitest'
import { type Diagnostics, formatDiagnostic } from '../../src/diagnostics.ts'
import { rejectSecrets } from '../../src/notification/secret-texts.ts'

/** What is said of a title and a text for a placeholder, where this is a secret. */
function said(secret: string, title: string, text = ''): string[] {
  const diagnostics: Diagnostics = []
  const draft = {
    title: { location: { input: 'title' }, value: title },
    override: {
      location: { input: 'overrides' },
      value: [{ key: 'A', value: text, location: { input: 'overrides', line: 2 } }],
    },
  }
  rejectSecrets(draft, [{ what: 'the client secret', value: secret, derived: [] }], diagnostics)
  return diagnostics.map(formatDiagnostic)
}

test('a text with a secret of eight characters or more is refused, where it was given', () => {
  const message =
    'The text contains the client secret, and people would read it. Remove it. If others could already see it, replace it by a new one.'

  expect(said('S3cr3t!8', 'Use S3cr3t!8 now')).toEqual([`title: ${message}`])
  expect(said('S3cr3t!8', 'Title', 'S3cr3t!8')).toEqual([`overrides, line 2: ${message}`])
  expect(said('S3cr3t7', 'Use S3cr3t7 now')).toEqual([])
})
