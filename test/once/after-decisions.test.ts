import { describe, expect, test } from 'vitest'
import { type AfterDecision, decideAfter } from '../../src/once/after-decisions.ts'
import type { RecordState } from '../../src/once/read-record.ts'
import type { Entry } from '../../src/once/record.ts'
import { bodiesFor, recordOf } from './bodies.ts'

const context = { key: 'open', runsUrl: 'https://github.com/octo-org/crm/actions/runs/' }

const found = (systems: Record<string, Entry['outcome']>, isAlive = false): RecordState => ({
  kind: 'record',
  sha: 'sha',
  tree: 'tree',
  record: recordOf(systems),
  isAlive,
})

function decision(systemId: string, state: RecordState): AfterDecision {
  const [body = { notification: { templateId: 'template' } }] = bodiesFor(systemId)
  return decideAfter(body, state, context)
}

/** The decision in a word. */
function word(one: AfterDecision): string {
  return one.kind === 'settled'
    ? `${one.result.outcome}${one.result.isLeftOut ? ', left out' : ''}`
    : one.kind
}

/** Why it is not sent. */
function reason(one: AfterDecision): string {
  return one.kind === 'settled' ? one.result.reason : ''
}

describe('by the record of after-key', () => {
  const cases: [systemId: string, state: RecordState, decision: string, reason: RegExp][] = [
    ['a', found({ a: 'sent' }), 'heard', /^$/],
    ['A', found({ a: 'uncertain' }), 'heard', /^$/],
    ['a', found({ a: 'claimed' }), 'heard', /^$/],
    ['', found({ '': 'sent' }), 'heard', /^$/],
    ['a', found({ a: 'sent', b: 'claimed' }, true), 'heard', /^$/],
    ['b', found({ a: 'sent', b: 'claimed' }, true), 'wait', /^$/],
    ['c', found({ a: 'sent', b: 'claimed' }, true), 'wait', /^$/],
    [
      'c',
      found({ a: 'sent', b: 'claimed' }),
      'skipped, left out',
      /^This system has no part in .* "open"\.$/,
    ],
    ['a', found({ a: 'not-sent', b: 'sent' }), 'skipped, left out', /^What was sent .* did not reach/],
    ['a', found({ a: 'not-sent' }, true), 'skipped, left out', /did not reach/],
    ['a', found({ '': 'not-sent' }), 'skipped, left out', /has no part/],
    [
      'a',
      found({ '': 'sent' }),
      'not-sent',
      /sent without a "system-id", and this step is with one.*Give both/,
    ],
    ['', found({ a: 'uncertain' }), 'not-sent', /sent with a "system-id", and this step is without one/],
    ['a', found({ a: 'not-sent', '': 'sent' }), 'not-sent', /sent without/],
    [
      'a',
      { kind: 'nothing' },
      'skipped, left out',
      /^No notification was sent under the after-key "open"\.$/,
    ],
    [
      'a',
      { kind: 'record', sha: '', tree: '', record: undefined, isAlive: false },
      'not-sent',
      /^The record of the after-key "open" cannot be read, so this run sent nothing\. Look in ComCenter/,
    ],
    ['a', { kind: 'failed', exists: true, answer: { kind: 'missing' } }, 'wait', /^$/],
    [
      'a',
      { kind: 'failed', exists: false, answer: { kind: 'lost', message: 'HTTP 502' } },
      'not-sent',
      /^The record of the after-key "open" could not be read at GitHub \(HTTP 502\).* Run this again later\.$/,
    ],
    [
      'a',
      { kind: 'failed', exists: true, answer: { kind: 'lost', message: 'HTTP 502' } },
      'not-sent',
      /could not be read/,
    ],
  ]
  for (const [systemId, state, expected, why] of cases) {
    const systems =
      'record' in state ? state.record?.systems.map((one) => `${one.systemId} ${one.outcome}`) : []
    test(`"${systemId}" after ${state.kind} ${systems} → ${expected}`, () => {
      const decided = decision(systemId, state)
      expect(word(decided)).toBe(expected)
      expect(reason(decided)).toMatch(why)
    })
  }
})

test('one that heard it says when that one begins; one that waits says for which run', () => {
  const record = recordOf({ a: 'sent' })
  const startAt = '2026-12-01T08:00:00+00:00'
  const systems = record.systems.map((entry) => ({ ...entry, startAt }))
  const state: RecordState = {
    kind: 'record',
    sha: '',
    tree: '',
    record: { ...record, systems },
    isAlive: false,
  }

  expect(decision('a', state)).toEqual({ kind: 'heard', startAt })
  expect(decision('a', found({ a: 'claimed' }, true))).toEqual({
    kind: 'wait',
    words: `run 1658821493 (attempt 1, ${context.runsUrl}1658821493) has claimed the after-key "open"`,
  })
  expect(decision('a', { kind: 'failed', exists: true, answer: { kind: 'missing' } })).toEqual({
    kind: 'wait',
    words: 'GitHub does not show the record of the after-key "open"',
  })
})
