import { expect, test } from 'vitest'
import { createReport } from '../../src/report/report.ts'
import { explanation, headline, nextSteps } from '../../src/report/summary-words.ts'
import { unsent } from '../../src/walkme/result.ts'

const body = { notification: { templateId: 'a' } }
const refused = unsent(body, 'not-sent', '')
const doubtful = { ...refused, outcome: 'uncertain' as const }
const sent = { ...refused, outcome: 'sent' as const }
const steps = (results: (typeof sent | typeof refused | typeof doubtful)[], onceKey?: string) =>
  nextSteps(createReport([], results, onceKey), (text) => `(${text})`).join(' ')

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

test('under a key, nobody says that certainly nobody got it: an earlier run may have sent it', () => {
  for (const results of [[refused], [sent, refused]]) {
    expect(steps(results, 'deploy-1')).not.toContain('nobody got it')
    expect(steps(results, 'deploy-1')).toContain('This run sent nothing')
  }
})

test('under a key, the advice of each system replaces the general one, escaped, once each', () => {
  const advised = { ...doubtful, advice: 'Look, then <clear>.' }
  expect(steps([advised, advised], 'deploy-1')).toBe('(Look, then <clear>.)')
})

test('after a preview comes everybody', () => {
  const report = createReport([], [{ ...sent, outcome: 'preview' }])

  expect(nextSteps(report, (text) => text)).toEqual([
    expect.stringContaining('<code>preview-to: nobody</code>'),
  ])
  expect(headline(report)).toBe('preview, only the people in preview-to got it')
  expect(explanation(report)).toEqual([expect.stringContaining('nobody else')])
})

test('a preview that one system took is partial, and what to do is what it is for a send', () => {
  const report = createReport([], [{ ...sent, outcome: 'preview' }, refused])

  expect(headline(report)).toBe('sent to 1 of 2 systems')
  expect(nextSteps(report, (text) => text).join(' ')).toContain('<code>system-id</code>')
})

test('where all is well there is nothing to do', () => {
  expect(steps([sent], 'deploy-1')).toBe('')
})
