import { describe, expect, test } from 'vitest'
import { type Decision, decide, decideWithoutRecord } from '../../src/once/decisions.ts'
import { claimRecord, outcomeRecord } from '../../src/once/next-record.ts'
import type { Entry, OnceRecord } from '../../src/once/record.ts'
import { mergeResults, resultsWithoutClaim, toSend } from '../../src/once/results.ts'
import { type SystemResult, unsent } from '../../src/walkme/result.ts'
import { bodiesFor, recordOf, run } from './bodies.ts'

const me = { id: '2', attempt: 1, job: 'announce' }
const context = {
  key: 'deploy-4f1c',
  run: me,
  nonce: () => 'new',
  seconds: 15,
  base: new URL('https://api.walkme.com'),
}
const state = { isAlive: false, runsUrl: '', ref: 'refs/walkme/hash' }

function claimAfter(
  before: Record<string, Entry['outcome']>,
  step: string[],
  resendWhenUncertain = false,
): { record: OnceRecord; settle: (...outcomes: SystemResult['outcome'][]) => OnceRecord } {
  const bodies = bodiesFor(...step)
  const decisions = decide(bodies, { ...state, record: recordOf(before), resendWhenUncertain })
  const record = claimRecord(context, recordOf(before), bodies, decisions)
  const settle = (...outcomes: SystemResult['outcome'][]) => {
    const sent = toSend(bodies, decisions).map((body, index) => tried(body, outcomes[index] ?? 'not-sent'))
    return outcomeRecord(record, mergeResults(decisions, sent))
  }
  return { record, settle }
}

function tried(body: Parameters<typeof unsent>[0], outcome: SystemResult['outcome']): SystemResult {
  return {
    ...unsent(body, 'not-sent', ''),
    outcome,
    attempts: 1,
    notificationId: outcome === 'sent' ? 'n-2' : '',
  }
}

function outcomes({ systems }: OnceRecord): Record<string, string> {
  return Object.fromEntries(systems.map(({ systemId, outcome }) => [systemId, outcome]))
}

describe('a claim', () => {
  test('where there was nothing names the step’s systems and template', () => {
    const bodies = bodiesFor('', 'a')
    expect(claimRecord(context, undefined, bodies, decideWithoutRecord(bodies))).toEqual({
      version: 1,
      key: 'deploy-4f1c',
      state: 'claimed',
      run: me,
      nonce: 'new',
      seconds: 15,
      templateId: 'template',
      systems: [
        { systemId: '', outcome: 'claimed', notificationId: '', digest: expect.any(String) },
        { systemId: 'a', outcome: 'claimed', notificationId: '', digest: expect.any(String) },
      ],
    })
  })

  test('keeps what others have, with its ID and its run', () => {
    const { record } = claimAfter({ a: 'sent', b: 'not-sent' }, ['b', 'a'])
    expect(outcomes(record)).toEqual({ a: 'sent', b: 'claimed' })
    expect(record.systems[0]).toEqual({ systemId: 'a', outcome: 'sent', notificationId: 'id of a', by: run })
  })

  test('keeps when it begins, and replaces what was there under another notation', () => {
    const [body] = bodiesFor('ACME')
    const startAt = '2026-12-01T08:00:00+00:00'
    const later = body ? [{ notification: { ...body.notification, startAt } }] : []
    const before = recordOf({ acme: 'not-sent', b: 'sent' })
    const record = claimRecord(context, before, later, decideWithoutRecord(later))
    expect(record.systems).toMatchObject([
      { systemId: 'b' },
      { systemId: 'ACME', outcome: 'claimed', startAt },
    ])
    const done = outcomeRecord(record, [
      {
        ...unsent({ notification: { systemId: 'ACME', templateId: 't' } }, 'not-sent', ''),
        outcome: 'sent',
        attempts: 1,
      },
    ])
    expect(done.systems[1]).toMatchObject({ outcome: 'sent', startAt, digest: record.systems[1]?.digest })
  })

  test('after a claim that was never concluded leaves that uncertain, and says whose it was', () => {
    const { record } = claimAfter({ a: 'claimed', b: 'not-sent' }, ['a', 'b'])
    expect(outcomes(record)).toEqual({ a: 'uncertain', b: 'claimed' })
    expect(record.systems[0]?.by).toEqual(run)
  })

  test('where nobody got anything forgets the systems before', () => {
    expect(outcomes(claimAfter({ typo: 'not-sent' }, ['a']).record)).toEqual({ a: 'claimed' })
  })
})

describe('the record of an outcome', () => {
  test('says it for what was claimed, and which run it was', () => {
    const record = claimAfter({ a: 'sent', b: 'not-sent', c: 'not-sent' }, ['c', 'a', 'b']).settle(
      'sent',
      'uncertain',
    )
    expect(record.state).toBe('finished')
    expect(outcomes(record)).toEqual({ a: 'sent', b: 'uncertain', c: 'sent' })
    expect(record.systems.find(({ systemId }) => systemId === 'c')).toMatchObject({
      systemId: 'c',
      outcome: 'sent',
      notificationId: 'n-2',
      by: me,
    })
  })

  test('gives the claim back if nothing was tried', () => {
    const bodies = bodiesFor('a')
    const claimed = claimRecord(context, undefined, bodies, decideWithoutRecord(bodies))
    const record = outcomeRecord(claimed, [
      { ...unsent({ notification: { systemId: 'a', templateId: 't' } }, 'not-sent', '') },
    ])
    expect(record.state).toBe('released')
    expect(outcomes(record)).toEqual({ a: 'not-sent' })
  })

  test('stays uncertain if a resend fails, and says so to the step', () => {
    expect(outcomes(claimAfter({ a: 'uncertain' }, ['a'], true).settle('not-sent'))).toEqual({
      a: 'uncertain',
    })
    expect(outcomes(claimAfter({ a: 'claimed' }, ['a'], true).settle('sent'))).toEqual({ a: 'sent' })
  })
})

describe('the results of a step', () => {
  const bodies = bodiesFor('a', 'b', 'c')
  const notification = { systemId: 'a', templateId: 'template' }
  const decisions = decide(bodies, {
    ...state,
    record: recordOf({ a: 'sent', b: 'uncertain', c: 'not-sent' }),
    resendWhenUncertain: true,
  })

  test('are in its order, settled ones among those that were sent', () => {
    const sent = toSend(bodies, decisions).map((body) => tried(body, 'sent'))
    expect(mergeResults(decisions, sent).map(({ systemId, outcome }) => [systemId, outcome])).toEqual([
      ['a', 'skipped'],
      ['b', 'sent'],
      ['c', 'sent'],
    ])
  })

  test('warn of a resend that may have been the second', () => {
    const sent = toSend(bodies, decisions).map((body) => tried(body, 'sent'))
    expect(
      mergeResults(decisions, sent)
        .map(({ reason }) => reason)
        .slice(1),
    ).toEqual(['An earlier run may have sent it too: people may have it twice.', ''])
  })

  test('stay uncertain where a resend fails, and say why', () => {
    const again: Decision[] = [{ kind: 'send', mayHaveIt: true }]
    const failed = (reason: string) => ({ ...unsent({ notification }, 'not-sent', reason), attempts: 1 })
    const said = (reason: string) => mergeResults(again, [failed(reason)])
    expect(said('HTTP 400')).toMatchObject([
      { outcome: 'uncertain', reason: 'An earlier run may have sent it. HTTP 400' },
    ])
    expect(said('')).toMatchObject([{ reason: 'An earlier run may have sent it.' }])
  })

  test('leave out what waits for another, which may have it', () => {
    const waiting: Decision[] = [
      { kind: 'wait', words: '' },
      { kind: 'send', mayHaveIt: true },
    ]
    const [, body = { notification }] = bodies
    expect(mergeResults(waiting, [tried(body, 'sent')])).toMatchObject([
      { systemId: 'b', outcome: 'sent', reason: expect.stringContaining('twice') },
    ])
    expect(mergeResults(waiting, [])).toEqual([])
    const free = { decisions: waiting.slice(0, 1), why: 'Why.', advice: undefined }
    expect(resultsWithoutClaim(bodies.slice(0, 1), free)).toMatchObject([
      { outcome: 'uncertain', advice: expect.stringContaining('the key guards it') },
    ])
  })

  test('without a claim are not-sent, but where people may have it', () => {
    const free = { decisions, why: 'Why.', advice: undefined }
    expect(resultsWithoutClaim(bodies, free).map(({ outcome }) => outcome)).toEqual([
      'skipped',
      'uncertain',
      'not-sent',
    ])
  })

  test('without a claim that another has are uncertain', () => {
    const held = { decisions, why: 'Why.', advice: 'What to do.' }
    const uncertain = { outcome: 'uncertain', reason: 'Why.', advice: 'What to do.' }
    expect(resultsWithoutClaim(bodies, held)).toMatchObject([
      { outcome: 'skipped', reason: expect.stringContaining('has sent it') },
      uncertain,
      uncertain,
    ])
  })
})
