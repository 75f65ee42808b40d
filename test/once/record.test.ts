import { describe, expect, test } from 'vitest'
import { type OnceRecord, readRecord, writeRecord } from '../../src/once/record.ts'

const run = { id: '1658821493', attempt: 2, job: 'announce' }
const record: OnceRecord = {
  version: 1,
  key: 'deploy "4f1c" {x}',
  state: 'finished',
  run,
  nonce: '5b0e',
  seconds: 65,
  templateId: '75cfcba6',
  systems: [
    { systemId: 'acme-crm', outcome: 'sent', notificationId: 'n-1', by: run },
    { systemId: '', outcome: 'claimed', notificationId: '' },
  ],
}

test('a record comes back from its message as it was', () => {
  expect(readRecord(writeRecord(record))).toEqual(record)
  for (const state of ['claimed', 'released'] as const) {
    expect(readRecord(writeRecord({ ...record, state }))?.state).toBe(state)
  }
  for (const outcome of ['not-sent', 'uncertain'] as const) {
    const systems = [{ systemId: 'a', outcome, notificationId: '' }]
    expect(readRecord(writeRecord({ ...record, systems }))?.systems).toEqual(systems)
  }
})

test('git log shows the state and the key in one line', () => {
  expect(writeRecord(record).split('\n')[0]).toBe('walkme-notify-action: finished "deploy "4f1c" {x}"')
})

describe('a message is no record', () => {
  const message = (change: object) => `subject\n\n${JSON.stringify({ ...record, ...change })}`
  const cases: [what: string, message: string][] = [
    ['without JSON', 'Merge branch main\n\nNothing here.'],
    ['with JSON that is cut off', writeRecord(record).slice(0, -4)],
    ['without a subject', JSON.stringify(record)],
    ['empty', ''],
    ['with no object', 'subject\n\nnull'],
    ['of another version', message({ version: 2 })],
    ['of no version', message({ version: undefined })],
    ['in an unknown state', message({ state: 'sent' })],
    ['without systems', message({ systems: [] })],
    [
      'with an unknown outcome',
      message({ systems: [{ systemId: 'a', outcome: 'maybe', notificationId: '' }] }),
    ],
    [
      'with an ID that is a number',
      message({ systems: [{ systemId: 'a', outcome: 'sent', notificationId: 7 }] }),
    ],
    ['of a run without an attempt', message({ run: { id: '1', job: 'x' } })],
    ['of a run with half an attempt', message({ run: { ...run, attempt: 0.5 } })],
    ['of a run with no attempt yet', message({ run: { ...run, attempt: 0 } })],
    ['that would hold the key for no time', message({ seconds: 0 })],
    ['that would hold the key for too long', message({ seconds: 3_601 })],
    ['that would hold the key for ever', message({ seconds: 1e9 })],
  ]
  for (const [what, text] of cases) {
    test(what, () => {
      expect(readRecord(text)).toBeUndefined()
    })
  }
})
