import type { Server } from 'node:http'
import type { StepInputs } from '../world.ts'
import { listenHere } from './servers.ts'

/** A server whose answers are given byte by byte. */
export interface Scripted {
  /** A step that it accepts. */
  inputs: StepInputs & Record<string, string>
  port: number
  /** Each call, and over which connection it came, counted from 1. */
  calls: readonly string[]
  /** TLS handshakes that were completed. */
  handshakes: () => number
}

/** The body of a token answer. */
export const TOKEN = '{"access_token":"token-of-the-test","token_type":"bearer"}'

/** The ID with which every send is answered. */
export const ID = 'n-1'

/**
 * Has a server answer the token request with these very bytes and the send as WalkMe does, until the test ends.
 * It never ends a connection itself.
 */
export async function startScripted(server: Server, tokenAnswer: string): Promise<Scripted> {
  const calls: string[] = []
  const connections: unknown[] = []
  let handshakes = 0
  server.on('secureConnection', () => handshakes++)
  server.on('request', ({ url, socket }) => {
    if (!connections.includes(socket)) connections.push(socket)
    const call = url === '/accounts/connect/token' ? 'token' : 'send'
    calls.push(`${call} over ${connections.indexOf(socket) + 1}`)
    socket.write(call === 'token' ? tokenAnswer : answer(JSON.stringify({ notificationId: ID })))
  })
  const port = await listenHere(server)
  const inputs = {
    'client-id': 'id',
    'client-secret': 'secret-of-the-test',
    'api-url': `${'setSecureContext' in server ? 'https' : 'http'}://127.0.0.1:${port}`,
    'template-id': 'template',
    audiences: 'sales',
  }
  return { inputs, port, calls, handshakes: () => handshakes }
}

/** An answer with a JSON body as it goes over the wire. The head is its status line, and headers of its own. */
export function answer(body: string, head = 'HTTP/1.1 200 OK'): string {
  return `${head}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`
}
