import { STATUS_CODES } from 'node:http'
import type { Answer } from './answer.ts'
import { type EmulatedExchange, hangUp, pause, pauseWhileHeld } from './exchange.ts'

/** Bytes that a cut-off answer promises and does not deliver. */
const missing = 100

/** Status line, headers and the first half of the body that the `Content-Length` promises. The connection stays open. */
export async function half(exchange: EmulatedExchange, answer: Answer): Promise<void> {
  const body = Buffer.from(answer.body)
  const promised = { ...answer.headers, 'content-length': String(body.length) }
  await write(exchange, head(answer.status, promised))
  await write(exchange, body.subarray(0, Math.floor(body.length / 2)))
}

/** The whole body under a `Content-Length` that promises more, then FIN. */
export async function cut(exchange: EmulatedExchange, answer: Answer): Promise<void> {
  const length = String(Buffer.byteLength(answer.body) + missing)
  await write(exchange, head(answer.status, { ...answer.headers, 'content-length': length }) + answer.body)
  hangUp(exchange)
}

/** The whole body in a chunk that promises more, then FIN. */
export async function chunkedCut(exchange: EmulatedExchange, answer: Answer): Promise<void> {
  const size = (Buffer.byteLength(answer.body) + missing).toString(16)
  const start = head(answer.status, { ...answer.headers, 'transfer-encoding': 'chunked' })
  await write(exchange, `${start}${size}\r\n${answer.body}`)
  hangUp(exchange)
}

/** The answer a byte at a time. Ends the connection, as a server this slow would be made to. */
export async function drip(
  exchange: EmulatedExchange,
  answer: Answer,
  ms: number,
  from: 'status-line' | 'body',
): Promise<void> {
  const length = String(Buffer.byteLength(answer.body))
  const start = head(answer.status, { ...answer.headers, 'content-length': length, connection: 'close' })
  if (from === 'body') await write(exchange, start)
  for (const byte of Buffer.from(from === 'body' ? answer.body : start + answer.body)) {
    await pauseWhileHeld(exchange, ms)
    if (!(await write(exchange, Buffer.from([byte])))) return
  }
  hangUp(exchange)
}

/** The answer's JSON with one more member that never ends, about 100 kB a second. */
export async function endless(exchange: EmulatedExchange, answer: Answer): Promise<void> {
  const { response } = exchange
  response.writeHead(answer.status, answer.headers)
  response.write(openEnded(answer.body))
  while (!response.destroyed && !exchange.closing.aborted) {
    response.write('x'.repeat(1024))
    await pause(10, exchange.closing)
  }
}

/** The answer's JSON with one more member that fills it up to `bytes`. Still valid JSON. */
export async function huge(exchange: EmulatedExchange, answer: Answer, bytes: number): Promise<void> {
  const start = openEnded(answer.body)
  const body = `${start}${'x'.repeat(Math.max(0, bytes - Buffer.byteLength(start) - 2))}"}`
  exchange.response.writeHead(answer.status, { ...answer.headers, 'content-length': Buffer.byteLength(body) })
  exchange.response.end(body)
}

/** `{"id":"1"}` becomes `{"id":"1","filler":"`. */
function openEnded(object: string): string {
  return `${object.slice(0, -1)},"filler":"`
}

function head(status: number, headers: Answer['headers']): string {
  const lines = Object.entries(headers).flatMap(([name, value]) =>
    [value].flat().map((item) => `${name}: ${item}\r\n`),
  )
  return `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Unknown'}\r\n${lines.join('')}\r\n`
}

/** Writes past the HTTP layer, which would mend what is meant to be broken. `false`: the client has gone. */
function write({ stream }: EmulatedExchange, data: string | Buffer): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  if (!stream.writable) return Promise.resolve(false)
  stream.write(data, (error) => resolve(error === undefined || error === null))
  return promise
}
