import type { ChildProcess } from 'node:child_process'
import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect } from 'vitest'
import { oneSystem } from '../../emulator/account.ts'
import { type Emulator, startEmulator } from '../../emulator/emulator.ts'
import type { Fault } from '../../emulator/faults.ts'
import { runAction, type Step } from '../../runner/runner.ts'
import { selfSigned } from '../counterparts/certificates.ts'
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

// Each line of the table once; `test/run` has all that falls under it, in process.
describe('the table of docs/delivery.md, line by line, through the committed bundle:', () => {
  const cases: [
    what: string,
    faults: Fault[],
    expected: { outcome: string; attempts: number; ledger: number },
  ][] = [
    ['2xx, cut off', [{ kind: 'cut' }], { outcome: 'sent', attempts: 1, ledger: 1 }],
    ['2xx, HTML', [answer(200, html, '<h1>')], { outcome: 'uncertain', attempts: 1, ledger: 0 }],
    ['429, Retry-After', [answer(429, { 'retry-after': '0' })], { outcome: 'sent', attempts: 2, ledger: 1 }],
    ['401', [{ kind: 'expired-token' }], { outcome: 'sent', attempts: 2, ledger: 1 }],
    ['307', [answer(307)], { outcome: 'not-sent', attempts: 1, ledger: 0 }],
    ['504, taken', [took(504)], { outcome: 'uncertain', attempts: 1, ledger: 1 }],
    [
      'lost after it was taken',
      [{ kind: 'reset', when: 'after-accepting' }],
      { outcome: 'uncertain', attempts: 1, ledger: 1 },
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

  test('connection refused → made again', async ({ emulator }) => {
    emulator.faults('token', { kind: 'refuse', ms: 300 })

    const delivered = await deliver(emulator, { retries: '10' })
    expect(delivered).toMatchObject({ outcome: 'sent', ledger: 1 })
    expect(delivered.attempts).toBeGreaterThan(1)
  })

  test('certificate → not-sent, and not made again, though the environment switches checks off', async () => {
    const emulator = await startEmulator({ tls: selfSigned(), account: oneSystem() })
    try {
      const delivered = await deliver(emulator, {}, { env: { NODE_TLS_REJECT_UNAUTHORIZED: '0' } })
      expect(delivered).toMatchObject({
        outcome: 'not-sent',
        ledger: 0,
        reason: expect.stringMatching(/NODE_EXTRA_CA_CERTS/),
      })
      expect(emulator.connections()).toBe(1)
    } finally {
      await emulator.close()
    }
  })
})

describe('before its answer the server sends', () => {
  const then = (head: string): Fault => ({
    kind: 'garbage',
    bytes: `HTTP/1.1 ${head}\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 12\r\n\r\n{"id":"n-1"}`,
  })

  test.for([
    ['100 Continue', '100 Continue'],
    ['101 Switching Protocols', '101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket'],
  ] as const)('%s, unasked → uncertain, and the reason names it', async ([what, head], { emulator }) => {
    emulator.faults('send', then(head))

    expect(await deliver(emulator)).toMatchObject({
      outcome: 'uncertain',
      attempts: 1,
      reason: `The server sent "${what}", which was not asked for, so the connection was closed before an answer came.`,
    })
  })

  test('103 Early Hints → sent', async ({ emulator }) => {
    emulator.faults('send', then('103 Early Hints'))

    expect(await deliver(emulator)).toMatchObject({ outcome: 'sent', attempts: 1 })
  })

  test('100 Continue to the token request → made again', async ({ emulator }) => {
    emulator.faults('token', then('100 Continue'))

    expect(await deliver(emulator)).toMatchObject({ outcome: 'sent', ledger: 1 })
  })
})

test('uncertain, and then taken, as was asked for → sent', async ({ emulator }) => {
  emulator.faults('send', took(504))

  expect(await deliver(emulator, { 'resend-when-uncertain': 'true' })).toMatchObject({
    outcome: 'sent',
    attempts: 2,
    ledger: 2,
  })
})

const hasSignals = runsIf(
  process.platform !== 'win32',
  'signals. A process on Windows cannot be sent SIGINT or SIGTERM by another.',
)

test('a bug in one delivery leaves the others, and all outputs', async () => {
  const emulator = await startEmulator()
  try {
    emulator.faults('send', answer(429, { 'retry-after': '0' }))
    const ran = await runAction({
      inputs: { ...validInputs(emulator), 'system-id': emulator.account.systems.join() },
      env: { NODE_OPTIONS: '--import=data:text/javascript,Math.random=()=>null.x' },
    })

    const results: { outcome: string; reason: string }[] = JSON.parse(ran.outputs['results'] ?? '')
    expect(ran.outputs['outcome']).toBe('partial')
    expect(results.map(({ outcome }) => outcome).toSorted()).toEqual(['sent', 'uncertain'])
    expect(results.map(({ reason }) => reason).join('')).toMatch(/^This is a bug of the action: TypeError/)
    expect(ran.summary).toContain('sent to 1 of 2 systems')
    expect(emulator.ledger).toHaveLength(1)
  } finally {
    await emulator.close()
  }
})

test('a secret in a text is refused before anything goes out', async ({ emulator }) => {
  const inputs = { ...validInputs(emulator), title: `see ${emulator.account.clientSecret}` }
  const ran = await runAction({ inputs })

  expect(ran.outputs['outcome']).toBe('not-sent')
  expect(ran.stdout).toMatch(/^::error::title: The text contains the value of "client-secret"/m)
  expect(ran.log).not.toContain(emulator.account.clientSecret)
  expect(emulator.requests).toEqual([])
})

describe.runIf(hasSignals)('a cancelled job', () => {
  test('SIGINT during a wait ends it with the verdict as it stands', async ({ emulator }) => {
    emulator.faults('send', answer(429, { 'retry-after': '30' }))
    const cancelled = whenLogged(/next try in 30\.0 s/, 'SIGINT')
    const delivered = await deliver(emulator, {}, { onSpawn: cancelled.watch })

    expect(delivered).toMatchObject({ outcome: 'not-sent', attempts: 1, ledger: 0 })
    expect(performance.now() - (await cancelled.at)).toBeLessThan(1_000)
  })

  test('SIGTERM during the send is uncertain', async ({ emulator }) => {
    emulator.faults('send', { kind: 'late', ms: 20_000 })
    const cancelled = whenLogged(/Token: ok/, 'SIGTERM', 200)
    const delivered = await deliver(emulator, {}, { onSpawn: cancelled.watch })

    expect(delivered).toMatchObject({ outcome: 'uncertain', attempts: 1, ledger: 1 })
    expect(delivered.reason).toMatch(/job was cancelled/)
    expect(performance.now() - (await cancelled.at)).toBeLessThan(1_000)
  })

  test('SIGHUP during the send is uncertain', async ({ emulator }) => {
    emulator.faults('send', { kind: 'late', ms: 20_000 })
    const cancelled = whenLogged(/Token: ok/, 'SIGHUP', 200)
    const delivered = await deliver(emulator, {}, { onSpawn: cancelled.watch })

    expect(delivered).toMatchObject({ outcome: 'uncertain', attempts: 1, ledger: 1 })
  })

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    test(`${signal} before the rest of the program is loaded is not-sent`, async ({ emulator }) => {
      const delivered = await deliver(emulator, {}, { env: { NODE_OPTIONS: signalAtFirstChunk(signal) } })

      expect(delivered).toMatchObject({ outcome: 'not-sent', attempts: 0, ledger: 0 })
      // The signal is heard while the connection for the token opens, or just before.
      expect(delivered.reason).toMatch(/^No token: the job was cancelled before/)
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

/** An option with which the process sends itself a signal as soon as it loads a second file of the bundle. */
function signalAtFirstChunk(signal: NodeJS.Signals): string {
  const source = `
    import { registerHooks } from 'node:module'
    let isFirst = true
    registerHooks({
      load(url, context, next) {
        if (isFirst && /\\d+\\.index\\.js$/.test(url)) {
          isFirst = false
          process.kill(process.pid, '${signal}')
        }
        return next(url, context)
      },
    })`
  return `--import=data:text/javascript,${encodeURIComponent(source)}`
}

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
