import { describe, expect, test } from 'vitest'
import { createLog } from '../../src/log/log.ts'
import { OUTPUT_NAMES, setOutputs } from '../../src/report/outputs.ts'
import type { Report } from '../../src/report/report.ts'
import { quietCore, reportOf } from './reports.ts'

/** The outputs of a report, and what is warned of. */
function outputsOf(report: Report, secrets: string[] = [], warnings: unknown[] = []): Record<string, string> {
  const outputs: Record<string, string> = {}
  const setOutput = (name: string, value: string) => {
    outputs[name] = value
  }
  const log = createLog(quietCore({ setOutput, warning: (text) => warnings.push(text) }), {
    GITHUB_OUTPUT: 'here',
  })
  for (const secret of secrets) log.hide(secret)
  setOutputs(report, log)
  return outputs
}

const parsed = (text = '') => JSON.parse(text)

test('every output is set, whatever came of it', () => {
  expect(Object.keys(outputsOf(reportOf([])))).toEqual([...OUTPUT_NAMES])
})

test('notification-id is the ID of the first system that was sent, notification-ids are all in order', () => {
  const report = reportOf([
    { systemId: 'a', outcome: 'not-sent' },
    { systemId: 'b', outcome: 'sent', notificationId: 'id-b' },
    { systemId: 'c', outcome: 'sent', notificationId: 'id-c' },
  ])

  expect(outputsOf(report)).toMatchObject({
    outcome: 'partial',
    'notification-id': 'id-b',
    'notification-ids': '["","id-b","id-c"]',
  })
})

test('notification-id is empty where the first system that was sent has none', () => {
  const report = reportOf([{ outcome: 'sent' }, { outcome: 'sent', notificationId: 'id-b' }])

  expect(outputsOf(report)['notification-id']).toBe('')
})

test('notification-id is that of a preview, or of an earlier run', () => {
  const idOf = (...results: Parameters<typeof reportOf>[0]) => outputsOf(reportOf(results))['notification-id']

  expect(idOf({ outcome: 'not-sent' }, { outcome: 'preview', notificationId: 'id-b' })).toBe('id-b')
  expect(idOf({ outcome: 'preview' }, { outcome: 'preview', notificationId: 'id-b' })).toBe('')
  expect(idOf({ outcome: 'skipped' }, { outcome: 'skipped', notificationId: 'id-b' })).toBe('id-b')
})

describe('results', () => {
  test('have no member beside those that action.yml names', () => {
    const [result] = parsed(outputsOf(reportOf([{ milliseconds: 12.5 }]))['results'])

    expect(Object.keys(result)).toEqual([
      'systemId',
      'outcome',
      'notificationId',
      'httpStatus',
      'attempts',
      'reason',
      'response',
    ])
  })

  test('have 4 KiB of a response at most, and no half of a character', () => {
    const [result] = parsed(outputsOf(reportOf([{ response: `x${'é'.repeat(4096)}` }]))['results'])

    expect(result.response).toBe(`x${'é'.repeat(2047)}`)
  })

  test('have 64 KiB in all: responses are shortened first, and reasons stay', () => {
    const results = Array.from({ length: 50 }, (_, index) => ({
      systemId: `${index}`,
      response: 'r'.repeat(4096),
      reason: 'Why.',
    }))
    const { results: text = '' } = outputsOf(reportOf(results))

    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(65_536)
    for (const result of parsed(text))
      expect(result).toMatchObject({ reason: 'Why.', response: 'r'.repeat(1024) })
  })

  test('of 64 KiB are whole, and of a byte more have no response', () => {
    const withId = (length: number) =>
      outputsOf(reportOf([{ systemId: 'i'.repeat(length), response: 'r' }]))['results'] ?? ''
    const length = 65_536 - withId(0).length

    expect(Buffer.byteLength(withId(length))).toBe(65_536)
    expect(parsed(withId(length))).toMatchObject([{ response: 'r' }])
    expect(parsed(withId(length + 1))).toMatchObject([{ response: '' }])
  })

  test('have a response as it was written, unless a text in it is a secret', () => {
    const body = '{ "a": "blue" }'
    const responseOf = (secrets: string[]) =>
      parsed(outputsOf(reportOf([{ response: body.replace('b', '\\u0062') }]), secrets)['results'])[0]
        .response

    expect(responseOf([])).toBe('{ "a": "\\u0062lue" }')
    expect(responseOf(['blue'])).toBe('{ "a": "***" }')
  })

  test('give up reasons, too, where responses are not enough', () => {
    const results = Array.from({ length: 50 }, (_, index) => ({
      systemId: `${index}`,
      response: 'r',
      reason: 'w'.repeat(3000),
    }))
    const { results: text = '' } = outputsOf(reportOf(results))

    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(65_536)
    for (const result of parsed(text))
      expect(result).toMatchObject({ reason: 'w'.repeat(1024), response: '' })
  })

  test('tell the outcomes even where the IDs alone are too long', () => {
    const results = Array.from({ length: 50 }, (_, index) => ({
      systemId: `${index}${'i'.repeat(2000)}`,
      reason: 'Why.',
    }))

    for (const result of parsed(outputsOf(reportOf(results))['results']))
      expect(result).toMatchObject({ outcome: 'not-sent', reason: '', response: '' })
  })
})

describe('the payload', () => {
  const KIB = 1024
  const body = (bytes: number) => ({ notification: { templateId: 'x', title: 't'.repeat(bytes) } })
  const sizeOf = (payload: unknown) => Buffer.byteLength(JSON.stringify(payload))
  const around = sizeOf([body(0)])

  test.each<[what: string, payload: Report['payload'], kept: number, warning: RegExp | undefined]>([
    ['has 100 KiB', [body(100 * KIB - around)], 1, undefined],
    ['has 48 bodies', Array.from({ length: 48 }, () => body(2 * KIB)), 48, undefined],
    [
      'has the first of 50 that are larger',
      Array.from({ length: 50 }, () => body(3 * KIB)),
      1,
      /^The 50 request bodies are larger than the 100 KiB .* "payload" has the first one\. The outcome stands\.$/,
    ],
    [
      'has none of one that is a byte larger',
      [body(100 * KIB - around + 1)],
      0,
      /^The request body is larger than the 100 KiB .* "payload" has none of it\./,
    ],
    ['has none of 50 of 120 KiB', Array.from({ length: 50 }, () => body(120 * KIB)), 0, /none of it/],
    [
      'counts bytes, not characters',
      [{ notification: { templateId: 'x', title: 'é'.repeat(60 * KIB) } }],
      0,
      /none of it/,
    ],
  ])('%s', (_, payload, kept, warning) => {
    const warnings: unknown[] = []
    const { payload: text = '' } = outputsOf({ ...reportOf([]), payload }, [], warnings)

    expect(text === JSON.stringify(payload.slice(0, kept))).toBe(true)
    expect(sizeOf(parsed(text))).toBeLessThanOrEqual(100 * KIB)
    expect(warnings).toEqual(warning === undefined ? [] : [expect.stringMatching(warning)])
  })
})

test('no output has a secret, however JSON writes it', () => {
  const secret = 'a"b\\c\tpass'
  const report = reportOf([{ reason: `It said ${secret}.`, response: secret }], {
    templateId: 'x',
    title: `On ${secret}`,
  })
  const outputs = outputsOf(report, [secret])

  expect(parsed(outputs['results'])[0]).toMatchObject({ reason: 'It said ***.', response: '***' })
  expect(parsed(outputs['payload'])).toEqual([{ notification: { templateId: 'x', title: 'On ***' } }])
})

test('an outcome stays what it is, even if a secret is called the same', () => {
  expect(outputsOf(reportOf([{ outcome: 'sent' }]), ['sent'])['outcome']).toBe('sent')
})
