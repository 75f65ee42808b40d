import dns from 'node:dns'
import { createServer } from 'node:http'
import { createServer as createTcpServer, type Server, type Socket } from 'node:net'
import { afterAll, beforeAll, onTestFinished, vi } from 'vitest'
import { oneSystem } from '../../emulator/account.ts'
import { type Emulator, type EmulatorOptions, startEmulator } from '../../emulator/emulator.ts'
import { listen } from '../../emulator/listening.ts'

/** Starts an emulator that ends with the test; its account has one system, if nothing else is said. */
export async function emulator({ account, ...options }: EmulatorOptions = {}): Promise<Emulator> {
  const started = await startEmulator({ ...options, account: { ...oneSystem(), ...account } })
  onTestFinished(() => started.close())
  return started
}

/** Listens on a free port of 127.0.0.1 until the test ends. Returns the port. */
export async function listenHere(server: Server): Promise<number> {
  const open = new Set<Socket>()
  server.on('connection', (socket) => {
    open.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => open.delete(socket))
  })
  const port = await listen(server, 0)
  onTestFinished(() => {
    for (const socket of open) socket.destroy()
    server.close()
  })
  return port
}

/**
 * A TCP port that hands each connection and its number to a function, until the test ends: its URL of either scheme,
 * and how many there were.
 */
export async function listenBare(take: (socket: Socket, number: number) => void, scheme = 'http') {
  let connections = 0
  const port = await listenHere(createTcpServer((socket) => take(socket, ++connections)))
  return { url: `${scheme}://127.0.0.1:${port}`, port, connections: () => connections }
}

/** A proxy that lets nobody through, until the test ends: its URL, and the hosts that were asked for. */
export async function refusingProxy(): Promise<{ url: string; asked: (string | undefined)[] }> {
  const asked: (string | undefined)[] = []
  const proxy = createServer().on('connect', (request, socket) => {
    asked.push(request.url)
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
  })
  return { url: `http://127.0.0.1:${await listenHere(proxy)}`, asked }
}

/** Has every host name that ends in `.example` be this machine during the tests of a file. */
export function resolveExamplesHere(): void {
  beforeAll(() => {
    const { lookup } = dns
    vi.spyOn(dns, 'lookup').mockImplementation((host: string, ...rest: unknown[]) =>
      Reflect.apply(lookup, dns, [host.endsWith('.example') ? '127.0.0.1' : host, ...rest]),
    )
  })
  afterAll(() => void vi.restoreAllMocks())
}
