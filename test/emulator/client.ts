import { Agent, request as httpRequest, type OutgoingHttpHeaders } from 'node:http'
import { connect } from 'node:net'
import { onTestFinished } from 'vitest'
import { oneSystem } from '../../emulator/account.ts'
import { type Emulator, type EmulatorOptions, startEmulator } from '../../emulator/emulator.ts'

/** An answer as a client got it. */
export interface Got {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: string
  /** Whether the body came in full. */
  complete: boolean
}

/** Everything one can ask with. */
export interface Asked {
  method?: string
  path: string
  /** As a flat list of names and values, exactly these go out. */
  headers?: OutgoingHttpHeaders | string[]
  body?: string | Uint8Array
  agent?: Agent
}

/** Starts an emulator that ends with the test; its account has one system, if nothing else is said. */
export async function emulator({ account, ...options }: EmulatorOptions = {}): Promise<Emulator> {
  const started = await startEmulator({ ...options, account: { ...oneSystem(), ...account } })
  onTestFinished(() => started.close())
  return started
}

/** A client that keeps one connection alive, as the action does. */
export function keepAlive(): Agent {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  onTestFinished(() => agent.destroy())
  return agent
}

/** One request with exactly these headers. Rejects with the socket's error when no answer begins. */
export function ask(port: number, { method = 'POST', path, headers = {}, body, agent }: Asked): Promise<Got> {
  const { promise, resolve, reject } = Promise.withResolvers<Got>()
  const request = httpRequest({ host: '127.0.0.1', port, method, path, headers, agent: agent ?? false })
  request.on('error', reject)
  request.on('response', (response) => {
    let text = ''
    response.setEncoding('utf8')
    response.on('data', (chunk: string) => {
      text += chunk
    })
    // A body that breaks off is an answer all the same.
    response.on('error', () => undefined)
    response.on('close', () =>
      resolve({
        status: response.statusCode ?? 0,
        headers: response.headers,
        body: text,
        complete: response.complete,
      }),
    )
  })
  request.end(body)
  return promise
}

/** A token request that is right in everything but what is given. */
export function askToken({ port, account, url }: Emulator, changes: Partial<Asked> = {}): Promise<Got> {
  return ask(port, {
    path: `${new URL(url).pathname.replace(/\/$/, '')}/accounts/connect/token`,
    headers: {
      authorization: basic(`${account.clientId}:${account.clientSecret}`),
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: 'grant_type=client_credentials',
    ...changes,
  })
}

/** A live token. */
export async function token(from: Emulator): Promise<string> {
  return JSON.parse((await askToken(from)).body).access_token
}

/** A send that is right in everything but what is given. */
export function askSend({ port, account, url }: Emulator, bearer: string, changes: Partial<Asked> = {}) {
  return ask(port, {
    path: `${new URL(url).pathname.replace(/\/$/, '')}/public/v1/notifications/send`,
    headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
    body: JSON.stringify({ notification: smallest({ account }) }),
    ...changes,
  })
}

/** The least that a notification must hold. */
export function smallest({ account }: Pick<Emulator, 'account'>) {
  return { templateId: account.templates[0]?.id, audiencesIds: [account.audiences[0]?.id] }
}

export function basic(pair: string): string {
  return `Basic ${Buffer.from(pair).toString('base64')}`
}

/** What a bare TCP client saw. */
export interface Seen {
  text: string
  /** How the other side ended it; `open`: not within `ms`. */
  end: 'fin' | 'reset' | 'open'
}

/** Writes bytes to a TCP connection (and `more` when the first byte comes back), and watches until it ends, or for `ms`. */
export function raw(port: number, bytes: string, ms = 1000, more = ''): Promise<Seen> {
  const { promise, resolve } = Promise.withResolvers<Seen>()
  const socket = connect(port, '127.0.0.1')
  let text = ''
  const done = (end: Seen['end']) => {
    clearTimeout(timer)
    socket.destroy()
    resolve({ text, end })
  }
  const timer = setTimeout(() => done('open'), ms)
  socket.on('data', (chunk) => {
    if (text === '') socket.write(more)
    text += chunk.toString('latin1')
  })
  socket.on('end', () => done('fin'))
  socket.on('error', (error) => {
    if (!('code' in error) || (error.code !== 'ECONNRESET' && error.code !== 'EPIPE')) throw error
    done('reset')
  })
  socket.write(bytes)
  return promise
}

/** The bytes of {@link askSend} for a bare TCP client. */
export function sendBytes({ account, port }: Emulator, bearer: string): string {
  const body = JSON.stringify({ notification: smallest({ account }) })
  return `${[
    'POST /public/v1/notifications/send HTTP/1.1',
    `Host: 127.0.0.1:${port}`,
    `Authorization: Bearer ${bearer}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
  ].join('\r\n')}\r\n\r\n${body}`
}

/** An emulator with a live token, and a send that is right in everything but what is given. */
export async function ready(): Promise<
  Emulator & { bearer: string; send: (changes?: Partial<Asked>) => ReturnType<typeof askSend> }
> {
  const started = await emulator()
  const bearer = await token(started)
  return { ...started, bearer, send: (changes) => askSend(started, bearer, changes) }
}
