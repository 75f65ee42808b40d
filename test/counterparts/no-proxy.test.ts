import { describe, expect, test } from 'vitest'
import { runAction } from '../../runner/runner.ts'
import { runInProcess, validInputs } from '../world.ts'
import { fileDuringTests, newAuthority, trustDuringTests } from './certificates.ts'
import { expectSent } from './expectations.ts'
import { startProxy, stoppedProxy } from './proxy.ts'
import { emulator, resolveExamplesHere } from './servers.ts'

const authority = newAuthority()
trustDuringTests(authority)
resolveExamplesHere()
const authorityFile = fileDuringTests(authority)

const tls = authority.issue({ hosts: ['127.0.0.1', 'localhost', 'walkme.example', '*.walkme.example'] })
const secure = () => emulator({ tls })

describe('NO_PROXY', () => {
  const cases: [what: string, host: string, noProxy: (port: number) => string, isProxied: boolean][] = [
    ['an address keeps it off the proxy', '127.0.0.1', () => '127.0.0.1', false],
    ['localhost does', 'localhost', () => 'localhost', false],
    ['a host name does', 'api.walkme.example', () => 'api.walkme.example', false],
    ['a domain does for its subdomains', 'api.walkme.example', () => 'walkme.example', false],
    ['a domain with a dot before it does', 'api.walkme.example', () => '.walkme.example', false],
    ['a top-level domain does', 'api.walkme.example', () => 'example', false],
    ['a domain with a star before it does', 'api.walkme.example', () => '*.walkme.example', false],
    ['letters of any case do', 'api.walkme.example', () => 'API.WalkMe.Example', false],
    ['a host with its port does', '127.0.0.1', (port) => `127.0.0.1:${port}`, false],
    ['a domain with its port does', 'api.walkme.example', (port) => `.walkme.example:${port}`, false],
    ['a star does', '127.0.0.1', () => '*', false],
    ['a star in a list does', '127.0.0.1', () => 'intranet.example,*', false],
    ['one of a list with commas does', '127.0.0.1', () => 'intranet.example,127.0.0.1,x.example', false],
    ['one of a list with spaces does', '127.0.0.1', () => 'intranet.example 127.0.0.1 x.example', false],
    ['one of a list with both does', '127.0.0.1', () => ' intranet.example , 127.0.0.1 ', false],
    ['another port does not', '127.0.0.1', (port) => `127.0.0.1:${port - 1}`, true],
    ['another host does not', '127.0.0.1', () => 'localhost,intranet.example', true],
    ['a subdomain does not for its domain', 'walkme.example', () => 'api.walkme.example', true],
    ['the end of a longer name does not', 'api.walkme.example', () => 'me.example', true],
    ['the beginning of a name does not', 'api.walkme.example', () => 'api.walkme,api', true],
    ['a list of nothing does not', '127.0.0.1', () => ' , ', true],
  ]
  for (const [what, host, noProxy, isProxied] of cases) {
    test(what, async () => {
      const server = await secure()
      const proxy = await startProxy()
      const ran = await runInProcess(
        { ...validInputs(server), 'api-url': `https://${host}:${server.port}` },
        { HTTPS_PROXY: proxy.url, NO_PROXY: noProxy(server.port) },
      )

      expectSent(ran, server)
      expect(proxy.connects).toEqual(isProxied ? [`${host}:${server.port}`] : [])
    })
  }

  test('in lower case keeps it off the proxy', async () => {
    const server = await secure()
    const proxy = await startProxy()
    const ran = await runInProcess(validInputs(server), { https_proxy: proxy.url, no_proxy: '127.0.0.1' })

    expectSent(ran, server)
    expect(proxy.connects).toEqual([])
  })

  test('keeps token and send on one connection of their own', async () => {
    const server = await secure()
    const proxy = await startProxy()
    await runInProcess(validInputs(server), { HTTPS_PROXY: proxy.url, NO_PROXY: '*' })

    expect(server.requests.map(({ connection }) => connection)).toEqual([1, 1])
    expect(server.connections()).toBe(1)
  })

  test('keeps the bundle off a proxy that is down', async () => {
    const server = await secure()
    const HTTPS_PROXY = await stoppedProxy()
    const step = await runAction({
      inputs: { ...validInputs(server), retries: '0' },
      env: { HTTPS_PROXY, NO_PROXY: 'intranet.example, 127.0.0.1', NODE_EXTRA_CA_CERTS: authorityFile },
    })

    expectSent(step, server)
  })
})
