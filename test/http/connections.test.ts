import dns from 'node:dns'
import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { type Connections, connectionsTo, connectOptions } from '../../src/http/connections.ts'
import { createHttpClient } from '../../src/http/http.ts'
import { listenBare, listenHere } from '../counterparts/servers.ts'
import { openSilentPort } from '../counterparts/silent-port.ts'
import { runsIf } from '../skipped.ts'

/** What undici would be handed by connections to a URL. */
async function handed(connections: Connections, url: string) {
  const { protocol, host, hostname, port } = new URL(url)
  return new Promise<Socket>((resolve, reject) =>
    connections.connect({ protocol, host, hostname, port }, (error, socket) =>
      error ? reject(error) : resolve(socket),
    ),
  )
}

const onLinux = runsIf(
  process.platform === 'linux',
  'a connection that times out. Only Linux lets a test drop connections.',
)

test.runIf(onLinux)(
  'a connection that is not made in time has failed, before anything was sent',
  async () => {
    const silent = await openSilentPort()
    onTestFinished(silent.close)
    const base = new URL(`http://127.0.0.1:${silent.port}`)
    const client = await createHttpClient({ base, early: connectionsTo(base, undefined, 100) })
    onTestFinished(client.close)
    const exchange = await client.request({ method: 'GET', url: base, headers: {} })

    expect(exchange).toMatchObject({
      kind: 'failure',
      mayHaveBeenSent: false,
      error: { code: 'UND_ERR_CONNECT_TIMEOUT' },
    })
  },
)

test('the time is ten seconds', () => {
  expect(connectOptions(AbortSignal.abort()).timeout).toBe(10_000)
})

test('as many are opened ahead as are asked for, before any request', async () => {
  const server = await listenBare(() => {})
  const client = await createHttpClient({ base: new URL(server.url), connections: 3, ahead: 3 })
  onTestFinished(client.close)

  await expect.poll(server.connections).toBe(3)
})

test('after all are dropped none is opened', async () => {
  const server = await listenBare(() => {})
  const connections = connectionsTo(new URL(server.url))
  connections.close()

  await expect(handed(connections, server.url)).rejects.toMatchObject({ name: 'AbortError' })
  await delay(50)
  expect(server.connections()).toBe(0)
})

test('a host is looked up once for all connections that are made at the same time', async () => {
  const server = await listenBare(() => {})
  const asked = vi.spyOn(dns, 'lookup')
  onTestFinished(() => void asked.mockRestore())
  const connections = connectionsTo(new URL(`http://localhost:${server.port}`))
  onTestFinished(connections.close)
  for (let one = 0; one < 20; one++) connections.open()

  await expect.poll(server.connections).toBe(20)
  expect(asked).toHaveBeenCalledTimes(1)
})

describe('a connection that was opened ahead is replaced', () => {
  /** Plain connections to a server, one of them opened ahead. */
  async function ahead(take: (socket: Socket, number: number) => void) {
    const server = await listenBare(take)
    const { url } = server
    const connections = connectionsTo(new URL(url))
    onTestFinished(connections.close)
    connections.open()
    return { connections, server, url }
  }

  test('not while it is fresh', async () => {
    const { connections, server, url } = await ahead(() => {})
    await handed(connections, url)
    expect(server.connections()).toBe(1)
  })

  test('after a second, and dropped', async () => {
    const { promise: dropped, resolve } = Promise.withResolvers<void>()
    const { connections, server, url } = await ahead(
      (socket, number) => void (number === 1 && socket.resume().once('close', resolve)),
    )
    await delay(1_100)
    const socket = await handed(connections, url)
    expect(socket.readyState).toBe('open')
    expect(server.connections()).toBe(2)
    await dropped
  })

  test('when the server has closed it', async () => {
    const { connections, server, url } = await ahead((socket, number) => void (number === 1 && socket.end()))
    await delay(100)
    const socket = await handed(connections, url)
    expect(socket.readyState).toBe('open')
    expect(server.connections()).toBe(2)
  })

  test('when it has failed before it was wanted', async () => {
    const closed = createServer()
    const port = await listenHere(closed)
    closed.close()
    const late = connectionsTo(new URL(`http://127.0.0.1:${port}`))
    late.open()
    await delay(100)
    closed.listen(port, '127.0.0.1')
    await once(closed, 'listening')
    expect((await handed(late, `http://127.0.0.1:${port}`)).readyState).toBe('open')
  })

  test('not when it fails while it is wanted: that is the answer', async () => {
    const asked = vi.spyOn(dns, 'lookup')
    onTestFinished(() => void asked.mockRestore())
    const url = 'http://localhost:1'
    const connections = connectionsTo(new URL(url))
    connections.open()

    await expect(handed(connections, url)).rejects.toMatchObject({ code: 'ECONNREFUSED' })
    expect(asked).toHaveBeenCalledTimes(1)
  })

  test('when the server speaks without being asked', async () => {
    const { connections, server, url } = await ahead(
      (socket, number) => void (number === 1 && socket.write('HTTP/1.1 408 Request Timeout\r\n\r\n')),
    )
    await delay(100)
    const socket = await handed(connections, url)
    expect(socket.readableLength).toBe(0)
    expect(server.connections()).toBe(2)
  })

  test('for another host', async () => {
    const { connections, server } = await ahead(() => {})
    const other = await listenBare(() => {})
    const socket = await handed(connections, other.url)
    expect(socket.remotePort).toBe(other.port)
    expect(server.connections()).toBe(1)
  })
})
