import type { Dispatcher } from 'undici'

/** Response headers: lower-case name to value. */
export type Headers = Readonly<Record<string, string>>

/** What came of one HTTP request, as the connection itself tells it. */
export type Exchange =
  | {
      kind: 'answer'
      status: number
      headers: Headers
      body: string
      /** Whether the body came to its end: not cut off, not over the limit, not overtaken by the deadline. */
      complete: boolean
    }
  | {
      kind: 'failure'
      /** Whether any byte of this request may have left this machine. */
      mayHaveBeenSent: boolean
      error: Error
    }

/** One HTTP request. */
export interface HttpRequest {
  method: 'GET' | 'PATCH' | 'POST'
  url: URL
  headers: Record<string, string>
  body?: string | undefined
  /** Breaks off this request alone, and its connection with it. */
  signal?: AbortSignal | undefined
}

/** A response body of more bytes than this is cut off. */
const MAX_RESPONSE_BYTES = 1024 * 1024

/** Makes one request over undici, once. Never rejects. */
export function exchangeOver(
  dispatcher: Dispatcher,
  { method, url, headers, body, signal }: HttpRequest,
): Promise<Exchange> {
  return new Promise((resolve) => {
    let left = false
    let answer: { status: number; headers: Headers } | undefined
    let size = 0
    const chunks: Buffer[] = []
    const settle = (complete: boolean) => {
      if (answer)
        resolve({
          kind: 'answer',
          ...answer,
          body: new TextDecoder().decode(Buffer.concat(chunks)),
          complete,
        })
    }

    // Before undici starts it, there is nothing to break off but the wait for a connection.
    let breakOff = () => resolve({ kind: 'failure', mayHaveBeenSent: false, error: signal?.reason })
    if (signal?.aborted) return breakOff()
    signal?.addEventListener('abort', () => breakOff(), { once: true })

    dispatcher.dispatch(
      {
        ...{ origin: url.origin, path: url.pathname + url.search, method, body: body ?? null },
        // An answer is read as it comes.
        headers: { 'accept-encoding': 'identity', ...headers },
      },
      {
        // undici calls this for this very request (a proxy's CONNECT has a handler of its own), in the same
        // tick in which it starts to write. A second call would be a second send: refused.
        onRequestStart(controller) {
          if (left) controller.abort(new Error('A request is never sent twice.'))
          else if (signal?.aborted) controller.abort(signal.reason)
          else {
            left = !controller.aborted
            breakOff = () => controller.abort(signal?.reason)
          }
        },
        onResponseStart(_controller, status, headers) {
          // 1xx comes before the answer and is none.
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
          else resolve({ kind: 'failure', mayHaveBeenSent: left, error })
        },
      },
    )
  })
}

function oneLineEach(raw: Record<string, string | string[] | undefined>): Headers {
  return Object.fromEntries(
    Object.entries(raw).map(([name, value]) => [name.toLowerCase(), [value ?? []].flat().join(', ')]),
  )
}
