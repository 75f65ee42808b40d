import { describe, expect, test } from 'vitest'
import { createReport } from '../../src/report/report.ts'
import { headline } from '../../src/report/summary-words.ts'
import { type SystemResult, unsent } from '../../src/walkme/result.ts'

type Outcome = SystemResult['outcome']

function outcomeOf(...outcomes: Outcome[]): string {
  const body = { notification: { templateId: 'template' } }
  return createReport(
    [],
    outcomes.map((outcome) => ({ ...unsent(body, 'not-sent', ''), outcome })),
  ).outcome
}

describe('the outcome of several systems', () => {
  const cases: [outcomes: Outcome[], whole: string][] = [
    [['sent', 'sent'], 'sent'],
    [['sent', 'not-sent'], 'partial'],
    [['sent', 'uncertain'], 'partial'],
    [['not-sent', 'uncertain'], 'uncertain'],
    [['dry-run', 'not-sent'], 'not-sent'],
    [['skipped', 'skipped'], 'skipped'],
    // What is skipped beside others has it from an earlier run.
    [['skipped', 'sent'], 'sent'],
    [['skipped', 'not-sent'], 'partial'],
    [['skipped', 'uncertain'], 'partial'],
    [['skipped', 'sent', 'not-sent'], 'partial'],
    [['preview', 'preview'], 'preview'],
    [['preview', 'not-sent'], 'partial'],
    [['preview', 'uncertain'], 'partial'],
    [[], 'not-sent'],
  ]
  for (const [outcomes, whole] of cases) {
    test(`${outcomes.join(', ')} → ${whole}`, () => {
      expect(outcomeOf(...outcomes)).toBe(whole)
    })
  }
})

describe('a system that after-key leaves out counts neither as told nor as failed', () => {
  const left = {
    ...unsent({ notification: { templateId: 'template' } }, 'skipped', ''),
    isLeftOut: true,
  } as const
  const cases: [outcome: Outcome, whole: string, words: string][] = [
    ['sent', 'sent', 'sent to 1 system, 1 skipped'],
    ['not-sent', 'not-sent', 'not sent'],
    ['uncertain', 'uncertain', 'uncertain, people may have got it'],
    ['skipped', 'skipped', 'skipped, nothing was sent'],
  ]
  for (const [outcome, whole, words] of cases) {
    test(`beside ${outcome}`, () => {
      const { isLeftOut: _, ...other } = left
      const report = createReport([], [left, { ...other, outcome }])
      expect(report.outcome).toBe(whole)
      expect(headline(report)).toBe(words)
    })
  }

  test('where all are left out, it is skipped', () => {
    expect(createReport([], [left, left]).outcome).toBe('skipped')
  })

  test('beside two that are told and one that is not', () => {
    const { isLeftOut: _, ...other } = left
    const results = [left, { ...other, outcome: 'sent' as const }, { ...other, outcome: 'not-sent' as const }]
    expect(headline(createReport([], results))).toBe('sent to 1 of 2 systems, 1 skipped')
  })
})
