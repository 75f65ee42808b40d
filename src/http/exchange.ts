import { isUtf8 } from 'node:buffer'
import type { Dispatcher } from 'undici'

/** Response headers: lower-case name to value. */
export type Headers = Readonly<Record<string, string>>

/** The result of one HTTP request: an answer, or a failure without one. */
export type Exchange =
  | {
      kind: 'answer'
      status: number
      headers: Headers
      /** Decompressed. */
      body: string
      /** Whether this is the whole body. False if the connection broke, the body was too large, or the deadline passed. */
      complete: boolean
    }
  | {
      kind: 'failure'
      /** Whether any byte of this request may have been sent. */
      mayHaveBeenSent: boolean
      error: Error
    }

/** One HTTP request. */
export interface HttpRequest {
  method: 'GET' | 'PATCH' | 'POST'
  url: URL
  headers: Record<string, string>
  body?: string | undefined
  /** Aborts only this request, and closes its connection. */
  signal?: AbortSignal | undefined
}

/** A response body of more bytes than this is cut off, before and after it is decompressed. */
const MAX_RESPONSE_BYTES = 1024 * 1024

/** Makes a request with undici, once. Never rejects. */
export function exchangeOver(
  dispatcher: Dispatcher,
  { method, url, headers, body, signal }: HttpRequest,
): Promise<Exchange> {
  return new Promise((resolve) => {
    let mayHaveBeenSent = false
    let answer: { status: number; headers: Headers } | undefined
    let size = 0
    const chunks: Buffer[] = []
    const settle = (complete: boolean) => {
      if (answer) resolve(answerWith(answer, Buffer.concat(chunks), complete))
    }

    // Until undici starts the request, aborting only ends the wait for a connection.
    let abort = (reason: Error) => resolve({ kind: 'failure', mayHaveBeenSent: false, error: reason })
    if (signal?.aborted) return abort(signal.reason)
    signal?.addEventListener('abort', () => abort(signal.reason))

    dispatcher.dispatch(
      {
        ...{ origin: url.origin, path: url.pathname + url.search, method, body: body ?? null },
        // A gateway may compress the answer all the same.
        headers: { 'accept-encoding': 'identity', ...headers },
      },
      {
        // undici calls this only for this request (a proxy's CONNECT has its own handler), in the same tick in
        // which it starts to write. A second call would send the request again, so it is aborted.
        onRequestStart(controller) {
          if (mayHaveBeenSent) controller.abort(new Error('A request is never sent twice.'))
          else if (signal?.aborted) controller.abort(signal.reason)
          else {
            mayHaveBeenSent = !controller.aborted
            abort = (reason) => controller.abort(reason)
          }
        },
        onResponseStart(_controller, status, headers) {
          // A 1xx response is not the answer: the answer comes after it.
          if (status >= 200) answer = { status, headers: oneLineEach(headers) }
        },
        onResponseData(controller, chunk) {
          size += chunk.length
          if (size <= MAX_RESPONSE_BYTES) {
            chunks.push(chunk)
            return
          }
          settle(false)
          controller.abort(new Error('The response is too large.'))
        },
        onResponseEnd() {
          settle(true)
        },
        onResponseError(_controller, error) {
          if (answer) settle(false)
          else resolve({ kind: 'failure', mayHaveBeenSent, error })
        },
      },
    )
  })
}

async function answerWith(
  answer: { status: number; headers: Headers },
  received: Buffer,
  complete: boolean,
): Promise<Exchange> {
  let whole = { bytes: received, complete }
  const encoding = answer.headers['content-encoding']
  if (encoding !== undefined) {
    // In its own chunk: hardly any server compresses an answer without being asked to.
    const { decompress } = await import('./decompress.ts')
    const { bytes, complete: isAll } = await decompress(received, encoding, MAX_RESPONSE_BYTES)
    whole = { bytes, complete: complete && isAll }
  }
  const { bytes } = whole
  // Anything but UTF-8 is rare too. UTF-16 has a zero byte in its first character, or is no UTF-8.
  const isPlain = isUtf8(bytes) && bytes[0] !== 0 && bytes[1] !== 0
  const body = isPlain
    ? new TextDecoder().decode(bytes)
    : (await import('./body-text.ts')).bodyText(bytes, answer.headers['content-type'])
  return { kind: 'answer', ...answer, body, complete: whole.complete }
}

function oneLineEach(raw: Record<string, string | string[] | undefined>): Headers {
  return Object.fromEntries(
    Object.entries(raw).map(([name, value]) => [name.toLowerCase(), [value ?? []].flat().join(', ')]),
  )
}
