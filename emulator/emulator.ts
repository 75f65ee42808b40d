import { type Account, defaultAccount } from './account.ts'
import { type Fault, type FaultyCall, faultOrder } from './faults.ts'
import { type Desk, handle } from './handler.ts'
import type { LedgerEntry } from './ledger.ts'
import { createListener, listen, refuseFor } from './listening.ts'
import type { RecordedRequest } from './request.ts'
import { openTokenDesk } from './token.ts'

/** How to start an emulator; every part has a default. */
export interface EmulatorOptions {
  /** 0, the default, takes a free one. */
  port?: number
  /** PEM texts; with them the emulator speaks HTTPS. */
  tls?: { key: string; cert: string }
  /** A prefix before both calls, such as `/walkme`. */
  basePath?: string
  /** What differs from {@link defaultAccount}. */
  account?: Partial<Account>
  /** 86400, 24 hours, as the contract says. */
  tokenLifeSeconds?: number
  /** The time by which it judges starts and ends, and that its answers carry as `Date`; milliseconds since the epoch. */
  clock?: () => number
  /** Told of each notification right after it was accepted. */
  onAccepted?: (entry: LedgerEntry) => void
}

/** A running emulator. */
export interface Emulator {
  /** What the action takes as `api-url`. */
  url: string
  port: number
  account: Account
  /** What was accepted, in order. */
  ledger: readonly LedgerEntry[]
  /** Every request, in order, also the ones that a fault met. Those under `/emulator/` are left out. */
  requests: readonly RecordedRequest[]
  /** TCP connections accepted so far. */
  connections(): number
  /** Queues faults: each request of that call uses up one, and none left is normal behaviour. @throws if one is malformed */
  faults(call: FaultyCall, ...faults: Fault[]): void
  /** Every token issued so far is answered with 401 from now on. */
  expireTokens(): void
  /** Resolves when no request is being dealt with any more: the ledger will not change without a new one. */
  settled(): Promise<void>
  /** Ends everything at once: listening, connections, answers that never end. */
  close(): Promise<void>
}

/**
 * Starts a strict stand-in for the WalkMe notification API on 127.0.0.1.
 * @throws What Node throws for a port that is taken (`EADDRINUSE`) or not allowed.
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const { basePath = '', tls, onAccepted, clock = Date.now } = options
  const account: Account = { ...defaultAccount(), ...options.account }
  const ledger: LedgerEntry[] = []
  const requests: RecordedRequest[] = []
  const tokens = openTokenDesk(account, options.tokenLifeSeconds ?? 86_400)
  const closing = new AbortController()
  const busy = new Set<Promise<void>>()
  const { server, connectionOf, accepted, open } = createListener(tls)
  const queues: Desk['queues'] = { token: [], send: [] }
  const faults: Emulator['faults'] = (call, ...added) =>
    void queues[call].push(...faultOrder.parse({ call, faults: added }).faults)
  const desk: Desk = {
    basePath,
    account,
    tokens,
    clock,
    requests,
    queues,
    accept(entry) {
      ledger.push(entry)
      onAccepted?.(entry)
    },
    controlled: { account, ledger, requests, faults },
    refuseFor: (ms) => void refuseFor(server, ms, closing.signal),
    closing: closing.signal,
  }

  server.on('request', (request, response) => {
    const connection = connectionOf(request.socket)
    if (connection === undefined) return void request.socket.destroy()
    response.setHeader('date', new Date(clock()).toUTCString())
    const done = handle(desk, connection, request, response)
      .catch((error: unknown) => {
        // A bug of the emulator's own: the client must not wait for it, nor take it for a fault on demand.
        console.error('emulator:', error)
        connection.tcp.destroy()
      })
      .finally(() => busy.delete(done))
    busy.add(done)
  })

  async function settled(): Promise<void> {
    while (busy.size > 0) await Promise.all(busy)
  }

  const port = await listen(server, options.port ?? 0)
  return {
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}${basePath}`,
    port,
    account,
    ledger,
    requests,
    connections: accepted,
    faults,
    expireTokens: tokens.expireAll,
    settled,
    async close() {
      closing.abort()
      for (const { tcp } of open) tcp.destroy()
      if (server.listening) {
        const { promise, resolve } = Promise.withResolvers<void>()
        server.close(() => resolve())
        await promise
      }
      await settled()
    },
  }
}
