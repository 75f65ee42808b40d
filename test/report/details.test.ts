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

test('a start that show-hours moved says from when', () => {
  const notification = { templateId: 'x', startAt: '2026-12-01T08:00:00+01:00' }
  const schedule = { movedFrom: '2026-12-01T03:00:00+01:00' }

  expect(detailsOf(reportOf([{}], notification).payload, String, schedule)).toContain(
    'Start: 2026-12-01T08:00:00+01:00 (moved by show-hours from 2026-12-01T03:00:00+01:00)',
  )
})
