import { createServer, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo, Socket, Server as TcpServer } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'

/** One TCP connection. */
export interface Connection {
  tcp: Socket
  /** Counted from 1, in the order they were accepted. */
  number: number
  /** The emulator has decided to end it: nothing that still comes is read. */
  hungUp: boolean
}

/** An HTTP server that knows the TCP connection under each stream, through TLS too. */
export interface Listener {
  server: Server
  /** Of a request's socket. */
  connectionOf(stream: Socket): Connection | undefined
  accepted(): number
  /** Every connection that is open. */
  open: ReadonlySet<Connection>
}

/** Does not listen yet. */
export function createListener(tls: { key: string; cert: string } | undefined): Listener {
  const open = new Set<Connection>()
  const byStream = new WeakMap<Socket, Connection>()
  let count = 0
  // The TLS server is one that speaks HTTP, too, with all of its methods and events.
  const server: Server = tls === undefined ? createServer() : createTlsServer(tls)
  // Idle connections stay as long as a gateway would keep them; slow clients are the client's tests' own business.
  server.keepAliveTimeout = 60_000
  server.requestTimeout = 0
  server.on('connection', (tcp: Socket) => {
    const connection: Connection = { tcp, number: ++count, hungUp: false }
    open.add(connection)
    byStream.set(tcp, connection)
    tcp.on('error', () => undefined)
    tcp.on('close', () => open.delete(connection))
  })
  server.on('secureConnection', (stream: Socket) => {
    // Nothing public leads from the TLS layer to the connection under it, but they share the client's port.
    const under = [...open].find(({ tcp }) => tcp.remotePort === stream.remotePort)
    if (under !== undefined) byStream.set(stream, under)
    stream.on('error', () => undefined)
  })
  // Such as too many open files on accept: the client notices, the emulator goes on.
  server.on('error', () => undefined)
  server.on('clientError', (_error, stream) => {
    if (stream.writable) stream.end('HTTP/1.1 400 Bad Request\r\nconnection: close\r\n\r\n')
    else stream.destroy()
  })
  return { server, connectionOf: (stream) => byStream.get(stream), accepted: () => count, open }
}

/**
 * Listens on 127.0.0.1 and nowhere else.
 * @returns The port.
 * @throws What Node throws for a port that is taken (`EADDRINUSE`) or not allowed.
 */
export function listen(server: TcpServer, port: number): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  server.once('error', reject)
  server.listen(port, '127.0.0.1', () => {
    server.off('error', reject)
    resolve(boundPort(server.address()))
  })
  return promise
}

/** Stops listening, so that new connections are refused, and listens on the same port again after `ms`. */
export async function refuseFor(server: Server, ms: number, closing: AbortSignal): Promise<void> {
  // Refusing already: the first to ask decides for how long.
  if (!server.listening) return
  const port = boundPort(server.address())
  server.close()
  await delay(ms, undefined, { signal: closing }).catch(() => undefined)
  while (!closing.aborted) {
    try {
      await listen(server, port)
      if (closing.aborted) server.close()
      return
    } catch {
      // Somebody else has the port for a moment; the emulator's address is not negotiable.
      await delay(20, undefined, { signal: closing }).catch(() => undefined)
    }
  }
}

function boundPort(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('The server is not listening')
  return address.port
}
