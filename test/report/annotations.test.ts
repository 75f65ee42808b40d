import { describe, expect, test } from 'vitest'
import { addError, addWarning, type Diagnostics } from '../../src/diagnostics.ts'
import { createLog, type Log } from '../../src/log/log.ts'
import {
  reportBug,
  reportDiagnostics,
  reportOutcome,
  resultsDespiteBug,
} from '../../src/report/annotations.ts'
import { createReport } from '../../src/report/report.ts'
import type { SystemResult } from '../../src/walkme/result.ts'
import { quietCore, reportOf } from './reports.ts'

/** A log that keeps what it is told: `level: text`. */
function keeping(): { log: Log; lines: string[] } {
  const lines: string[] = []
  const to = (level: string) => (text: string | Error) => void lines.push(`${level}: ${text}`)
  const core = quietCore({
    error: to('error'),
    warning: to('warning'),
    notice: to('notice'),
    info: to('info'),
    debug: to('debug'),
  })
  return { log: createLog(core, { GITHUB_OUTPUT: 'here' }), lines }
}

const mistakes = (count: number): Diagnostics => {
  const diagnostics: Diagnostics = []
  for (let index = 1; index <= count; index++) addError(diagnostics, { input: 'title' }, `Mistake ${index}.`)
  return diagnostics
}

describe('mistakes', () => {
  test('are told after the warnings', () => {
    const { log, lines } = keeping()
    const found = mistakes(1)
    addWarning(found, { input: 'audiences' }, 'One item is listed twice.')
    reportDiagnostics(found, log)

    expect(lines).toEqual(['warning: audiences: One item is listed twice.', 'error: title: Mistake 1.'])
  })

  test('are ten annotations where there are ten', () => {
    const { log, lines } = keeping()
    reportDiagnostics(mistakes(10), log)

    expect(lines.at(-1)).toBe('error: title: Mistake 10.')
    expect(lines).toHaveLength(10)
  })

  test('are nine annotations where there are more, the tenth says how many, and the log has them', () => {
    const { log, lines } = keeping()
    reportDiagnostics(mistakes(12), log)

    expect(lines.slice(8)).toEqual([
      'error: title: Mistake 9.',
      'error: There are 3 more mistakes, listed in the log of this step.',
      'info: title: Mistake 10.',
      'info: title: Mistake 11.',
      'info: title: Mistake 12.',
    ])
  })

  test.each([
    [209, 'info: title: Mistake 209.'],
    [210, 'info: And 1 more.'],
    [300, 'info: And 91 more.'],
  ])('of which there are %i are told up to 200 more, and then their number', (count, last) => {
    const { log, lines } = keeping()
    reportDiagnostics(mistakes(count), log)

    expect(lines.filter((line) => line.startsWith('info: title: '))).toHaveLength(200)
    expect(lines.at(-1)).toBe(last)
  })
})

describe('the outcome', () => {
  test('sent without an ID, or twice perhaps, is green with a warning for that system', () => {
    const { log, lines } = keeping()
    const report = reportOf([
      { systemId: 'a', outcome: 'sent', notificationId: '' },
      { systemId: 'b', outcome: 'sent', notificationId: 'id', reason: 'People may have it twice.' },
      { systemId: 'c', outcome: 'sent', notificationId: 'id' },
    ])

    expect(reportOutcome(report, true, log)).toBe(0)
    expect(lines).toEqual([
      'warning: a: WalkMe took the notification, but its answer has no ID, so the output is empty.',
      'warning: b: People may have it twice.',
    ])
  })

  test('of an account with one system names no system', () => {
    const { log, lines } = keeping()
    reportOutcome(reportOf([{ outcome: 'sent', notificationId: 'id', reason: 'Why.' }]), true, log)

    expect(lines).toEqual(['warning: Why.'])
  })

  test('a preview is green with a notice that it was one', () => {
    const { log, lines } = keeping()
    const report = reportOf([{ outcome: 'preview', notificationId: '', reason: 'Why.' }])

    expect(reportOutcome(report, true, log)).toBe(0)
    expect(lines).toEqual([
      expect.stringMatching(/^warning: WalkMe .* no ID/),
      'warning: Why.',
      'notice: Preview: only the people in "preview-to" got it. For everybody, write "preview-to: nobody" or leave it out.',
    ])
  })

  test('partial tells each reason once, with the systems that it holds for', () => {
    const { log, lines } = keeping()
    const report = reportOf([
      { systemId: 'a', outcome: 'sent', notificationId: 'id' },
      { systemId: 'b', outcome: 'not-sent', reason: 'No.' },
      { systemId: 'c', outcome: 'not-sent', reason: 'No.' },
      { systemId: 'd', outcome: 'uncertain', reason: 'Lost.' },
    ])

    expect(reportOutcome(report, true, log)).toBe(1)
    expect(lines).toEqual([
      'error: Sent to some systems, but not to all. b, c: not sent. No. d: uncertain, look in ComCenter. Lost.',
    ])
  })

  test.each<[outcome: 'dry-run' | 'skipped', notice: string]>([
    ['dry-run', 'notice: Dry run: nothing was sent. Why.'],
    ['skipped', 'notice: Skipped: nothing was sent. Why.'],
  ])('%s is green with a notice', (outcome, notice) => {
    const { log, lines } = keeping()

    expect(reportOutcome(reportOf([{ outcome, reason: 'Why.' }]), true, log)).toBe(0)
    expect(lines).toEqual([notice])
  })

  const general =
    'Nobody can tell whether it was sent: people may have got it. Look in ComCenter before you send it again.'
  test.each<[what: string, results: Partial<SystemResult>[], message: string]>([
    ['uncertain', [{ outcome: 'uncertain', reason: 'Lost.' }], `${general} Lost.`],
    [
      'uncertain with advice of its own',
      [{ outcome: 'uncertain', reason: 'Lost.', advice: 'Ask Jo.' }],
      'Lost. Ask Jo.',
    ],
    [
      'uncertain with advice for each system',
      [
        { systemId: 'a', outcome: 'uncertain', reason: 'Lost.', advice: 'Ask Jo.' },
        { systemId: 'b', outcome: 'uncertain', reason: 'Lost.', advice: 'Ask Jo.' },
      ],
      'a, b: uncertain. Lost. Ask Jo.',
    ],
    [
      'uncertain with advice for one system of two',
      [
        { systemId: 'a', outcome: 'uncertain', reason: 'Lost.', advice: 'Ask Jo.' },
        { systemId: 'b', outcome: 'not-sent', reason: 'No.' },
      ],
      `${general} a: uncertain. Lost. Ask Jo. b: not sent. No.`,
    ],
    ['not-sent with advice', [{ reason: 'No.', advice: 'Ask Jo.' }], 'Not sent. No. Ask Jo.'],
  ])('%s', (_, results, message) => {
    const { log, lines } = keeping()

    expect(reportOutcome(reportOf(results), true, log)).toBe(1)
    expect(lines).toEqual([`error: ${message}`])
  })

  test('a failure is a warning and green where that was asked for', () => {
    const { log, lines } = keeping()

    expect(reportOutcome(reportOf([{ outcome: 'not-sent', reason: 'No.' }]), false, log)).toBe(0)
    expect(lines).toEqual(['warning: Not sent. No.'])
  })
})

describe('a bug', () => {
  test('before there was anything to send is a failure in which nothing was sent', () => {
    const { log, lines } = keeping()

    expect(reportBug(new TypeError('x is not a function'), createReport([], []), log)).toBe(1)
    expect(lines[0]).toMatch(
      /^error: Not sent\. This is a bug of the action: TypeError: x is not a function\./,
    )
    expect(lines[1]).toMatch(/^debug: TypeError: x is not a function\n/)
  })

  test('after that leaves it uncertain, even if what was thrown is no error', () => {
    const { log, lines } = keeping()
    const { payload } = reportOf([{}])

    expect(reportBug('oops', createReport(payload, resultsDespiteBug('oops', payload, new Map())), log)).toBe(
      1,
    )
    expect(lines[0]).toMatch(/^error: Nobody can tell whether it was sent.* oops\./)
  })

  test('leaves the results that are known, and names no end user', () => {
    const { log, lines } = keeping()
    const { results } = reportOf([{ systemId: 'a', outcome: 'sent' }])
    const payload = ['a', 'b'].map((systemId) => ({
      notification: { systemId, templateId: 't', endUsersIds: ['jane@example.com'] },
    }))
    const known = new Map(
      payload.slice(0, 1).flatMap((body) => results.map((result) => [body, result] as const)),
    )
    const report = createReport(payload, resultsDespiteBug('no Jane@example.com', payload, known))
    reportBug('no Jane@example.com', report, log)

    expect(report).toMatchObject({
      outcome: 'partial',
      results: [{ outcome: 'sent' }, { outcome: 'uncertain' }],
    })
    expect(report.results[1]?.reason).toMatch(/bug of the action: no \(an end user\)\. Please report it/)
    expect(lines.join()).not.toMatch(/jane/i)
  })

  test('after everything was sent says so', () => {
    const { log, lines } = keeping()
    reportBug('oops', reportOf([{ outcome: 'sent' }]), log)

    expect(lines[0]).toMatch(/^error: The outcome is "sent"\. This is a bug of the action: oops\./)
  })
})
