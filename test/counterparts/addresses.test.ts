import dns from 'node:dns'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { connectionsTo } from '../../src/http/connections.ts'
import { preconnect } from '../../src/walkme/preconnect.ts'
import { runsIf } from '../skipped.ts'
import { runInProcess, validInputs } from '../world.ts'
import { newAuthority, trustDuringTests } from './certificates.ts'
import { expectSent } from './expectations.ts'
import { emulator } from './servers.ts'
import { openSilentPort } from './silent-port.ts'

const authority = newAuthority()
trustDuringTests(authority)
const tls = authority.issue({ hosts: ['walkme.example'] })

/** Gives `walkme.example` these addresses until the test ends. */
function resolveTo(...addresses: string[]): void {
  const spy = vi.spyOn(dns, 'lookup').mockImplementation((...given: unknown[]) => {
    const callback: unknown = given.at(-1)
    const found = addresses.map((address) => ({ address, family: 4 }))
    if (typeof callback === 'function') setImmediate(() => callback(null, found))
  })
  onTestFinished(() => spy.mockRestore())
}

const onLinux = runsIf(process.platform === 'linux', 'a host with a dead address: only Linux can play it.')

describe.runIf(onLinux)('a host of whose two addresses the first is dead, as behind a firewall,', () => {
  async function halfDead() {
    const server = await emulator({ tls })
    const silent = await openSilentPort('127.0.0.2', server.port)
    onTestFinished(silent.close)
    resolveTo('127.0.0.2', '127.0.0.1')
    return { server, url: `https://walkme.example:${server.port}` }
  }

  test('is reached at the other one, and the first had a second of time', async () => {
    const { server, url } = await halfDead()
    const began = performance.now()
    const ran = await runInProcess({ ...validInputs(server), 'api-url': url })

    expectSent(ran, server)
    // Node's own 250 ms would give up an address over a slow link that answers after 300.
    expect(performance.now() - began).toBeGreaterThan(990)
  })

  test('is reached by the early connection, which goes on to the other one too', async () => {
    const { server, url } = await halfDead()
    const began = performance.now()
    const credentials = { 'INPUT_CLIENT-ID': 'id', 'INPUT_CLIENT-SECRET': 'secret' }
    const early = await preconnect({ 'INPUT_API-URL': url, ...credentials })
    onTestFinished(() => early?.close())

    await expect.poll(server.connections, { timeout: 5_000 }).toBe(1)
    expect(performance.now() - began).toBeGreaterThan(990)
    expect(performance.now() - began).toBeLessThan(2_000)
  })
})

test('a host whose addresses are both good is reached at the first', async () => {
  const server = await emulator({ tls })
  resolveTo('127.0.0.1', '127.0.0.2')
  const connections = connectionsTo(new URL(`https://walkme.example:${server.port}`))
  onTestFinished(connections.close)
  connections.open()

  await expect.poll(server.connections).toBe(1)
})
