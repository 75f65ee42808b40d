import { connect, type Socket } from 'node:net'
import type { Environment } from '../environment.ts'
import { hostOf, parseBaseUrl } from '../http/base-url.ts'
import type { Connections } from '../http/connections.ts'
import { TCP_OPTIONS } from '../http/lookup.ts'
import { proxyFor } from '../http/proxy.ts'
import { DATA_CENTERS, DEFAULT_DATA_CENTER } from '../inputs/data-centers.ts'
import { differentSpellings } from '../inputs/input-text.ts'

// In milliseconds, for each address of the host; a little longer than Node takes to go on to the next one. TCP itself
// tries again after a second; a new connection is then as likely to succeed.
const CONNECT_TIMEOUT = TCP_OPTIONS.autoSelectFamilyAttemptTimeout + 200

// Where one of these is given twice with different texts, nobody can tell which connection is meant.
const USED = ['client-id', 'client-secret', 'once-key', 'api-url', 'data-center'] as const

/**
 * Opens a connection to the API while the rest of the action is still loading. Only if the step will certainly need one:
 * there are a base URL and credentials, and no proxy and no `once-key`, which would connect elsewhere first. No request
 * is sent over it before all inputs are checked.
 */
export async function preconnect(environment: Environment): Promise<Connections | undefined> {
  const given = USED.map((name) =>
    differentSpellings(environment, name, (text) => name === 'data-center' && text === DEFAULT_DATA_CENTER),
  )
  if (given.some((spellings) => spellings.length > 1)) return undefined
  const [clientId, clientSecret, onceKey, apiUrl, dataCenter] = given.map(([spelling]) => spelling?.text)
  const base = baseUrlFrom(apiUrl, dataCenter)
  if (base?.protocol !== 'https:' || !clientId || !clientSecret || onceKey) return undefined
  if (proxyFor(base, environment) !== undefined) return undefined

  const closing = new AbortController()
  const tcp = connectTcp(hostOf(base), base.port === '' ? 443 : Number(base.port), closing.signal)
  // The webpack comment keeps the module in this chunk.
  const { connectionsTo } = await import(/* webpackMode: "eager" */ '../http/connections.ts')
  const connections = connectionsTo(base, closing)
  connections.open(tcp)
  // Node reads its root certificates at first use, which takes 10 ms. Doing it now, while TCP connects, costs nothing.
  // An error here is ignored: the connection reports settings that Node cannot use.
  await import('node:tls').then(({ createSecureContext }) => createSecureContext()).catch(() => {})
  return connections
}

/** Resolves to the socket once it is connected, or to undefined if that fails or an address takes too long. */
function connectTcp(host: string, port: number, signal: AbortSignal): Promise<Socket | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ ...TCP_OPTIONS, host, port, signal })
    // The error is ignored: undici opens the next connection, which reports it.
    socket.on('error', () => resolve(undefined))
    socket.setTimeout(CONNECT_TIMEOUT, () => {
      socket.destroy()
      resolve(undefined)
    })
    // Setting it again restarts it.
    socket.on('connectionAttempt', () => socket.setTimeout(CONNECT_TIMEOUT))
    socket.once('connect', () => resolve(socket.setTimeout(0)))
  })
}

function baseUrlFrom(apiUrl: string | undefined, dataCenter = DEFAULT_DATA_CENTER): URL | undefined {
  const center = dataCenter.toLowerCase()
  const text = apiUrl ?? Object.entries(DATA_CENTERS).find(([name]) => name === center)?.[1]
  const base = text === undefined ? '' : parseBaseUrl(text)
  return typeof base === 'string' ? undefined : base
}
