import { setFlagsFromString } from 'node:v8'
import type { Dispatcher } from 'undici'
import Pool from 'undici/lib/dispatcher/pool.js'
import { type Connections, connectionsTo, connectOptions, MAX_IDLE } from './connections.ts'
import { type Exchange, exchangeOver, type HttpRequest } from './exchange.ts'
import type { ForwardProxy } from './proxy.ts'

/** A way to an API: a connection that is opened when needed and kept for the next request. */
export interface HttpClient {
  /** Asks once. Never rejects: what went wrong is part of the exchange. */
  request(request: HttpRequest): Promise<Exchange>
  /** Drops the connection, so that the process can end. */
  close(): void
}

/** Who asks. Some gateways turn away requests that do not say. */
export const USER_AGENT = 'walkme-notify-action'

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
export interface HttpOptions {
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
export async function createHttpClient({
  base,
  proxy,
  early,
  signal,
  connections = 1,
  ahead = 0,
}: HttpOptions): Promise<HttpClient> {
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
 * and 9 MiB for one function, and the process waits for it to end (docs/adr/0008).
 * Not earlier than when a connection stands: to change a flag makes V8 distrust the compiled code that Node
 * brings along, and every part of Node that is loaded later loads slower.
 */
function keepParserAsItIs(): void {
  setFlagsFromString('--wasm-tiering-budget=1000000000')
}
