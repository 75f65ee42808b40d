import { setFlagsFromString } from 'node:v8'
import type { Dispatcher } from 'undici'
import Pool from 'undici/lib/dispatcher/pool.js'
import { type Connections, connectionsTo, connectOptions, MAX_IDLE } from './connections.ts'
import type { ForwardProxy } from './proxy.ts'

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
      left: boolean
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

/** A way to an API: a connection that is opened when needed and kept for the next request. */
export interface Http {
  /** Asks once. Never rejects: what went wrong is part of the exchange. */
  request(request: HttpRequest): Promise<Exchange>
  /** Drops the connection, so that the process can end. */
  close(): void
}

/** Who asks. Some gateways turn away requests that do not say. */
export const USER_AGENT = 'walkme-notify-action'

/** A response body of more bytes than this is cut off. */
const MAX_RESPONSE_BYTES = 1024 * 1024

// Only the caller's deadline ends a request; undici's own time-outs would be a second, silent one.
const OPTIONS = {
  allowH2: false,
  useMilo: false,
  pipelining: 1,
  headersTimeout: 0,
  bodyTimeout: 0,
  keepAliveTimeout: MAX_IDLE,
  keepAliveMaxTimeout: MAX_IDLE,
} as const

/** How to reach an API. */
export interface Way {
  base: URL
  proxy?: ForwardProxy | undefined
  /** Connections to the base URL of which one is being opened already. */
  early?: Connections | undefined
  /** Ends everything under way: requests fail with its reason or, once an answer has begun, come back incomplete. */
  signal?: AbortSignal
  /** How many requests can be under way at once, each over a connection of its own; 1 by default. */
  connections?: number
  /** How many connections are opened before a request wants them; none by default, and none through a proxy. */
  ahead?: number
}

/** Opens a way to a base URL. Its connections are made side by side with whatever is asked first. */
export async function openHttp({
  base,
  proxy,
  early,
  signal,
  connections = 1,
  ahead = 0,
}: Way): Promise<Http> {
  const { dispatcher, close } = proxy
    ? await throughProxy(proxy, connections)
    : directly(base, early ?? connectionsTo(base), connections, ahead)

  // Aborting a request would not reach one that still waits for its connection, and destroying the dispatcher not
  // the socket that still tries to make it, which would keep the process for the rest of its time-out.
  const stop = () => {
    void dispatcher.destroy()
    close()
  }
  if (signal?.aborted) stop()
  signal?.addEventListener('abort', stop, { once: true })
  return {
    async request(request) {
      const exchange = await exchangeOver(dispatcher, request)
      // What undici makes of being destroyed says less than why it was.
      return exchange.kind === 'failure' && signal?.aborted ? { ...exchange, error: signal.reason } : exchange
    },
    close: () => {
      signal?.removeEventListener('abort', stop)
      stop()
    },
  }
}

interface Direct {
  dispatcher: Dispatcher
  /** Drops the connections, also those that are still being made. */
  close(): void
}

function directly(
  base: URL,
  { connect, open, close }: Connections,
  connections: number,
  ahead: number,
): Direct {
  for (let one = 0; one < ahead; one++) open()
  const dispatcher = new Pool(base.origin, {
    ...{ ...OPTIONS, connections },
    connect: (options, callback) =>
      connect(options, (...result) => {
        keepParserAsItIs()
        callback(...result)
      }),
  })
  return { dispatcher, close }
}

/** The way through a proxy is a chunk of its own, which most runs do without. */
async function throughProxy({ url, bypass }: ForwardProxy, connections: number): Promise<Direct> {
  const { EnvHttpProxyAgent } = await import('./proxy-agent.ts')
  const closing = new AbortController()
  const connect = connectOptions(closing.signal)
  keepParserAsItIs()
  const dispatcher = new EnvHttpProxyAgent({
    ...{ ...OPTIONS, connections },
    // All three are given, since undici reads the process's environment for what is left undefined.
    ...{ httpProxy: url, httpsProxy: url, noProxy: bypass },
    ...{ connect, proxyTls: connect, requestTls: connect },
  })
  return { dispatcher, close: () => closing.abort() }
}

/**
 * Keeps V8 from optimising undici's parser, which takes longer than a run has to gain: after a response or two, 40 ms
 * and 22 MB for one function, and the process waits for it to end (docs/adr/0008).
 * Not earlier than when a connection stands: to change a flag makes V8 distrust the compiled code that Node
 * brings along, and every part of Node that is loaded later loads slower.
 */
function keepParserAsItIs(): void {
  setFlagsFromString('--wasm-tiering-budget=1000000000')
}

function exchangeOver(
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
    let breakOff = () => resolve({ kind: 'failure', left: false, error: signal?.reason })
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
          else resolve({ kind: 'failure', left, error })
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
