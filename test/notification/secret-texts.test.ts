import { describe, expect, test } from 'vitest'
import type { Diagnostics } from '../../src/diagnostics.ts'
import type { Secret } from '../../src/inputs/secrets.ts'
import type { Draft } from '../../src/notification/draft.ts'
import { rejectSecrets } from '../../src/notification/secret-texts.ts'

/** What is refused in a draft, with these secrets. */
function refused(draft: Draft, ...secrets: (Partial<Secret> & { value: string })[]): Diagnostics {
  const diagnostics: Diagnostics = []
  const known = secrets.map((secret) => ({ what: 'the password', derived: [], ...secret }))
  rejectSecrets(draft, known, diagnostics)
  return diagnostics
}

const title = (value: string): Draft => ({ title: { location: { input: 'title' }, value } })
const text = (input: string, value: string) => ({ location: { input }, value })

test('a secret is refused at the place of the text, by what it is', () => {
  const secrets = [{ value: 'unused-one' }, { what: 'the value of "client-secret"', value: 'hush-hush' }]

  expect(refused(title('a hush-hush b'), ...secrets)).toEqual([
    {
      level: 'error',
      location: { input: 'title' },
      message:
        'The text contains the value of "client-secret", and people would read it. Remove it. ' +
        'If others could already see it, replace it by a new one.',
    },
  ])
})

test('every text that people read is searched', () => {
  const pair = (line: number, key: string, value: string) => ({
    ...{ key, value },
    location: { input: 'overrides', line },
  })
  const draft: Draft = {
    ...title('hush-hush'),
    runtimeTitle: text('runtime-title', 'hush-hush'),
    runtimeDescription: text('runtime-description', 'hush-hush'),
    templateId: text('template-id', 'hush-hush'),
    override: {
      location: { input: 'overrides' },
      value: [
        pair(1, 'hush-hush', 'b'),
        pair(2, 'a', 'b'),
        pair(3, 'a', 'hush-hush'),
        pair(4, 'hush-', 'hush'),
      ],
    },
  }

  expect(refused(draft, { value: 'hush-hush' }).map(({ location }) => location)).toEqual([
    { input: 'title' },
    { input: 'runtime-title' },
    { input: 'runtime-description' },
    { input: 'overrides', line: 1 },
    { input: 'overrides', line: 3 },
  ])
})

describe('a text holds a secret', () => {
  test.each<[what: string, text: string, secret: Partial<Secret> & { value: string }]>([
    ['of eight characters', 'eight-ch', { value: 'eight-ch' }],
    ['that is encoded', 'a%20secret', { value: 'a secret' }],
    ['of which one line is in the text', 'see line-two', { value: 'line-one\nline-two' }],
    ['in a derived form', 'Basic aWQ6', { value: 'hush-hush', derived: ['aWQ6'] }],
  ])('%s', (_, text, secret) => expect(refused(title(text), secret)).toHaveLength(1))

  test.each<[what: string, draft: Draft, value: string]>([
    ['not if that has seven characters', title('seven-c'), 'seven-c'],
    ['not if it has a part of it only', title('hush-hus'), 'hush-hush'],
    ['not if the text could not be read', { title: { location: { input: 'title' } } }, 'hush-hush'],
    ['not if there is none', {}, 'hush-hush'],
  ])('%s', (_, draft, value) => expect(refused(draft, { value })).toEqual([]))
})
