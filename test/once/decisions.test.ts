import { describe, expect, test } from 'vitest'
import { type Decision, decide, describeMismatch, type State } from '../../src/once/decisions.ts'
import type { Entry } from '../../src/once/record.ts'
import { bodiesFor, recordOf } from './bodies.ts'

const runsUrl = 'https://github.com/octo-org/crm/actions/runs/'
const link = 'run 1658821493 (attempt 1, https://github.com/octo-org/crm/actions/runs/1658821493)'

function decisions(
  step: string[],
  systems: Record<string, Entry['outcome']> | undefined,
  change: Partial<State> = {},
): Decision[] {
  const record = systems && recordOf(systems)
  return decide(bodiesFor(...step), {
    record,
    isAlive: false,
    resendWhenUncertain: false,
    runsUrl,
    ...change,
  })
}

/** A fate in a word: the outcome where it is settled. */
function words(all: Decision[]): string[] {
  return all.map((decision) => {
    if (decision.kind === 'settled') return decision.result.outcome
    return decision.kind === 'send' && decision.mayHaveIt ? 'send again' : decision.kind
  })
}

describe('the table of docs/once.md:', () => {
  test('sent → skipped, with its ID and the run that sent it', () => {
    const [decision] = decisions(['a'], { a: 'sent' })
    expect(decision).toMatchObject({
      kind: 'settled',
      result: {
        systemId: 'a',
        outcome: 'skipped',
        notificationId: 'id of a',
        reason: `R${link.slice(1)} has sent it under this once-key.`,
      },
    })
  })

  test('not sent → send', () => {
    expect(words(decisions(['a'], { a: 'not-sent' }))).toEqual(['send'])
  })

  test('partly → only to the rest, in the order of the step', () => {
    expect(words(decisions(['c', 'a', 'b'], { a: 'sent', b: 'not-sent', c: 'uncertain' }))).toEqual([
      'uncertain',
      'skipped',
      'send',
    ])
  })

  test('claimed by one that may live → wait, but not for what was sent', () => {
    expect(words(decisions(['a', 'b'], { a: 'sent', b: 'claimed' }, { isAlive: true }))).toEqual([
      'skipped',
      'wait',
    ])
  })

  test('claimed by one that may live → wait, with resend-when-uncertain too', () => {
    expect(words(decisions(['a'], { a: 'claimed' }, { isAlive: true, resendWhenUncertain: true }))).toEqual([
      'wait',
    ])
  })

  test('claimed by one that may live, for other systems → wait', () => {
    expect(words(decisions(['b'], { a: 'claimed' }, { isAlive: true }))).toEqual(['wait'])
  })

  test('finished by one that may live → as it says', () => {
    expect(words(decisions(['a', 'b'], { a: 'not-sent', b: 'uncertain' }, { isAlive: true }))).toEqual([
      'send',
      'uncertain',
    ])
  })

  test('claimed by a dead one → uncertain, and which run it was', () => {
    const all = decisions(['a'], { a: 'claimed' })
    expect(words(all)).toEqual(['uncertain'])
    expect(all).toMatchObject([
      { result: { reason: expect.stringMatching(/^Run 1658821493 .* ended without recording a result\.$/) } },
    ])
  })

  test('left uncertain → uncertain', () => {
    const all = decisions(['a'], { a: 'uncertain' })
    expect(words(all)).toEqual(['uncertain'])
    expect(all).toMatchObject([
      { result: { reason: expect.stringMatching(/^Run 1658821493 .* could not tell/) } },
    ])
  })

  test('a record that cannot be read → uncertain, for every system', () => {
    expect(words(decisions(['a', 'b'], undefined))).toEqual(['uncertain', 'uncertain'])
  })

  test('resend-when-uncertain → again, where it is uncertain', () => {
    const resend = { resendWhenUncertain: true }
    expect(words(decisions(['a', 'b', 'c'], { a: 'claimed', b: 'uncertain', c: 'sent' }, resend))).toEqual([
      'send again',
      'send again',
      'skipped',
    ])
    expect(words(decisions(['a'], undefined, resend))).toEqual(['send again'])
  })
})

describe('a system that the record does not know', () => {
  test('is sent to, if nobody has got anything', () => {
    expect(words(decisions(['b'], { a: 'not-sent' }))).toEqual(['send'])
  })

  test('is skipped, if all of the record has it: without an ID, it may be the same', () => {
    const all = decisions(['acme-crm'], { '': 'sent' })
    expect(words(all)).toEqual(['skipped'])
    const reason = 'This once-key was used for other systems, which have it.'
    expect(all).toMatchObject([{ result: { notificationId: '', reason } }])
  })

  for (const other of ['uncertain', 'claimed', 'not-sent'] as const) {
    test(`is not sent to, if some have it and another is ${other}`, () => {
      expect(words(decisions(['a', 'c'], { a: 'sent', b: other }))).toEqual(['skipped', 'not-sent'])
      expect(words(decisions(['c'], { a: 'sent', b: other }, { resendWhenUncertain: true }))).toEqual([
        'not-sent',
      ])
    })
  }

  test('is not sent to, if the only one of the record may have it', () => {
    const all = decisions(['b'], { a: 'uncertain' })
    expect(words(all)).toEqual(['not-sent'])
    expect(all).toMatchObject([{ result: { reason: expect.stringMatching(/^This .* a key of its own\.$/) } }])
  })
})

describe('a difference is named', () => {
  test('not where there is none, whatever the order', () => {
    expect(describeMismatch(recordOf({ a: 'sent', b: 'sent' }), bodiesFor('b', 'a'))).toBe('')
  })

  test('in the systems', () => {
    expect(describeMismatch(recordOf({ '': 'sent' }), bodiesFor('b', 'a'))).toBe(
      'It was made for the account without a system ID, and this step names b, a.',
    )
  })

  test('in the template', () => {
    expect(describeMismatch(recordOf({ a: 'sent' }, { templateId: 'before' }), bodiesFor('a'))).toBe(
      'It was made with template before, and this step has template.',
    )
  })

  test('in both', () => {
    const other = { notification: { systemId: 'b', templateId: 'other' } }
    expect(
      describeMismatch(recordOf({ a: 'sent' }, { templateId: 'before' }), [...bodiesFor('a'), other]),
    ).toBe(
      'It was made for a, and this step names a, b. ' +
        'It was made with template before, and this step has template, other.',
    )
  })
})
