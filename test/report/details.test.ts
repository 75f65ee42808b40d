import { expect, test } from 'vitest'
import { detailsOf } from '../../src/report/details.ts'
import { announcement, reportOf } from './reports.ts'

test('end users are counted and never named', () => {
  const lines = detailsOf(reportOf([{}]).payload, String)

  expect(lines).toContain('End users: 3')
  expect(lines.join('\n')).not.toContain('@example.com')
})

test('the systems are listed, what is not said is left out', () => {
  const { templateId } = announcement
  const lines = detailsOf(
    reportOf([{ systemId: 'emea' }, { systemId: 'apac' }], { templateId }).payload,
    String,
  )

  expect(lines).toEqual(['Systems: emea, apac', `Template: ${templateId}`])
})

test('a long text is cut', () => {
  const [, line = ''] = detailsOf(
    reportOf([{}], { templateId: 'x', runtimeTitle: 'y'.repeat(301) }).payload,
    String,
  )

  expect(line).toBe(`Title: ${'y'.repeat(300)}…`)
})

test('where nothing is to be sent there are no details', () => {
  expect(detailsOf([], String)).toEqual([])
})
