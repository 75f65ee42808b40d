import type { Socket } from 'node:net'
import buildConnector from 'undici/lib/core/connect.js'
import { hostOf } from './base-url.ts'
import { lookup } from './lookup.ts'

/** Connections to one base URL, of which some may be opened before a request wants them. */
export interface Connections {
  /** What undici calls when a request wants one. */
  connect: buildConnector.connector
  /** Opens one ahead, over a bare connection if there is one. Nothing is said over it. */
  open(bare?: Promise<Socket | undefined>): void
  /** Drops all of them, also those that are still being made. */
  close(): void
}

/** With when it came to that, by `performance.now()`. */
type Opened = { socket: Socket; since: number } | { error: Error; since: number }

/** Milliseconds. A connection that has idled for longer is replaced: the server may be about to close it. */
export const MAX_IDLE = 1_000

/** How every connection is made, in undici's terms. Its signal drops them, also those that are still being made. */
export function connectOptions(signal: AbortSignal) {
  // Certificates are checked, whatever NODE_TLS_REJECT_UNAUTHORIZED says.
  return { allowH2: false, rejectUnauthorized: true, timeout: 10_000, signal, lookup }
}

/** Connections to the host of a base URL, none of them opened yet. */
export function connectionsTo(base: URL, closing = new AbortController()): Connections {
  const connector = buildConnector(connectOptions(closing.signal))
  const there = { protocol: base.protocol, host: base.host, hostname: hostOf(base), port: base.port }
  const ahead: Promise<Opened>[] = []
  const make = (options: buildConnector.Options) =>
    new Promise<Socket>((resolve, reject) => {
      // With a signal that is aborted already, Node would report that and go on connecting.
      closing.signal.throwIfAborted()
      connector(options, (error, socket) => (error ? reject(error) : resolve(socket)))
    }).then(
      (socket): Opened => ({ socket, since: performance.now() }),
      (error): Opened => ({ error, since: performance.now() }),
    )
  return {
    async connect(options, callback) {
      const isThere = options.protocol === base.protocol && options.host === base.host
      const opened = (isThere && (await takeIfUsable(ahead.shift()))) || (await make(options))
      if ('error' in opened) callback(opened.error, null)
      else callback(null, opened.socket)
    },
    open(bare) {
      const over = (httpSocket: Socket | undefined) => make({ ...there, ...(httpSocket && { httpSocket }) })
      ahead.push(bare ? bare.then(over) : over(undefined))
    },
    close: () => closing.abort(),
  }
}

/** What came of opening one ahead; undefined where that is of no use, or no news, and another is to be made. */
async function takeIfUsable(opened: Promise<Opened> | undefined): Promise<Opened | undefined> {
  const asked = performance.now()
  const found = await opened
  if (found === undefined) return undefined
  if ('error' in found) return found.since < asked ? undefined : found
  const { socket, since } = found
  // What has reached this machine meanwhile, an end or a word, is known after the event loop has asked for it.
  for (let turn = 0; turn < 2; turn++) await new Promise(setImmediate)
  const isFresh = socket.readyState === 'open' && performance.now() - since < MAX_IDLE
  // What the server says without being asked would be taken for the answer to the first request.
  if (isFresh && socket.readableLength === 0) return found
  socket.destroy()
  return undefined
}
