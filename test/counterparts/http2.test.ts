import { connect, constants, createSecureServer, type SecureServerOptions } from 'node:http2'
import { describe, expect, test } from 'vitest'
import type { Emulator } from '../../emulator/emulator.ts'
import type { Fault } from '../../emulator/faults.ts'
import type { Exchange } from '../../src/http/exchange.ts'
import { createHttpClient, type HttpClient } from '../../src/http/http.ts'
import { runInProcess } from '../world.ts'
import { newAuthority, trustDuringTests } from './certificates.ts'
import { startProxy } from './proxy.ts'
import { emulator, listenHere } from './servers.ts'

const authority = newAuthority()
trustDuringTests(authority)
const tls = authority.issue()

interface Server {
  url: string
  port: number
  /** The application protocols that each client offered (ALPN). */
  offers: string[][]
  /** The protocol that each connection settled on. */
  agreed: unknown[]
  /** What was asked: the version of HTTP and the path. */
  requests: string[]
  /** TCP connections accepted so far. */
  connections: () => number
  /** HTTP/2 streams that were opened. */
  streams: () => number
}

const answers: Record<string, string> = {
  '/accounts/connect/token': '{"access_token":"token-of-the-test","token_type":"bearer"}',
  '/public/v1/notifications/send': '{"notificationId":"n-1"}',
}

/** A server that prefers HTTP/2 to HTTP/1.1, if it speaks that at all, and refuses streams if told so. */
async function startServer({ allowHTTP1 = true, refuseStreams = false } = {}): Promise<Server> {
  const seen: Pick<Server, 'offers' | 'agreed' | 'requests'> = { offers: [], agreed: [], requests: [] }
  let connections = 0
  let streams = 0
  const choose: SecureServerOptions = {
    ALPNCallback({ protocols }) {
      seen.offers.push(protocols)
      return ['h2', 'http/1.1'].find((protocol) => protocols.includes(protocol))
    },
  }
  // Without a callback, Node turns a client that offers no HTTP/2 away as any server does: by a TLS alert.
  const server = createSecureServer({ ...tls, allowHTTP1, ...(allowHTTP1 ? choose : {}) })
  server.on('secureConnection', ({ alpnProtocol }) => void seen.agreed.push(alpnProtocol))
  server.on('connection', () => connections++)
  server.on('sessionError', () => undefined)
  server.on('stream', (stream) => {
    streams++
    stream.on('error', () => undefined)
    if (refuseStreams) stream.close(constants.NGHTTP2_REFUSED_STREAM)
  })
  server.on('request', (request, response) => {
    seen.requests.push(`HTTP/${request.httpVersion} ${request.url}`)
    if (refuseStreams && request.httpVersion === '2.0') return
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(answers[request.url] ?? '')
  })
  const port = await listenHere(server)
  return {
    url: `https://127.0.0.1:${port}`,
    port,
    ...seen,
    connections: () => connections,
    streams: () => streams,
  }
}

const inputs = ({ url }: Server) => ({
  'client-id': 'id',
  'client-secret': 'secret-of-the-test',
  'api-url': url,
  'template-id': 'template',
  audiences: 'sales',
})

const bothInHttp1 = ['HTTP/1.1 /accounts/connect/token', 'HTTP/1.1 /public/v1/notifications/send']

/** Asks as a client of HTTP/2 does, and tells how its stream ended. */
function askInHttp2({ url }: Server): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  const session = connect(url)
  session.on('error', reject)
  const stream = session.request({ ':method': 'POST', ':path': '/accounts/connect/token' })
  stream.on('error', () => undefined)
  stream.on('close', () => {
    resolve(stream.rstCode)
    session.destroy()
  })
  stream.end()
  return promise
}

describe('HTTP/2 is never spoken', () => {
  test('to a server that prefers it', async () => {
    const server = await startServer()
    const ran = await runInProcess(inputs(server))

    expect(ran.outputs).toMatchObject({ outcome: 'sent', 'notification-id': 'n-1' })
    expect(server.offers).toEqual([['http/1.1']])
    expect(server.agreed).toEqual(['http/1.1'])
    expect(server.requests).toEqual(bothInHttp1)
  })

  test('to a server that prefers it, behind a proxy', async () => {
    const server = await startServer()
    const proxy = await startProxy()
    const ran = await runInProcess(inputs(server), { HTTPS_PROXY: proxy.url })

    expect(ran.outputs['outcome']).toBe('sent')
    expect(proxy.connects).toEqual([`127.0.0.1:${server.port}`])
    expect(server.offers).toEqual([['http/1.1']])
    expect(server.requests).toEqual(bothInHttp1)
  })

  test('to a server that prefers it, past a proxy by NO_PROXY', async () => {
    const server = await startServer()
    const proxy = await startProxy()
    const ran = await runInProcess(inputs(server), { HTTPS_PROXY: proxy.url, NO_PROXY: '*' })

    expect(ran.outputs['outcome']).toBe('sent')
    expect(proxy.connects).toEqual([])
    expect(server.offers).toEqual([['http/1.1']])
    expect(server.requests).toEqual(bothInHttp1)
  })

  test('to a proxy over TLS', async () => {
    const server = await startServer()
    const offers: string[][] = []
    const ALPNCallback = ({ protocols }: { protocols: string[] }) => {
      offers.push(protocols)
      return 'http/1.1'
    }
    const proxy = await startProxy({ tls: { ...tls, ALPNCallback } })
    const ran = await runInProcess(inputs(server), { HTTPS_PROXY: proxy.url })

    expect(ran.outputs['outcome']).toBe('sent')
    expect(offers).toEqual([['http/1.1']])
  })

  test('to a server that refuses every stream of it, so that nothing is lost or said twice', async () => {
    const server = await startServer({ refuseStreams: true })
    const ran = await runInProcess(inputs(server))

    expect(ran.outputs['outcome']).toBe('sent')
    expect(server.requests).toEqual(bothInHttp1)
    expect(server.streams()).toBe(0)
    expect(await askInHttp2(server)).toBe(constants.NGHTTP2_REFUSED_STREAM)
    expect(server.streams()).toBe(1)
  })

  test('to a server that speaks nothing else: not-sent', async () => {
    const server = await startServer({ allowHTTP1: false, refuseStreams: true })
    const ran = await runInProcess({ ...inputs(server), retries: '1' })

    expect(ran.outputs['outcome']).toBe('not-sent')
    expect(ran.said('error')).toEqual([expect.stringContaining('NO_APPLICATION_PROTOCOL')])
    expect(server.connections()).toBe(2)
    expect(server.streams()).toBe(0)
    expect(await askInHttp2(server)).toBe(constants.NGHTTP2_REFUSED_STREAM)
  })
})

describe('undici repeats nothing by itself:', () => {
  const faults: [what: string, fault: Fault][] = [
    ['a reset before the body is read', { kind: 'reset', when: 'before-reading' }],
    ['a reset after the body', { kind: 'reset', when: 'after-body' }],
    ['a reset after it was acted on', { kind: 'reset', when: 'after-accepting' }],
    ['a connection that is closed after the body', { kind: 'close', when: 'after-body' }],
    ['an answer that is not HTTP', { kind: 'garbage', bytes: 'HTTP/9 nonsense\r\n\r\n' }],
  ]
  for (const [what, fault] of faults) {
    for (const way of ['directly', 'through a proxy'] as const) {
      test(`${what} fails one request, ${way}`, async () => {
        const server = await emulator({ tls })
        const proxies = way === 'directly' ? {} : { httpsProxy: (await startProxy()).url }
        const { posted, http } = await open(server, proxies)
        server.faults('token', fault)
        const exchange = await posted()
        // Whatever undici had in mind to repeat would have to come before this one.
        const next = await posted()
        http.close()

        expect(exchange).toMatchObject({ kind: 'failure', mayHaveBeenSent: true })
        expect(next).toMatchObject({ kind: 'answer', status: 200 })
        expect(server.requests).toHaveLength(2)
        expect(server.connections()).toBe(2)
      })
    }
  }

  test('a reset on a connection that was used before fails one request', async () => {
    const server = await emulator({ tls })
    const { posted, http } = await open(server, {})
    await posted()
    server.faults('token', { kind: 'reset', when: 'after-body' })
    const exchange = await posted()
    const next = await posted()
    http.close()

    expect(exchange).toMatchObject({ kind: 'failure', mayHaveBeenSent: true })
    expect(next).toMatchObject({ kind: 'answer', status: 200 })
    expect(server.requests.map(({ connection }) => connection)).toEqual([1, 1, 2])
  })
})

/** A way to an emulator, and a token request over it. */
async function open(
  { url, account }: Emulator,
  { httpsProxy: proxy }: { httpsProxy?: string },
): Promise<{ http: HttpClient; posted: () => Promise<Exchange> }> {
  const base = new URL(url)
  const http = await createHttpClient({ base, proxy })
  const headers = {
    authorization: `Basic ${btoa(`${account.clientId}:${account.clientSecret}`)}`,
    'content-type': 'application/x-www-form-urlencoded',
  }
  const request = {
    ...{ method: 'POST' as const, url: new URL('/accounts/connect/token', url), headers },
    body: 'grant_type=client_credentials',
  }
  return { http, posted: () => http.request(request) }
}
