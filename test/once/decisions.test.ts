import { describe, expect, test } from 'vitest'
import { type Decision, decide, type State, withClearingAdvice } from '../../src/once/decisions.ts'
import type { Entry } from '../../src/once/record.ts'
import { unsent } from '../../src/walkme/result.ts'
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
    ref: 'refs/walkme/hash',
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

function adviceIn([decision]: Decision[]): string {
  return decision?.kind === 'settled' ? (decision.result.advice ?? '') : ''
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

describe('a named system that the record does not know', () => {
  test('is sent to, whatever became of other named ones: a leg of a matrix, or one that was added later', () => {
    for (const outcome of ['not-sent', 'sent', 'uncertain', 'claimed'] as const)
      expect(words(decisions(['b'], { a: outcome }))).toEqual(['send'])
    expect(words(decisions(['a', 'c'], { a: 'sent', b: 'uncertain' }))).toEqual(['skipped', 'send'])
  })
})

describe('one ID in two notations is one system:', () => {
  const bare = 'bcf4c7f5682b4aa6875a0fc9bdfa21ca'
  const dashed = 'BCF4C7F5-682B-4AA6-875A-0FC9BDFA21CA'
  test('with dashes and in capitals', () => {
    expect(words(decisions([dashed], { [bare]: 'sent' }))).toEqual(['skipped'])
    expect(words(decisions([bare], { [dashed]: 'uncertain' }))).toEqual(['uncertain'])
  })

  test('of which an earlier version recorded both: the one that was sent counts', () => {
    expect(words(decisions([bare], { [bare]: 'not-sent', [dashed]: 'sent' }))).toEqual(['skipped'])
  })

  test('a name in capitals, but not one without its dash', () => {
    expect(words(decisions(['ACME-crm', 'acmecrm'], { 'acme-crm': 'sent' }))).toEqual(['skipped', 'send'])
  })
})

describe('named against unnamed', () => {
  for (const [step, there] of [
    ['a', ''],
    ['', 'a'],
  ] as const) {
    const what =
      step === '' ? 'a step without an ID, a record with one' : 'a step with an ID, a record without'
    for (const outcome of ['sent', 'uncertain', 'claimed'] as const) {
      test(`${what} (${outcome}) → uncertain: they may be the same`, () => {
        const all = decisions([step], { [there]: outcome })
        expect(words(all)).toEqual(['uncertain'])
        expect(all).toMatchObject([
          { result: { reason: expect.stringMatching(/they may be the same system\.$/) } },
        ])
        expect(words(decisions([step], { [there]: outcome }, { resendWhenUncertain: true }))).toEqual([
          'send again',
        ])
      })
    }

    test(`${what} (not-sent) → send`, () => {
      expect(words(decisions([step], { [there]: 'not-sent' }))).toEqual(['send'])
    })

    test(`${what} (not-sent), and its own not-sent, but another of the kind sent → uncertain`, () => {
      expect(words(decisions([step], { [step]: 'not-sent', [there]: 'sent' }))).toEqual(['uncertain'])
    })
  }

  test.each([
    ['a', '', 'without a "system-id"', 'for a'],
    ['', 'a', 'for system a', 'without a "system-id"'],
    ['a', 'a***', 'for system a***', 'for a'],
  ])('"%s" against "%s": the reason says which is which', (step, there, used, here) => {
    const words = `${link} used this once-key ${used}, and this step is ${here}: they may be the same system.`
    expect(decisions([step], { [there]: 'sent' })).toMatchObject([
      { result: { reason: `R${words.slice(1)}` } },
    ])
  })

  test('the advice does not clear what was sent, but says how it does not happen again', () => {
    const advice = adviceIn(decisions(['a'], { '': 'sent' }))
    expect(advice).not.toContain('git push')
    expect(advice).toContain('give the same "system-id" in every run')
  })

  test('the advice clears what is uncertain itself', () => {
    expect(adviceIn(decisions(['a'], { '': 'uncertain' }))).toContain('git push')
  })

  test('an ID that was redacted may be any', () => {
    expect(words(decisions(['a'], { 'a***': 'sent' }))).toEqual(['uncertain'])
  })
})

describe('the advice where the record itself says uncertain', () => {
  const command = 'git push origin --delete refs/walkme/hash'

  for (const systems of [{ a: 'claimed' }, { a: 'uncertain' }, undefined] as const) {
    test(`has the command that clears it, after ComCenter: ${JSON.stringify(systems)}`, () => {
      const advice = adviceIn(decisions(['a'], systems))
      expect(advice).toMatch(/^Look in ComCenter first/)
      expect(advice).toContain(command)
      expect(advice).not.toContain('resend-when-uncertain')
    })
  }

  test('warns that the command also forgets those that have it', () => {
    const advice = adviceIn(decisions(['a'], { a: 'uncertain', b: 'sent' }))
    expect(advice).toContain(command)
    expect(advice).toMatch(/resend-when-uncertain: true.*would get it again/)
  })

  test('is given to a result of this run that is uncertain, and to no other', () => {
    const [body = { notification: { templateId: '' } }] = bodiesFor('a')
    const results = [
      { ...unsent(body, 'not-sent', ''), outcome: 'uncertain' as const },
      unsent(body, 'not-sent', ''),
    ]
    const state = { record: recordOf({ a: 'uncertain' }), ref: 'refs/walkme/hash' }
    expect(withClearingAdvice(results, state)).toEqual([
      { ...results[0], advice: expect.stringContaining(command) },
      results[1],
    ])
  })
})
