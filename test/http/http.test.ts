import { getEventListeners } from 'node:events'
import { createServer } from 'node:http'
import { syncBuiltinESMExports } from 'node:module'
import v8 from 'node:v8'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { connectionsTo } from '../../src/http/connections.ts'
import { createHttpClient, type HttpOptions } from '../../src/http/http.ts'
import { startProxy } from '../counterparts/proxy.ts'
import { listenBare, listenHere } from '../counterparts/servers.ts'

const ANSWER = 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'

/** A client that is closed with the test, and what it makes of a GET to a URL. */
async function client(url: string, options: Partial<HttpOptions> = {}) {
  const base = new URL(url)
  const made = await createHttpClient({ base, ...options })
  onTestFinished(() => made.close())
  return { get: () => made.request({ method: 'GET', url: base, headers: {} }), close: made.close }
}

/** A server that answers each request with these bytes. */
const answering = (bytes = ANSWER) => listenBare((socket) => socket.on('data', () => socket.write(bytes)))

/** A server that only listens, and counts the connections that the client drops. */
async function listening(scheme = 'http') {
  let dropped = 0
  const server = await listenBare((socket) => void socket.resume().once('close', () => dropped++), scheme)
  return { ...server, dropped: () => dropped }
}

/** What V8 is told until the test ends. */
function flagsToldToV8() {
  const told = vi.spyOn(v8, 'setFlagsFromString').mockImplementation(() => {})
  syncBuiltinESMExports()
  onTestFinished(() => {
    told.mockRestore()
    syncBuiltinESMExports()
  })
  return told
}

describe('V8 is told not to optimise the parser', () => {
  const flag = [expect.stringMatching(/^--wasm-tiering-budget=\d{10}$/)]

  test('once a connection is open, and not before', async () => {
    const told = flagsToldToV8()
    const server = await answering()
    const { get } = await client(server.url, { ahead: 1 })
    await expect.poll(server.connections).toBe(1)
    expect(told.mock.calls).toEqual([])
    await get()

    expect(told.mock.calls).toEqual([flag])
  })

  test('as soon as there is a proxy, before it is connected to', async () => {
    const told = flagsToldToV8()
    const proxy = await startProxy()
    await client('https://127.0.0.1:1', { proxy: proxy.url })

    expect(told.mock.calls).toEqual([flag])
    expect(proxy.connections()).toBe(0)
  })
})

describe('a signal', () => {
  const reason = new Error('cancelled')
  const failure = { kind: 'failure', mayHaveBeenSent: false, error: reason }

  test('that is aborted already lets no connection be made', async () => {
    const server = await answering()
    const { get } = await client(server.url, { signal: AbortSignal.abort(reason) })

    expect(await get()).toEqual(failure)
    expect(server.connections()).toBe(0)
  })

  test('that is aborted already closes what was opened early', async () => {
    const server = await listening()
    const early = connectionsTo(new URL(server.url))
    early.open()
    await expect.poll(server.connections).toBe(1)
    await client(server.url, { early, signal: AbortSignal.abort(reason) })

    await expect.poll(server.dropped).toBe(1)
  })

  test('is why a request fails that it breaks off, which may have been sent', async () => {
    const abort = new AbortController()
    const server = await listenBare((socket) => socket.once('data', () => abort.abort(reason)))
    const { get } = await client(server.url, { signal: abort.signal })

    expect(await get()).toEqual({ ...failure, mayHaveBeenSent: true })
  })

  test('that is not aborted changes no answer, and no reason of a failure', async () => {
    const abort = new AbortController()
    const good = await client((await answering()).url, { signal: abort.signal })
    const bad = await client('http://127.0.0.1:1', { signal: abort.signal })

    expect(await good.get()).toMatchObject({ kind: 'answer', status: 200 })
    expect(await bad.get()).toMatchObject({ kind: 'failure', error: { code: 'ECONNREFUSED' } })
  })

  test('that ends an answer in the middle leaves what has come', async () => {
    const abort = new AbortController()
    const half = 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf'
    const server = await answering(half)
    const { get } = await client(server.url, { signal: abort.signal })
    setTimeout(() => abort.abort(reason), 100)

    expect(await get()).toEqual({
      kind: 'answer',
      status: 200,
      headers: { 'content-length': '10' },
      body: 'half',
      complete: false,
    })
  })

  test('has nothing left to tell a client that is closed', async () => {
    const { signal } = new AbortController()
    const { close } = await client('http://127.0.0.1:1', { signal })
    expect(getEventListeners(signal, 'abort')).toHaveLength(1)
    close()

    expect(getEventListeners(signal, 'abort')).toEqual([])
  })
})

describe('a client that is closed drops its connections:', () => {
  test('those that are open', async () => {
    const server = await listening()
    const { close } = await client(server.url, { ahead: 2 })
    await expect.poll(server.connections).toBe(2)
    close()

    await expect.poll(server.dropped).toBe(2)
  })

  test.each([
    ['to the server', false],
    ['to the proxy', true],
  ])('one %s whose TLS handshake is not done', async (_, isProxied) => {
    const server = await listening('https')
    const { get, close } = await client(
      isProxied ? 'https://127.0.0.1:1' : server.url,
      isProxied ? { proxy: `https://localhost:${server.port}` } : {},
    )
    const exchange = get()
    await expect.poll(server.connections).toBe(1)
    close()

    await expect.poll(server.dropped).toBe(1)
    expect(await exchange).toMatchObject({ kind: 'failure', mayHaveBeenSent: false })
  })
})

describe('connections', () => {
  test('are opened ahead if that is asked for, and else by the first request', async () => {
    const server = await answering()
    const { get } = await client(server.url)
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(server.connections()).toBe(0)
    await get()

    expect(server.connections()).toBe(1)
  })

  test.each([1, 2])('are %i at most for three requests at the same time', async (connections) => {
    const server = await answering()
    const { get } = await client(server.url, { connections })

    expect(await Promise.all([get(), get(), get()])).toMatchObject(Array(3).fill({ kind: 'answer' }))
    expect(server.connections()).toBe(connections)
  })

  test('carry one request at a time: the next is sent when the last is answered', async () => {
    const open = { now: 0, most: 0 }
    const server = createServer((_, response) => {
      open.most = Math.max(open.most, ++open.now)
      setTimeout(() => response.end(() => open.now--), 20)
    })
    const { get } = await client(`http://127.0.0.1:${await listenHere(server)}`)
    await Promise.all([get(), get(), get()])

    expect(open.most).toBe(1)
  })
})

test.each([
  [60, 'answer'],
  [70, 'failure'],
])('headers of %i KiB: %s', async (kibibytes, kind) => {
  const header = `X-Gateway: ${'x'.repeat(kibibytes * 1024)}\r\n`
  const server = await answering(ANSWER.replace('\r\n', `\r\n${header}`))
  const { get } = await client(server.url)

  expect(await get()).toMatchObject({ kind })
})
