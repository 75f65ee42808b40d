import { describe, expect, test } from 'vitest'
import { runInProcess, validInputs } from '../world.ts'
import { newAuthority, trustDuringTests } from './certificates.ts'
import { expectSent, expectUntouched, reasonOf } from './expectations.ts'
import { startProxy } from './proxy.ts'
import { emulator } from './servers.ts'

const authority = newAuthority()
trustDuringTests(authority)

const tls = authority.issue()
const secure = () => emulator({ tls })

describe('a certificate that is not right behind the proxy is not-sent, and no second tunnel is tried:', () => {
  const stranger = newAuthority()
  const cases: [what: string, tls: { key: string; cert: string }, remedy: RegExp][] = [
    ['expired', authority.issue({ until: -0.5 }), /has expired.*must renew it/],
    ['another host name', authority.issue({ hosts: ['other.example'] }), /another host name.*api-url/],
    ['an unknown authority', stranger.issue(), /NODE_EXTRA_CA_CERTS/],
  ]
  for (const [what, wrong, remedy] of cases) {
    test(what, async () => {
      const server = await emulator({ tls: wrong })
      const proxy = await startProxy()
      const ran = await runInProcess(validInputs(server), { HTTPS_PROXY: proxy.url })

      expect(ran.outputs['outcome']).toBe('not-sent')
      expect(reasonOf(ran)).toMatch(remedy)
      expect(proxy.connects).toHaveLength(1)
      expect(server.requests).toEqual([])
    })
  }
})

describe('a proxy that is spoken to over TLS', () => {
  test('carries both calls', async () => {
    const server = await secure()
    const proxy = await startProxy({ tls: authority.issue() })
    const ran = await runInProcess(validInputs(server), { HTTPS_PROXY: proxy.url })

    expectSent(ran, server)
    expect(proxy.connects).toEqual([`127.0.0.1:${server.port}`])
  })

  for (const [what, wrong] of [
    ['whose certificate has expired', authority.issue({ until: -0.5 })],
    ['whose certificate is for another host name', authority.issue({ hosts: ['other.example'] })],
    ['whose authority is unknown', newAuthority().issue()],
  ] as const) {
    test(`${what}: not-sent, with no tunnel asked for`, async () => {
      const server = await secure()
      const proxy = await startProxy({ tls: wrong })
      const ran = await runInProcess(validInputs(server), { HTTPS_PROXY: proxy.url })

      expectUntouched(ran, server)
      expect(reasonOf(ran)).toMatch(/certificate/)
      expect(proxy.connections()).toBe(1)
      expect(proxy.connects).toEqual([])
    })
  }
})
