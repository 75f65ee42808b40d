import type { IncomingHttpHeaders } from 'node:http'
import type { ServerOptions } from 'node:https'
import { createServer } from 'node:net'
import { type PrepareRequestFunction, RequestError, Server } from 'proxy-chain'
import { onTestFinished } from 'vitest'
import { listenHere } from './servers.ts'

/** A running forward proxy, and what it was asked for. */
export interface Proxy {
  /** As it is written into `HTTPS_PROXY`, without credentials. */
  url: string
  /** Its host and port. */
  address: string
  /** `host:port` of every CONNECT, in order, the refused ones too. */
  connects: readonly string[]
  /** Every request that was to be forwarded without a tunnel. */
  forwards: readonly string[]
  /** The headers of everything it was asked, in order. */
  headers: readonly IncomingHttpHeaders[]
  /** TCP connections accepted so far. */
  connections: () => number
}

/** How a proxy behaves. */
export interface ProxyOptions {
  /** It lets nobody through without these. */
  credentials?: { username: string; password: string }
  /** The status with which it refuses the n-th CONNECT, counted from 1; undefined lets it through. */
  refuse?: (nth: number) => number | undefined
  /** It is spoken to over TLS. */
  tls?: ServerOptions
}

/** Starts a forward proxy that ends with the test. */
export async function startProxy({ credentials, refuse, tls }: ProxyOptions = {}): Promise<Proxy> {
  const connects: string[] = []
  const forwards: string[] = []
  const headers: IncomingHttpHeaders[] = []
  let connections = 0
  const prepareRequestFunction: PrepareRequestFunction = (asked) => {
    headers.push(asked.request.headers)
    ;(asked.isHttp ? forwards : connects).push(`${asked.hostname}:${asked.port}`)
    const status = refuse?.(connects.length)
    if (status !== undefined) throw new RequestError('Not through here', status)
    const { username, password } = credentials ?? asked
    return { requestAuthentication: username !== asked.username || password !== asked.password }
  }
  const own = { host: '127.0.0.1', port: 0, prepareRequestFunction }
  const server = new Server(tls === undefined ? own : { ...own, serverType: 'https', httpsOptions: tls })
  server.server.on('connection', () => connections++)
  await server.listen()
  onTestFinished(() => server.close(true))
  // By its name where there is a certificate: a TLS server name is never an address (RFC 6066 §3).
  const address = `${tls === undefined ? '127.0.0.1' : 'localhost'}:${server.port}`
  const url = `${tls === undefined ? 'http' : 'https'}://${address}`
  return { url, address, connects, forwards, headers, connections: () => connections }
}

/** A proxy that says this to whatever it is asked, and hangs up. */
export async function startBrokenProxy(reply: string): Promise<{ url: string; connections: () => number }> {
  let connections = 0
  const server = createServer((socket) => {
    connections++
    socket.once('data', () => socket.end(reply, () => socket.destroy()))
  })
  return { url: `http://127.0.0.1:${await listenHere(server)}`, connections: () => connections }
}

/** A proxy that takes connections and never answers. */
export async function startSilentProxy(): Promise<{ url: string }> {
  return { url: `http://127.0.0.1:${await listenHere(createServer((socket) => socket.resume()))}` }
}

/** The URL of a proxy that is down: nobody listens there any more. */
export async function stoppedProxy(): Promise<string> {
  const server = createServer()
  const port = await listenHere(server)
  const { promise, resolve } = Promise.withResolvers<void>()
  server.close(() => resolve())
  await promise
  return `http://127.0.0.1:${port}`
}
