import { createServer as createTlsServer } from 'node:https'
import { connect, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { runAction } from '../../runner/runner.ts'
import { runsIf } from '../skipped.ts'
import { type StepInputs, validInputs } from '../world.ts'
import { fileDuringTests, newAuthority } from './certificates.ts'
import { expectSent } from './expectations.ts'
import { answer, ID, TOKEN } from './scripted.ts'
import { emulator, listenBare, listenHere } from './servers.ts'
import { openSilentPort } from './silent-port.ts'

const authority = newAuthority()
const tls = authority.issue()
const env = { NODE_EXTRA_CA_CERTS: fileDuringTests(authority) }

const listen = (take: (socket: Socket, number: number) => void) => listenBare(take, 'https')

describe('through the bundle, the early connection', () => {
  test('is the one that carries both calls', async () => {
    const server = await emulator({ tls })
    const step = await runAction({ inputs: validInputs(server), env })

    expectSent(step, server)
    expect(server.connections()).toBe(1)
  })

  test('says nothing where an input is wrong, and holds nothing up', async () => {
    const heard: Buffer[] = []
    const server = await listen((socket) => socket.on('data', (data) => heard.push(data)))
    const inputs = { ...validInputs(await emulator()), 'api-url': server.url, 'notification-type': 'banner' }
    const began = performance.now()
    const step = await runAction({ inputs, env })

    expect(step.outputs['outcome']).toBe('not-sent')
    expect(performance.now() - began).toBeLessThan(5_000)
    expect(server.connections()).toBe(1)
    // At most the beginning of a TLS handshake: a record of type 22.
    expect(heard.every((data) => data[0] === 22)).toBe(true)
  })

  test('is done without where the server closes it', async () => {
    const server = await emulator({ tls })
    const front = await listen((socket, number) => {
      if (number === 1) socket.destroy()
      else socket.pipe(connect(server.port, '127.0.0.1')).pipe(socket)
    })
    const step = await runAction({ inputs: { ...validInputs(server), 'api-url': front.url }, env })

    expectSent(step, server)
    expect(front.connections()).toBe(2)
  })

  test('fails in the words of any other where nobody listens', async () => {
    const inputs = { ...validInputs(await emulator()), 'api-url': 'https://127.0.0.1:1', retries: '0' }
    const step = await runAction({ inputs, env })

    expect(step.outputs['outcome']).toBe('not-sent')
    expect(step.log).toMatch(/nobody listens|ECONNREFUSED/)
  })

  const onLinux = runsIf(process.platform === 'linux', 'a host that drops packets: only Linux can play it.')
  test.runIf(onLinux).each<[what: string, inputs: StepInputs, says: RegExp]>([
    [
      'the deadline',
      { 'timeout-seconds': '1' },
      /the deadline of 1 s passed before the request could be made/,
    ],
    ['a mistake', { 'notification-type': 'banner' }, /"banner" is not one of/],
  ])('does not outlive %s', async (_, given, says) => {
    const silent = await openSilentPort()
    onTestFinished(silent.close)
    const began = performance.now()
    const inputs = {
      ...validInputs(await emulator()),
      'api-url': `https://127.0.0.1:${silent.port}`,
      ...given,
    }
    const step = await runAction({ inputs, env })

    expect(step.outputs['outcome']).toBe('not-sent')
    expect(step.log).toMatch(says)
    expect(performance.now() - began).toBeLessThan(5_000)
  })

  test('never fails a run by itself', async () => {
    const server = await emulator({ tls })
    const options = '--tls-cipher-list=nonsense'
    const inputs = { ...validInputs(server), retries: '0' }
    const step = await runAction({ inputs, env: { ...env, NODE_OPTIONS: options } })

    expect(step.outputs['outcome']).toBe('not-sent')
    expect(step.log).toMatch(/ERR_SSL_NO_CIPHER_MATCH/)
  })

  test('has five beside it where there are many systems, and each hears of it once', async () => {
    const systems = Array.from({ length: 20 }, (_, index) => `system-${index + 1}`)
    const server = await emulator({ tls, account: { systems } })
    const step = await runAction({ inputs: { ...validInputs(server), 'system-id': systems.join() }, env })

    expect(step.outputs['outcome']).toBe('sent')
    expect(server.ledger.map(({ notification }) => notification.systemId).toSorted()).toEqual(
      systems.toSorted(),
    )
    expect(server.connections()).toBe(6)
  })
})

test('what a server does to the idle connections as it answers with the token harms no send', async () => {
  const idle = new Set<Duplex>()
  let sends = 0
  const server = createTlsServer(tls).on('secureConnection', (socket) => idle.add(socket))
  server.on('request', async ({ url, socket }) => {
    idle.delete(socket)
    if (url !== '/accounts/connect/token') {
      sends++
      socket.write(answer(`{"notificationId":"${ID}"}`))
      return
    }
    await vi.waitUntil(() => idle.size === 4)
    socket.write(answer(TOKEN))
    for (const [index, other] of [...idle].entries()) {
      if (index % 2 === 0) other.end()
      else other.write(answer('{"notificationId":"false"}'))
    }
  })
  const inputs = {
    ...validInputs(await emulator()),
    'api-url': `https://127.0.0.1:${await listenHere(server)}`,
    'system-id': 'a, b, c, d, e',
  }
  const step = await runAction({ inputs, env })

  expect(step.outputs['outcome']).toBe('sent')
  expect(JSON.parse(step.outputs['notification-ids'] ?? '')).toEqual([ID, ID, ID, ID, ID])
  expect(sends).toBe(5)
})
