import { describe, expect, test } from 'vitest'
import { createReport } from '../../src/report/report.ts'
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
