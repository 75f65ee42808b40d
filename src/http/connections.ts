import type { Socket } from 'node:net'
import buildConnector from 'undici/lib/core/connect.js'
import { hostOf } from './base-url.ts'
import { TCP_OPTIONS } from './lookup.ts'

/** Connections to one base URL. Some may be opened before a request needs them. */
export interface Connections {
  /** undici calls this when a request needs a connection. */
  connect: buildConnector.connector
  /** Opens a connection in advance, over a TCP connection if one is given. Sends no request over it. */
  open(tcp?: Promise<Socket | undefined>): void
  /** Closes all connections, also those that are still being opened. */
  close(): void
}

/** The result of opening a connection. `since`: when it opened or failed, by `performance.now()`. */
type Opened = { socket: Socket; since: number } | { error: Error; since: number }

/** In milliseconds. A connection that was idle for longer is replaced: the server may be about to close it. */
export const MAX_IDLE = 1_000

/**
 * undici's options for every connection. The signal closes them, also those that are still being opened.
 *
 * @param timeout how long opening one may take, in milliseconds
 */
export function connectOptions(signal: AbortSignal, timeout = 10_000) {
  // Certificates are always checked, even if NODE_TLS_REJECT_UNAUTHORIZED is 0.
  return { ...TCP_OPTIONS, allowH2: false, rejectUnauthorized: true, timeout, signal }
}

/** Connections to the host of a base URL. None of them is open yet. `timeout` is that of `connectOptions`. */
export function connectionsTo(base: URL, closing = new AbortController(), timeout?: number): Connections {
  const connector = buildConnector(connectOptions(closing.signal, timeout))
  const target = { protocol: base.protocol, host: base.host, hostname: hostOf(base), port: base.port }
  const ahead: Promise<Opened>[] = []
  const make = (options: buildConnector.Options) =>
    new Promise<Socket>((resolve, reject) => {
      // If the signal is already aborted, Node reports that but still connects.
      closing.signal.throwIfAborted()
      connector(options, (error, socket) => (error ? reject(error) : resolve(socket)))
    }).then(
      (socket): Opened => ({ socket, since: performance.now() }),
      (error): Opened => ({ error, since: performance.now() }),
    )
  return {
    async connect(options, callback) {
      const isSameHost = options.protocol === base.protocol && options.host === base.host
      const opened = (isSameHost && (await takeIfUsable(ahead.shift()))) || (await make(options))
      if ('error' in opened) callback(opened.error, null)
      else callback(null, opened.socket)
    },
    open(tcp) {
      const openOver = (httpSocket: Socket | undefined) =>
        make({ ...target, ...(httpSocket && { httpSocket }) })
      ahead.push(tcp ? tcp.then(openOver) : openOver(undefined))
    },
    close: () => closing.abort(),
  }
}

/**
 * The result of opening a connection in advance. Undefined if the caller must open a new one: the connection cannot be
 * used any more, or it failed before the request needed it.
 */
async function takeIfUsable(pending: Promise<Opened> | undefined): Promise<Opened | undefined> {
  const neededAt = performance.now()
  const opened = await pending
  if (opened === undefined) return undefined
  if ('error' in opened) return opened.since < neededAt ? undefined : opened
  const { socket, since } = opened
  // Two turns of the event loop, so that Node reads what has arrived meanwhile: data, or the end of the connection.
  for (let turn = 0; turn < 2; turn++) await new Promise(setImmediate)
  const isFresh = socket.readyState === 'open' && performance.now() - since < MAX_IDLE
  // Data that the server sent before any request would be read as the answer to the first request.
  if (isFresh && socket.readableLength === 0) return opened
  socket.destroy()
  return undefined
}
