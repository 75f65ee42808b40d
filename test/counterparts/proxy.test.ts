import { describe, expect, test } from 'vitest'
import { runAction } from '../../runner/runner.ts'
import { runInProcess, validInputs } from '../world.ts'
import { fileDuringTests, newAuthority, trustDuringTests } from './certificates.ts'
import { everythingWritten, expectSent, expectUntouched, reasonOf } from './expectations.ts'
import { startProxy, stoppedProxy } from './proxy.ts'
import { emulator } from './servers.ts'

const authority = newAuthority()
trustDuringTests(authority)
const authorityFile = fileDuringTests(authority)

const tls = authority.issue()
const secure = () => emulator({ tls })

const credentials = { username: 'dépôt@corp', password: 'p@ss:w/rd #1%' }
const withCredentials = (url: string, { username, password } = credentials) =>
  url.replace('://', `://${encodeURIComponent(username)}:${encodeURIComponent(password)}@`)

describe('both calls go through one tunnel of the proxy in', () => {
  const cases: [
    variables: string,
    of: (proxy: { url: string; address: string }) => Record<string, string>,
  ][] = [
    ['HTTPS_PROXY', ({ url }) => ({ HTTPS_PROXY: url })],
    ['https_proxy', ({ url }) => ({ https_proxy: url })],
    ['HTTPS_PROXY without a scheme', ({ address }) => ({ HTTPS_PROXY: address })],
    ['HTTPS_PROXY with a slash at the end', ({ url }) => ({ HTTPS_PROXY: `${url}/` })],
  ]
  for (const [variables, of] of cases) {
    test(variables, async () => {
      const server = await secure()
      const proxy = await startProxy()
      const ran = await runInProcess(validInputs(server), of(proxy))

      expectSent(ran, server)
      expect(proxy.connects).toEqual([`127.0.0.1:${server.port}`])
      expect(proxy.forwards).toEqual([])
      expect(server.connections()).toBe(1)
    })
  }

  test('HTTPS_PROXY, through the bundle', async () => {
    const server = await secure()
    const proxy = await startProxy()
    const step = await runAction({
      inputs: validInputs(server),
      env: { HTTPS_PROXY: proxy.url, NODE_EXTRA_CA_CERTS: authorityFile },
    })

    expectSent(step, server)
    expect(step.exitCode).toBe(0)
    expect(proxy.connects).toEqual([`127.0.0.1:${server.port}`])
  })
})

describe('HTTP_PROXY is for plain HTTP:', () => {
  for (const variable of ['HTTP_PROXY', 'http_proxy']) {
    test(`${variable} alone is not used for https:, even if nobody listens there`, async () => {
      const server = await secure()
      const proxy = await startProxy()
      for (const url of [proxy.url, await stoppedProxy()]) {
        const ran = await runInProcess({ ...validInputs(server), retries: '0' }, { [variable]: url })

        expect(ran.outputs['outcome']).toBe('sent')
      }
      expect([...proxy.connects, ...proxy.forwards]).toEqual([])
    })
  }
})

describe('of two variables', () => {
  test('HTTPS_PROXY counts before HTTP_PROXY', async () => {
    const server = await secure()
    const [right, wrong] = [await startProxy(), await startProxy()]
    const ran = await runInProcess(validInputs(server), { HTTP_PROXY: wrong.url, HTTPS_PROXY: right.url })

    expectSent(ran, server)
    expect(right.connects).toHaveLength(1)
    expect(wrong.connects).toEqual([])
  })

  test('the one in lower case counts', async () => {
    const server = await secure()
    const [right, wrong] = [await startProxy(), await startProxy()]
    const ran = await runInProcess(validInputs(server), { HTTPS_PROXY: wrong.url, https_proxy: right.url })

    expectSent(ran, server)
    expect(right.connects).toHaveLength(1)
    expect(wrong.connects).toEqual([])
  })

  test('an empty one does not count', async () => {
    const server = await secure()
    const proxy = await startProxy()
    const ran = await runInProcess(validInputs(server), { HTTPS_PROXY: proxy.url, https_proxy: '' })

    expectSent(ran, server)
    expect(proxy.connects).toHaveLength(1)
  })
})

test('a proxy gets to know the host and its own credentials, and WalkMe nothing of those', async () => {
  const server = await secure()
  const proxy = await startProxy({ credentials })
  const ran = await runInProcess(validInputs(server), { HTTPS_PROXY: withCredentials(proxy.url) })

  expectSent(ran, server)
  const basic = Buffer.from(`${credentials.username}:${credentials.password}`).toString('base64')
  const own = { host: `127.0.0.1:${server.port}`, 'proxy-authorization': `Basic ${basic}` }
  expect(proxy.headers).toEqual([expect.objectContaining(own)])
  expect(proxy.headers[0]).not.toHaveProperty('authorization')
  const toWalkMe = server.requests.flatMap(({ headers }) => Object.keys(headers))
  expect(toWalkMe.filter((name) => name.startsWith('proxy'))).toEqual([])
})

describe('a proxy that wants a user name and password', () => {
  test('lets both calls through with the right ones', async () => {
    const server = await secure()
    const proxy = await startProxy({ credentials })
    const ran = await runInProcess(validInputs(server), { HTTPS_PROXY: withCredentials(proxy.url) })

    expectSent(ran, server)
    expect(proxy.connects).toHaveLength(1)
  })

  test('takes a user name alone', async () => {
    const server = await secure()
    const proxy = await startProxy({ credentials: { username: 'ticket', password: '' } })
    const ran = await runInProcess(validInputs(server), {
      HTTPS_PROXY: proxy.url.replace('://', '://ticket@'),
    })

    expectSent(ran, server)
    expect(proxy.connects).toHaveLength(1)
  })

  test('turns away wrong ones: not-sent, in words that name HTTPS_PROXY and no password', async () => {
    const server = await secure()
    const proxy = await startProxy({ credentials })
    const wrong = { ...credentials, password: 'yesterday@s w/rd' }
    const HTTPS_PROXY = withCredentials(proxy.url, wrong)
    const ran = await runInProcess({ ...validInputs(server), 'system-id': 'a, b, c' }, { HTTPS_PROXY })

    expectUntouched(ran, server)
    // Presented once, although there are retries left and three systems: accounts lock.
    expect(proxy.connects).toHaveLength(1)
    expect(reasonOf(ran)).toMatch(/HTTPS_PROXY.*HTTP 407/)
    const forms = [
      wrong.password,
      encodeURIComponent(wrong.password),
      Buffer.from(`${wrong.username}:${wrong.password}`).toString('base64'),
    ]
    for (const form of forms) {
      expect(ran.masked).toContain(form)
      expect(everythingWritten(ran)).not.toContain(form)
    }
  })

  test('turns away none at all: not-sent', async () => {
    const server = await secure()
    const proxy = await startProxy({ credentials })
    const ran = await runInProcess({ ...validInputs(server), retries: '0' }, { HTTPS_PROXY: proxy.url })

    expectUntouched(ran, server)
    expect(reasonOf(ran)).toMatch(/HTTPS_PROXY.*HTTP 407/)
  })

  test('turns away the bundle, which writes the password nowhere', async () => {
    const server = await secure()
    const proxy = await startProxy({ credentials })
    const wrong = { username: 'deploy', password: 'yesterday@s w/rd' }
    const HTTPS_PROXY = withCredentials(proxy.url, wrong)
    const step = await runAction({
      inputs: validInputs(server),
      env: { HTTPS_PROXY, NODE_EXTRA_CA_CERTS: authorityFile },
      debug: true,
    })

    expect(step.exitCode).toBe(1)
    expect(step.outputs['outcome']).toBe('not-sent')
    expect(step.log).toContain('in HTTPS_PROXY, or there are none (HTTP 407)')
    expect(proxy.connects).toHaveLength(1)
    expect(server.connections()).toBe(0)
    const readable = [step.stdout, step.stderr, step.summary, JSON.stringify(step.outputs)]
      .join('\n')
      .replaceAll(/^::add-mask::.*$/gm, '')
    for (const form of [wrong.password, encodeURIComponent(wrong.password), HTTPS_PROXY])
      expect(readable).not.toContain(form)
  })
})

test('a plain http: base URL is never proxied, whatever the variables say', async () => {
  const server = await emulator()
  const { url, connects, forwards } = await startProxy()
  const variables = { HTTPS_PROXY: url, https_proxy: url, HTTP_PROXY: url, http_proxy: url }
  const ran = await runInProcess(validInputs(server), variables)

  expectSent(ran, server)
  expect([...connects, ...forwards]).toEqual([])
})
