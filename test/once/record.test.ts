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

const write = (one: OnceRecord) => writeRecord(one, (text) => text)

test('a record comes back from its message as it was', () => {
  expect(readRecord(write(record))).toEqual(record)
  for (const state of ['claimed', 'released'] as const) {
    expect(readRecord(write({ ...record, state }))?.state).toBe(state)
  }
  for (const outcome of ['not-sent', 'uncertain'] as const) {
    const systems = [{ systemId: 'a', outcome, notificationId: '' }]
    expect(readRecord(write({ ...record, systems }))?.systems).toEqual(systems)
  }
})

test('an ID that is none does not come back: a record can be forged', () => {
  const forged = (notificationId: string) =>
    readRecord(write({ ...record, systems: [{ systemId: 'a', outcome: 'sent', notificationId }] }))?.systems
  expect(forged('n-1\n::error::Pwned')).toMatchObject([{ outcome: 'sent', notificationId: '' }])
  expect(forged('x'.repeat(257))).toMatchObject([{ notificationId: '' }])
  expect(forged('n-1')).toMatchObject([{ notificationId: 'n-1' }])
})

test('secrets are redacted in whatever comes from outside, and in nothing else', () => {
  const redact = (text: string) => text.replaceAll('sent', '***').replaceAll('n-1', '***')
  const systems = [{ systemId: 'n-1', outcome: 'sent', notificationId: 'n-1', digest: 'n-1' }] as const
  const read = readRecord(
    writeRecord({ ...record, key: 'a n-1', templateId: 'n-1', systems: [...systems] }, redact),
  )
  expect(read).toMatchObject({
    key: 'a ***',
    templateId: '***',
    systems: [{ systemId: '***', outcome: 'sent', notificationId: '***', digest: 'n-1' }],
  })
  expect(writeRecord({ ...record, key: 'n-1' }, redact)).not.toContain('"n-1"\n\n')
})

test('a record of an earlier version, without digests and starts, is read', () => {
  const entry = { systemId: 'a', outcome: 'sent', notificationId: 'n-1', by: run } as const
  expect(readRecord(write({ ...record, systems: [entry] }))?.systems).toEqual([entry])
})

test('git log shows the state and the key in one line', () => {
  expect(write(record).split('\n')[0]).toBe('walkme-notify-action: finished "deploy "4f1c" {x}"')
})

describe('a message is no record', () => {
  const message = (change: object) => `subject\n\n${JSON.stringify({ ...record, ...change })}`
  const cases: [what: string, message: string][] = [
    ['without JSON', 'Merge branch main\n\nNothing here.'],
    ['with JSON that is cut off', write(record).slice(0, -4)],
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
    ['of a run with a line break', message({ run: { ...run, id: '1\n2' } })],
    ['that begins some time', message({ systems: [{ ...record.systems[0], startAt: 'soon' }] })],
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
