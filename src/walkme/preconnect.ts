import { connect, type Socket } from 'node:net'
import type { Environment } from '../environment.ts'
import { hostOf, parseBaseUrl } from '../http/base-url.ts'
import type { Connections } from '../http/connections.ts'
import { lookup } from '../http/lookup.ts'
import { proxyFor } from '../http/proxy.ts'
import { DATA_CENTERS, DEFAULT_DATA_CENTER } from '../inputs/data-centers.ts'
import { inputText } from '../inputs/input-text.ts'

// When TCP makes its second try by itself, a new connection has the same chance.
const PATIENCE = 1_000

/**
 * Opens a connection to the API while the rest of the program is still being loaded, if the step will certainly want
 * one: base URL and credentials are there, and no proxy or record comes first. Nothing is said over it before all is
 * known to be valid.
 */
export async function preconnect(environment: Environment): Promise<Connections | undefined> {
  const base = baseIn(environment)
  const hasCredentials = inputText(environment, 'client-id') && inputText(environment, 'client-secret')
  if (base?.protocol !== 'https:' || !hasCredentials || inputText(environment, 'once-key')) return undefined
  if (proxyFor(base, environment) !== undefined) return undefined

  const closing = new AbortController()
  const bare = connectBare(hostOf(base), base.port === '' ? 443 : Number(base.port), closing.signal)
  // The comment keeps it in this file.
  const { connectionsTo } = await import(/* webpackMode: "eager" */ '../http/connections.ts')
  const connections = connectionsTo(base, closing)
  connections.open(bare)
  // Node reads its root certificates when they are first wanted, which takes 10 ms. Now nobody waits for it.
  // Settings that it cannot use are for the connection to report.
  await import('node:tls').then(({ createSecureContext }) => createSecureContext()).catch(() => {})
  return connections
}

/** Resolves when the connection stands, or to undefined where there is none within a second. */
function connectBare(host: string, port: number, signal: AbortSignal): Promise<Socket | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, signal, lookup })
    // Why it failed is for the next one to say, which undici makes.
    socket.on('error', () => resolve(undefined))
    socket.setTimeout(PATIENCE, () => {
      socket.destroy()
      resolve(undefined)
    })
    socket.once('connect', () => resolve(socket.setTimeout(0)))
  })
}

function baseIn(environment: Environment): URL | undefined {
  const center = inputText(environment, 'data-center')?.toLowerCase() ?? DEFAULT_DATA_CENTER
  const text =
    inputText(environment, 'api-url') ?? Object.entries(DATA_CENTERS).find(([name]) => name === center)?.[1]
  const base = text === undefined ? '' : parseBaseUrl(text)
  return typeof base === 'string' ? undefined : base
}
