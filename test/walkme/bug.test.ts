import { describe, expect, test } from 'vitest'
import type { Exchange } from '../../src/http/exchange.ts'
import { createLog } from '../../src/log/log.ts'
import { type Progress, resultOfBug } from '../../src/walkme/bug.ts'
import { quietCore } from '../report/reports.ts'

const answer: Exchange = { kind: 'answer', status: 429, headers: {}, body: '', complete: true }
const failure = (mayHaveBeenSent: boolean): Exchange => ({
  kind: 'failure',
  mayHaveBeenSent,
  error: new Error('x'),
})

describe('after a bug, the notification for one system is', () => {
  test.each<[outcome: string, when: string, progress: Progress, attempts: number]>([
    ['not-sent', 'before the first try', { tries: [], isPosting: false }, 0],
    ['not-sent', 'if no try left this machine', { tries: [failure(false)], isPosting: false }, 1],
    ['uncertain', 'in the middle of a try', { tries: [], isPosting: true }, 1],
    ['uncertain', 'in the middle of the second', { tries: [failure(false)], isPosting: true }, 2],
    ['uncertain', 'if a try may have left', { tries: [failure(false), failure(true)], isPosting: false }, 2],
    ['uncertain', 'if a try was answered', { tries: [answer], isPosting: false }, 1],
  ])('%s %s', (outcome, _, progress, attempts) => {
    const body = { notification: { templateId: 't' } }
    const result = resultOfBug(new Error('oops'), body, progress, createLog(quietCore({}), {}))

    expect(result).toMatchObject({ outcome, attempts, reason: expect.stringContaining('Error: oops') })
  })
})
