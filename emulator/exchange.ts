import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import type { Answer } from './answer.ts'

/** One request and everything that can be done about it. */
export interface EmulatedExchange {
  response: ServerResponse
  /** The stream that HTTP runs on: the TCP connection, or the TLS layer over it. */
  stream: Socket
  /** The TCP connection, which alone can be reset. */
  tcp: Socket
  /** Aborts when the emulator closes. */
  closing: AbortSignal
  /** Reads the body to its end; `false`: the client left before, or it is too long. */
  read(): Promise<boolean>
  /** Checks the request and, if it is right, issues the token or writes the ledger. */
  act(options?: { expired?: boolean }): Answer
}

/** Larger than any notification; a client that sends more is broken. */
const longestBody = 1024 * 1024

/** Reads a request's body. `keep` gets what there is, also when the client breaks off. */
export function readBody(request: IncomingMessage, keep: (bytes: Buffer) => void): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const chunks: Buffer[] = []
  let length = 0
  request.on('data', (chunk: Buffer) => {
    length += chunk.length
    if (length > longestBody) request.destroy()
    else chunks.push(chunk)
  })
  request.on('end', () => resolve(true))
  request.on('close', () => resolve(false))
  return promise.finally(() => keep(Buffer.concat(chunks)))
}

/** Waits. Cut short when the emulator closes, so that nothing outlives it. */
export async function pause(ms: number, closing: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal: closing }).catch(() => undefined)
}

/** Waits as long as the client does. */
export async function pauseWhileHeld({ response, closing }: EmulatedExchange, ms: number): Promise<void> {
  const left = new AbortController()
  const leave = () => left.abort()
  response.once('close', leave)
  if (!response.destroyed) await pause(ms, AbortSignal.any([closing, left.signal]))
  response.off('close', leave)
}

/** Answers as HTTP wants it. Resolves when the answer is on its way or the client has gone. */
export function deliver(response: ServerResponse, answer: Answer): Promise<void> {
  if (response.destroyed) return Promise.resolve()
  const { promise, resolve } = Promise.withResolvers<void>()
  response.once('close', resolve)
  response.once('finish', resolve)
  response.statusCode = answer.status
  // Not writeHead(), after which Node no longer counts the body for Content-Length.
  for (const [name, value] of Object.entries(answer.headers)) response.setHeader(name, value)
  response.end(answer.body)
  return promise
}

/** Ends a connection by FIN, and makes sure that a client that never ends its own side does not keep it. */
export function hangUp({ stream, tcp }: Pick<EmulatedExchange, 'stream' | 'tcp'>): void {
  stream.end()
  stream.resume()
  setTimeout(() => tcp.destroy(), 1000).unref()
}
