import { createServer } from 'node:https'
import { describe, expect, test } from 'vitest'
import { runInProcess, validInputs } from '../world.ts'
import { newAuthority, trustDuringTests } from './certificates.ts'
import { expectSent, expectUntouched, reasonOf } from './expectations.ts'
import { startBrokenProxy, startProxy, startSilentProxy, stoppedProxy } from './proxy.ts'
import { answer, startScripted, TOKEN } from './scripted.ts'
import { emulator } from './servers.ts'

const authority = newAuthority()
trustDuringTests(authority)

const tls = authority.issue()
const secure = () => emulator({ tls })

describe('a proxy that is of no use', () => {
  test('because it is down: not-sent, in words that name the proxy settings', async () => {
    const server = await secure()
    let waits = 0
    const ran = await runInProcess(
      { ...validInputs(server), retries: '2' },
      { HTTPS_PROXY: await stoppedProxy() },
      { delay: async () => void waits++ },
    )

    expectUntouched(ran, server)
    expect(reasonOf(ran)).toMatch(/connection was refused: .*proxy settings.*ECONNREFUSED/)
    expect(waits).toBe(2)
  })

  for (const status of [403, 502]) {
    test(`because it answers ${status}: not-sent, made again as often as retries says`, async () => {
      const server = await secure()
      const proxy = await startProxy({ refuse: () => status })
      const ran = await runInProcess({ ...validInputs(server), retries: '2' }, { HTTPS_PROXY: proxy.url })

      expectUntouched(ran, server)
      expect(reasonOf(ran)).toContain(`the proxy refused the connection to this host (HTTP ${status})`)
      expect(proxy.connects).toHaveLength(3)
    })
  }

  for (const [what, reply] of [
    ['hangs up', ''],
    ['is no HTTP server', 'SSH-2.0-server\r\n'],
    ['opens a tunnel and hangs up', 'HTTP/1.1 200 Connection Established\r\n\r\n'],
    ['opens a tunnel to something that is no TLS', 'HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 400 Bad Request\r\n\r\n'],
  ] as const) {
    test(`because it ${what}: not-sent, made again as often as retries says`, async () => {
      const server = await secure()
      const proxy = await startBrokenProxy(reply)
      const ran = await runInProcess({ ...validInputs(server), retries: '2' }, { HTTPS_PROXY: proxy.url })

      expectUntouched(ran, server)
      expect(reasonOf(ran)).toMatch(/^No token: no connection could be made/)
      expect(proxy.connections()).toBe(3)
    })
  }

  test('because it never answers: not-sent at the deadline', async () => {
    const server = await secure()
    const proxy = await startSilentProxy()
    const ran = await runInProcess(
      { ...validInputs(server), 'timeout-seconds': '1' },
      { HTTPS_PROXY: proxy.url },
    )

    expectUntouched(ran, server)
    expect(reasonOf(ran)).toMatch(/^No token: .*\b1 s.*passed before the request could be made\.$/)
  })

  test('for a moment only: it is sent all the same', async () => {
    const server = await secure()
    const proxy = await startProxy({ refuse: (nth) => (nth <= 2 ? 503 : undefined) })
    const ran = await runInProcess({ ...validInputs(server), retries: '2' }, { HTTPS_PROXY: proxy.url })

    expectSent(ran, server)
    expect(proxy.connects).toHaveLength(3)
  })
})

describe('a tunnel for the send', () => {
  const tokenAndClose = answer(TOKEN, 'HTTP/1.1 200 OK\r\nConnection: close')

  test('that the proxy refuses is certain not to have sent anything: made again', async () => {
    const server = await startScripted(createServer(tls), tokenAndClose)
    const proxy = await startProxy({ refuse: (nth) => (nth === 2 ? 502 : undefined) })
    const ran = await runInProcess(server.inputs, { HTTPS_PROXY: proxy.url })

    expect(ran.outputs['outcome']).toBe('sent')
    expect(proxy.connects).toHaveLength(3)
    expect(server.calls).toEqual(['token over 1', 'send over 2'])
  })

  test('that the proxy refuses for good is not-sent', async () => {
    const server = await startScripted(createServer(tls), tokenAndClose)
    const proxy = await startProxy({ refuse: (nth) => (nth >= 2 ? 502 : undefined) })
    const ran = await runInProcess({ ...server.inputs, retries: '2' }, { HTTPS_PROXY: proxy.url })

    expect(ran.outputs['outcome']).toBe('not-sent')
    expect(reasonOf(ran)).toBe('The proxy refused the connection to this host (HTTP 502).')
    expect(proxy.connects).toHaveLength(4)
    expect(server.calls).toEqual(['token over 1'])
  })

  test('that breaks once the send was read is uncertain, and nothing is made again', async () => {
    const server = await secure()
    server.faults('send', { kind: 'reset', when: 'after-accepting' })
    const proxy = await startProxy()
    const ran = await runInProcess(validInputs(server), { HTTPS_PROXY: proxy.url })

    expect(ran.outputs['outcome']).toBe('uncertain')
    expect(server.requests.map(({ call }) => call)).toEqual(['token', 'send'])
    expect(server.ledger).toHaveLength(1)
    expect(proxy.connects).toHaveLength(1)
  })
})
