import { describe, expect, test } from 'vitest'
import { describeResult, describeTry } from '../../src/walkme/messages.ts'
import { type SystemResult, unsent } from '../../src/walkme/result.ts'

test('a try is told by its status, or by the lack of an answer', () => {
  const error = new Error('x')

  expect(describeTry({ kind: 'answer', status: 503, headers: {}, body: '', complete: true })).toBe('HTTP 503')
  expect(describeTry({ kind: 'failure', mayHaveBeenSent: true, error })).toBe('no answer')
})

describe('a result is one line:', () => {
  const none = unsent({ notification: { templateId: 't' } }, 'not-sent', '')
  test.each<[line: string, result: Partial<SystemResult>]>([
    ['Send: not-sent (0 attempts, 0 ms)', {}],
    [
      'crm: sent, 75cf…43a3 (1 attempt, 92 ms)',
      {
        ...{ systemId: 'crm', outcome: 'sent', attempts: 1, milliseconds: 91.6 },
        notificationId: '75cfcba6-c320-42cb-938e-4c2bd08a43a3',
      },
    ],
    [
      'Send: sent, twelve-signs (2 attempts, 0 ms)',
      { outcome: 'sent', notificationId: 'twelve-signs', attempts: 2 },
    ],
  ])('%s', (line, result) => expect(describeResult({ ...none, ...result })).toBe(line))
})
