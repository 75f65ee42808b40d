import { createServer } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { type Ran, runInProcess, validInputs } from '../world.ts'
import { newAuthority, trustDuringTests } from './certificates.ts'
import { startProxy } from './proxy.ts'
import { answer, ID, startScripted, TOKEN } from './scripted.ts'
import { emulator } from './servers.ts'

const authority = newAuthority()
trustDuringTests(authority)
const tls = authority.issue()

function expectSent(ran: Ran): void {
  expect(ran.outputs['outcome']).toBe('sent')
}

describe('token and send share a connection', () => {
  test('over TCP', async () => {
    const server = await startScripted(createServer(), answer(TOKEN))
    const ran = await runInProcess(server.inputs)

    expectSent(ran)
    expect(server.calls).toEqual(['token over 1', 'send over 1'])
  })

  test('over TLS, with one handshake', async () => {
    const server = await startScripted(createTlsServer(tls), answer(TOKEN))
    const ran = await runInProcess(server.inputs)

    expectSent(ran)
    expect(server.calls).toEqual(['token over 1', 'send over 1'])
    expect(server.handshakes()).toBe(1)
  })

  test('with a try that is made again at once', async () => {
    const server = await emulator()
    server.faults('send', { kind: 'answer', status: 429 })
    const ran = await runInProcess(validInputs(server))

    expectSent(ran)
    expect(server.requests.map(({ connection }) => connection)).toEqual([1, 1, 1])
  })
})

describe('a try after a wait of more than a second has a connection of its own', () => {
  const waitInEarnest = { delay: (_: number, signal: AbortSignal) => delay(1_100, undefined, { signal }) }

  test('to the server', async () => {
    const server = await emulator({ tls })
    server.faults('send', { kind: 'answer', status: 429, headers: { 'retry-after': '2' } })
    const ran = await runInProcess(validInputs(server), {}, waitInEarnest)

    expectSent(ran)
    expect(server.requests.map(({ connection }) => connection)).toEqual([1, 1, 2])
  })

  test('through the proxy', async () => {
    const server = await emulator({ tls })
    const proxy = await startProxy()
    server.faults('send', { kind: 'answer', status: 429, headers: { 'retry-after': '2' } })
    const ran = await runInProcess(validInputs(server), { HTTPS_PROXY: proxy.url }, waitInEarnest)

    expectSent(ran)
    expect(server.requests.map(({ connection }) => connection)).toEqual([1, 1, 2])
    expect(proxy.connects).toHaveLength(2)
  })
})

describe('the send has a connection of its own after a token that came with', () => {
  const heads = [
    'HTTP/1.1 200 OK\r\nConnection: close',
    'HTTP/1.1 200 OK\r\nconnection: Close',
    'HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nKeep-Alive: timeout=1',
    'HTTP/1.0 200 OK',
  ]
  for (const head of heads) {
    test(head.replaceAll('\r\n', ', '), async () => {
      const server = await startScripted(createServer(), answer(TOKEN, head))
      const ran = await runInProcess(server.inputs)

      expectSent(ran)
      expect(server.calls).toEqual(['token over 1', 'send over 2'])
    })
  }
})

test('an answer that nobody asked for is not taken for that to the send', async () => {
  const forged = answer('{"notificationId":"forged"}')
  const server = await startScripted(createServer(), answer(TOKEN) + forged)
  const ran = await runInProcess(server.inputs)

  expect(ran.outputs).toMatchObject({ outcome: 'sent', 'notification-id': ID })
  expect(server.calls).toEqual(['token over 1', 'send over 2'])
})

describe('a server that hangs up right after the token has the notification once or not at all, as is said,', () => {
  for (const [what, options] of [
    ['over TCP', {}],
    ['over TLS', { tls }],
  ] as const) {
    test(what, async () => {
      for (let run = 0; run < 20; run++) {
        const server = await emulator(options)
        server.faults('token', { kind: 'hang-up-idle' })
        const ran = await runInProcess(validInputs(server))
        await server.settled()

        expect(ran.outputs['outcome']).toMatch(/^(sent|uncertain)$/)
        expect(server.ledger).toHaveLength(ran.outputs['outcome'] === 'sent' ? 1 : 0)
        expect(server.requests.map(({ call }) => call)).toEqual(['token', 'send'])
      }
    })
  }
})
