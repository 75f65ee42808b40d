import type { ChildProcess } from 'node:child_process'
import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect } from 'vitest'
import { oneSystem } from '../../emulator/account.ts'
import { type Emulator, startEmulator } from '../../emulator/emulator.ts'
import type { Fault } from '../../emulator/faults.ts'
import { runAction, type Step } from '../../runner/runner.ts'
import { selfSigned } from '../counterparts/certificates.ts'
import { refusingProxy } from '../counterparts/servers.ts'
import { test } from '../emulated.ts'
import { runsIf } from '../skipped.ts'
import { validInputs } from '../world.ts'

const html = { 'content-type': 'text/html' }
const answer = (status: number, headers: Record<string, string> = {}, body?: string): Fault => ({
  kind: 'answer',
  status,
  headers,
  ...(body === undefined ? {} : { body }),
})
const took = (status: number): Fault => ({ kind: 'answer', status, accepts: true })

async function deliver(emulator: Emulator, inputs: Step['inputs'] = {}, step: Omit<Step, 'inputs'> = {}) {
  const ran = await runAction({ ...step, inputs: { ...validInputs(emulator), ...inputs } })
  const [{ outcome, attempts, reason }] = JSON.parse(ran.outputs['results'] ?? '')
  expect(ran.outputs['outcome']).toBe(outcome)
  expect(ran.exitCode).toBe(outcome === 'sent' ? 0 : 1)
  return { outcome, attempts, reason, ledger: emulator.ledger.length }
}

describe('the table of docs/delivery.md, line by line, through the committed bundle:', () => {
  const cases: [
    what: string,
    faults: Fault[],
    expected: { outcome: string; attempts: number; ledger: number },
  ][] = [
    ['2xx', [], { outcome: 'sent', attempts: 1, ledger: 1 }],
    ['2xx, empty', [took(204)], { outcome: 'sent', attempts: 1, ledger: 1 }],
    ['2xx, cut off', [{ kind: 'cut' }], { outcome: 'sent', attempts: 1, ledger: 1 }],
    [
      '2xx, reset in the middle',
      [{ kind: 'reset', when: 'mid-answer' }],
      { outcome: 'sent', attempts: 1, ledger: 1 },
    ],
    ['2xx, 3 MB', [{ kind: 'huge', bytes: 3_000_000 }], { outcome: 'sent', attempts: 1, ledger: 1 }],
    ['2xx, a byte at a time', [{ kind: 'drip', ms: 1 }], { outcome: 'sent', attempts: 1, ledger: 1 }],
    ['2xx, HTML', [answer(200, html, '<h1>')], { outcome: 'uncertain', attempts: 1, ledger: 0 }],
    ['2xx, error', [answer(200, {}, '{"error":"x"}')], { outcome: 'uncertain', attempts: 1, ledger: 0 }],
    ['2xx, errors', [answer(200, {}, '{"errors":["x"]}')], { outcome: 'uncertain', attempts: 1, ledger: 0 }],
    [
      '2xx, success: false',
      [answer(200, {}, '{"success":false}')],
      { outcome: 'uncertain', attempts: 1, ledger: 0 },
    ],
    ['429', [answer(429, { 'retry-after': '0' })], { outcome: 'sent', attempts: 2, ledger: 1 }],
    [
      '429, to the end',
      [answer(429, { 'retry-after': '61' })],
      { outcome: 'not-sent', attempts: 1, ledger: 0 },
    ],
    ['503, Retry-After', [answer(503, { 'retry-after': '1' })], { outcome: 'sent', attempts: 2, ledger: 1 }],
    [
      '503, Retry-After, a date',
      [answer(503, { 'retry-after': new Date(0).toUTCString() })],
      { outcome: 'sent', attempts: 2, ledger: 1 },
    ],
    ['401', [{ kind: 'expired-token' }], { outcome: 'sent', attempts: 2, ledger: 1 }],
    [
      '401 twice',
      [{ kind: 'expired-token' }, { kind: 'expired-token' }],
      { outcome: 'not-sent', attempts: 2, ledger: 0 },
    ],
    ...[301, 302, 307, 308, 400, 403, 404, 409].map((status): (typeof cases)[number] => [
      `${status}`,
      [answer(status)],
      { outcome: 'not-sent', attempts: 1, ledger: 0 },
    ]),
    ...[303, 408, 500, 502, 503, 504].map((status): (typeof cases)[number] => [
      `${status}, taken`,
      [took(status)],
      { outcome: 'uncertain', attempts: 1, ledger: 1 },
    ]),
    [
      'lost before it was read',
      [{ kind: 'reset', when: 'before-reading' }],
      { outcome: 'uncertain', attempts: 1, ledger: 0 },
    ],
    [
      'lost after the headers',
      [{ kind: 'reset', when: 'after-headers' }],
      { outcome: 'uncertain', attempts: 1, ledger: 0 },
    ],
    [
      'lost after the body',
      [{ kind: 'close', when: 'after-body' }],
      { outcome: 'uncertain', attempts: 1, ledger: 0 },
    ],
    [
      'lost after it was taken',
      [{ kind: 'reset', when: 'after-accepting' }],
      { outcome: 'uncertain', attempts: 1, ledger: 1 },
    ],
    [
      'no HTTP',
      [{ kind: 'garbage', bytes: '220 mail\r\n' }],
      { outcome: 'uncertain', attempts: 1, ledger: 0 },
    ],
  ]
  for (const [what, faults, expected] of cases) {
    test(`${what} → ${expected.outcome}, tries: ${expected.attempts}`, async ({ emulator }) => {
      emulator.faults('send', ...faults)

      expect(await deliver(emulator)).toMatchObject(expected)
    })
  }

  test('deadline during the send → uncertain', async ({ emulator }) => {
    emulator.faults('send', { kind: 'late', ms: 10_000 })

    expect(await deliver(emulator, { 'timeout-seconds': '1' })).toMatchObject({
      outcome: 'uncertain',
      ledger: 1,
    })
  })

  test('deadline during a wait → what it was, and at once', async ({ emulator }) => {
    emulator.faults('send', answer(429, { 'retry-after': '30' }))
    const began = performance.now()

    expect(await deliver(emulator, { 'timeout-seconds': '20' })).toMatchObject({
      outcome: 'not-sent',
      attempts: 1,
    })
    expect(performance.now() - began).toBeLessThan(5_000)
  })

  test('uncertain, and then refused → uncertain', async ({ emulator }) => {
    emulator.faults('send', took(504), answer(400))

    expect(await deliver(emulator, { 'resend-when-uncertain': 'true' })).toMatchObject({
      outcome: 'uncertain',
      attempts: 2,
      ledger: 1,
    })
  })

  test('uncertain, and then taken → sent', async ({ emulator }) => {
    emulator.faults('send', took(504))

    expect(await deliver(emulator, { 'resend-when-uncertain': 'true' })).toMatchObject({
      outcome: 'sent',
      attempts: 2,
      ledger: 2,
    })
  })

  test('connection refused → made again', async ({ emulator }) => {
    emulator.faults('token', { kind: 'refuse', ms: 150 })

    const delivered = await deliver(emulator, { retries: '10' })
    expect(delivered).toMatchObject({ outcome: 'sent', ledger: 1 })
    expect(delivered.attempts).toBeGreaterThan(1)
  })

  test('DNS → not-sent', async ({ emulator }) => {
    const delivered = await deliver(emulator, { 'api-url': 'https://walkme.invalid', retries: '0' })
    expect(delivered).toMatchObject({
      outcome: 'not-sent',
      reason: expect.stringMatching(/could not be resolved/),
    })
  })

  test('TLS failure → not-sent', async ({ emulator }) => {
    const delivered = await deliver(emulator, {
      'api-url': emulator.url.replace('http:', 'https:'),
      retries: '1',
    })
    expect(delivered).toMatchObject({
      outcome: 'not-sent',
      reason: expect.stringMatching(/no connection could be made \(ERR_SSL/),
    })
    expect(emulator.connections()).toBe(2)
  })

  test('certificate → not-sent, and not made again', async () => {
    const emulator = await startEmulator({ tls: selfSigned(), account: oneSystem() })
    try {
      const delivered = await deliver(emulator)
      expect(delivered).toMatchObject({
        outcome: 'not-sent',
        reason: expect.stringMatching(/NODE_EXTRA_CA_CERTS/),
      })
      expect(emulator.connections()).toBe(1)
    } finally {
      await emulator.close()
    }
  })

  test('certificate, with checks switched off in the environment → not-sent all the same', async () => {
    const emulator = await startEmulator({ tls: selfSigned(), account: oneSystem() })
    try {
      const delivered = await deliver(emulator, {}, { env: { NODE_TLS_REJECT_UNAUTHORIZED: '0' } })
      expect(delivered).toMatchObject({ outcome: 'not-sent', ledger: 0 })
    } finally {
      await emulator.close()
    }
  })

  test('the proxy refused the tunnel → not-sent, made again', async ({ emulator }) => {
    const { url, asked } = await refusingProxy()
    const delivered = await deliver(
      emulator,
      { 'api-url': 'https://api.example.com', retries: '1' },
      { env: { HTTPS_PROXY: url } },
    )
    expect(delivered).toMatchObject({
      outcome: 'not-sent',
      reason: expect.stringMatching(/proxy refused .*HTTP 403/),
    })
    expect(asked).toEqual(['api.example.com:443', 'api.example.com:443'])
  })
})

const hasSignals = runsIf(
  process.platform !== 'win32',
  'signals. A process on Windows cannot be sent SIGINT or SIGTERM by another.',
)

describe.runIf(hasSignals)('a cancelled job', () => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    test(`${signal} during a wait ends it with the verdict as it stands`, async ({ emulator }) => {
      emulator.faults('send', answer(429, { 'retry-after': '30' }))
      const cancelled = whenLogged(/next try in 30\.0 s/, signal)
      const delivered = await deliver(emulator, {}, { onSpawn: cancelled.watch })

      expect(delivered).toMatchObject({ outcome: 'not-sent', attempts: 1, ledger: 0 })
      expect(performance.now() - (await cancelled.at)).toBeLessThan(1_000)
    })

    test(`${signal} during the send is uncertain`, async ({ emulator }) => {
      emulator.faults('send', { kind: 'late', ms: 20_000 })
      const cancelled = whenLogged(/Token: ok/, signal, 200)
      const delivered = await deliver(emulator, {}, { onSpawn: cancelled.watch })

      expect(delivered).toMatchObject({ outcome: 'uncertain', attempts: 1, ledger: 1 })
      expect(delivered.reason).toMatch(/job was cancelled/)
      expect(performance.now() - (await cancelled.at)).toBeLessThan(1_000)
    })
  }

  test('a second signal does not cut the report short', async ({ emulator }) => {
    emulator.faults('send', answer(429, { 'retry-after': '30' }))
    const first = whenLogged(/next try/, 'SIGINT')
    const second = whenLogged(/next try/, 'SIGTERM')
    const delivered = await deliver(
      emulator,
      {},
      {
        onSpawn(child) {
          first.watch(child)
          second.watch(child)
        },
      },
    )

    expect(delivered).toMatchObject({ outcome: 'not-sent' })
  })
})

/** Sends a signal a moment after a line turns up in the log, and tells when. */
function whenLogged(line: RegExp, signal: NodeJS.Signals, milliseconds = 20) {
  const { promise: at, resolve } = Promise.withResolvers<number>()
  const watch = (child: ChildProcess) => {
    let log = ''
    child.stdout?.on('data', async (chunk) => {
      if (line.test(log)) return
      log += chunk
      if (!line.test(log)) return
      await delay(milliseconds)
      resolve(performance.now())
      child.kill(signal)
    })
  }
  return { at, watch }
}
