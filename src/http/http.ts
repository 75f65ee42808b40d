import { setFlagsFromString } from 'node:v8'
import type { Dispatcher } from 'undici'
import Pool from 'undici/lib/dispatcher/pool.js'
import { type Connections, connectionsTo, connectOptions, MAX_IDLE } from './connections.ts'
import { type Exchange, exchangeOver, type HttpRequest } from './exchange.ts'

/** A client for one API. It opens connections when they are needed and keeps them for the next request. */
export interface HttpClient {
  /** Makes a request once. Never rejects: an error is part of the exchange. */
  request(request: HttpRequest): Promise<Exchange>
  /** Closes the connections, so that the process can end. */
  close(): void
}

/** The `User-Agent` header. Some gateways refuse requests without one. */
export const USER_AGENT = 'walkme-notify-action'

// Only the caller's deadline ends a request, so undici's own timeouts are off.
const OPTIONS = {
  allowH2: false,
  useMilo: false,
  pipelining: 1,
  headersTimeout: 0,
  bodyTimeout: 0,
  keepAliveTimeout: MAX_IDLE,
  keepAliveMaxTimeout: MAX_IDLE,
  // Bytes; some gateways add more than the 16 KiB that undici reads by default.
  maxHeaderSize: 64 * 1024,
} as const

/** How to reach an API. */
export interface HttpOptions {
  base: URL
  /** The URL of a forward proxy. */
  proxy?: string | undefined
  /** Connections to the base URL; one is already being opened. */
  early?: Connections | undefined
  /** Ends all requests. They fail with its reason, or are incomplete if their answer has already begun. */
  signal?: AbortSignal
  /** How many requests can run at the same time, each over its own connection; 1 by default. */
  connections?: number
  /** How many connections are opened before a request needs them; none by default, and none through a proxy. */
  ahead?: number
}

/** Creates a client for a base URL. Connections that are opened in advance do not delay the first request. */
export async function createHttpClient({
  base,
  proxy,
  early,
  signal,
  connections = 1,
  ahead = 0,
}: HttpOptions): Promise<HttpClient> {
  const { dispatcher, close } = proxy
    ? await createProxyTransport(proxy, connections)
    : createDirectTransport(base, early ?? connectionsTo(base), connections, ahead)

  // Both are needed. Destroying the dispatcher ends requests that wait for a connection, but not a socket that is still
  // connecting: that would keep the process alive until it times out.
  const stop = () => {
    void dispatcher.destroy()
    close()
  }
  if (signal?.aborted) stop()
  signal?.addEventListener('abort', stop)
  return {
    async request(request) {
      const exchange = await exchangeOver(dispatcher, request)
      // undici's error only says that the dispatcher was destroyed. The signal's reason says why.
      return exchange.kind === 'failure' && signal?.aborted ? { ...exchange, error: signal.reason } : exchange
    },
    close: () => {
      signal?.removeEventListener('abort', stop)
      stop()
    },
  }
}

interface Transport {
  dispatcher: Dispatcher
  /** Closes the connections, also those that are still being opened. */
  close(): void
}

function createDirectTransport(
  base: URL,
  { connect, open, close }: Connections,
  connections: number,
  ahead: number,
): Transport {
  for (let count = 0; count < ahead; count++) open()
  const dispatcher = new Pool(base.origin, {
    ...{ ...OPTIONS, connections },
    connect: (options, callback) =>
      connect(options, (...result) => {
        disableWasmOptimization()
        callback(...result)
      }),
  })
  return { dispatcher, close }
}

/** The proxy agent is in its own chunk, since most runs do not need it. */
async function createProxyTransport(uri: string, connections: number): Promise<Transport> {
  const { ProxyAgent } = await import('./proxy-agent.ts')
  const closing = new AbortController()
  const connect = connectOptions(closing.signal)
  disableWasmOptimization()
  const tls = { connect, proxyTls: connect, requestTls: connect }
  const dispatcher = new ProxyAgent({ ...OPTIONS, ...tls, uri, connections })
  return { dispatcher, close: () => closing.abort() }
}

/**
 * Stops V8 from optimising undici's parser. After one or two responses, V8 spends 40 ms and 9 MiB on one function, and
 * the process waits for it at the end (docs/adr/0008). A run is too short to gain from that.
 * Call this only when a connection is open: when a flag changes, V8 rejects the compiled code that Node ships with, so
 * every part of Node that is loaded later loads slower.
 */
function disableWasmOptimization(): void {
  setFlagsFromString('--wasm-tiering-budget=1000000000')
}
