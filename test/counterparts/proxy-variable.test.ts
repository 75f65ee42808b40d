import { describe, expect, test } from 'vitest'
import { runAction } from '../../runner/runner.ts'
import { runInProcess, validInputs } from '../world.ts'
import { newAuthority, trustDuringTests } from './certificates.ts'
import { everythingWritten, expectSent, expectUntouched } from './expectations.ts'
import { emulator } from './servers.ts'

const authority = newAuthority()
trustDuringTests(authority)

const tls = authority.issue()
const secure = () => emulator({ tls })

describe('a variable that holds no URL of a proxy is not-sent, in words that name it but no password:', () => {
  const cases: [what: string, url: string][] = [
    ['a port that is none', 'http://deploy:Pa55w0rd@127.0.0.1:port'],
    ['no host', 'http://'],
    ['another protocol', 'ftp://deploy:Pa55w0rd@127.0.0.1:9'],
    ['a password with a bare percent sign', 'http://deploy:Pa55w0rd%@127.0.0.1:9'],
    ['a password with a bare number sign', 'http://deploy:Pa55#w0rd@127.0.0.1:9'],
    ['a password with a bare slash', 'http://deploy:Pa55/w0rd@127.0.0.1:9'],
  ]
  for (const [what, url] of cases) {
    test(what, async () => {
      const server = await secure()
      const ran = await runInProcess({ ...validInputs(server), retries: '0' }, { HTTPS_PROXY: url })

      expectUntouched(ran, server)
      expect(ran.exitCode).toBe(1)
      expect(ran.said('error')).toEqual([
        expect.stringMatching(/^HTTPS_PROXY: This is not the URL of a proxy/),
      ])
      expect(everythingWritten(ran)).not.toMatch(/Pa55|w0rd/)
    })
  }

  test('a SOCKS proxy, which is said by name', async () => {
    const server = await secure()
    const ran = await runInProcess(validInputs(server), {
      all_proxy: 'x',
      https_proxy: 'socks5://127.0.0.1:9',
    })

    expectUntouched(ran, server)
    expect(ran.said('error')).toEqual([
      'https_proxy: A SOCKS proxy cannot be used. Write an HTTP proxy as http://host:port, or name this host in NO_PROXY: 127.0.0.1.',
    ])
    expect(ran.summary).toContain('A SOCKS proxy cannot be used')
  })

  test('unless NO_PROXY excludes the host', async () => {
    for (const HTTPS_PROXY of ['socks5://127.0.0.1:9', 'http://deploy:Pa55#w0rd@127.0.0.1:9']) {
      const server = await secure()
      const ran = await runInProcess(validInputs(server), { HTTPS_PROXY, NO_PROXY: '*' })

      expectSent(ran, server)
    }
  })

  test('and the bundle ends with outputs and without a stack', async () => {
    const server = await secure()
    const step = await runAction({
      inputs: validInputs(server),
      env: { HTTPS_PROXY: 'http://deploy:Pa55#w0rd@127.0.0.1:9' },
    })

    expect(step.outputs['outcome']).toBe('not-sent')
    expect(step.stderr).toBe('')
    expect(step.log).not.toMatch(/Pa55|w0rd/)
  })
})
