import { expect, test } from 'vitest'
import { createReport } from '../../src/report/report.ts'
import { explanation, headline, nextSteps } from '../../src/report/summary-words.ts'
import { unsent } from '../../src/walkme/result.ts'

const body = { notification: { templateId: 'a' } }
const refused = unsent(body, 'not-sent', '')
const doubtful = { ...refused, outcome: 'uncertain' as const }
const sent = { ...refused, outcome: 'sent' as const }
const steps = (results: (typeof sent | typeof refused | typeof doubtful)[], onceKey?: string) =>
  nextSteps(createReport([], results, onceKey)).join(' ')

test('without a key, whoever has it must not be named again', () => {
  expect(steps([sent, refused])).toContain('<code>system-id</code>')
  expect(steps([sent, refused])).toContain(
    'With a <code>once-key</code>, running this again would have finished it',
  )
  expect(steps([sent, doubtful])).toContain('send it to those systems only')
  expect(steps([doubtful])).toContain('it is safe to run this again')
})

test('a key remembers who has it, so that a re-run goes to the rest', () => {
  expect(steps([sent, refused], 'deploy-1')).toContain('run this again: the key remembers')
  expect(steps([sent, refused], 'deploy-1')).not.toContain('system-id')
})

test('a key remembers the doubt as well, so that a plain re-run would not send', () => {
  expect(steps([doubtful], 'deploy-1')).toContain(
    '<code>resend-when-uncertain: true</code>, or with a new key',
  )
})

test('after a preview comes everybody', () => {
  const report = createReport([], [{ ...sent, outcome: 'preview' }])

  expect(nextSteps(report)).toEqual([expect.stringContaining('<code>preview-to: nobody</code>')])
  expect(headline(report)).toBe('preview, only the people in preview-to got it')
  expect(explanation(report)).toEqual([expect.stringContaining('nobody else')])
})

test('a preview that one system took is partial, and what to do is what it is for a send', () => {
  const report = createReport([], [{ ...sent, outcome: 'preview' }, refused])

  expect(headline(report)).toBe('sent to 1 of 2 systems')
  expect(nextSteps(report).join(' ')).toContain('<code>system-id</code>')
})

test('where all is well there is nothing to do', () => {
  expect(steps([sent], 'deploy-1')).toBe('')
})
