import { isUtf8 } from 'node:buffer'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Account } from './account.ts'
import { mistakes } from './answer.ts'
import { answerControl, type Controlled, controlPath } from './control.ts'
import { deliver, type EmulatedExchange, hangUp, readBody } from './exchange.ts'
import type { Fault, FaultyCall } from './faults.ts'
import type { LedgerEntry } from './ledger.ts'
import type { Connection } from './listening.ts'
import { perform } from './misbehave.ts'
import type { Call, RecordedRequest } from './request.ts'
import { answerSend, unauthorized } from './send.ts'
import type { TokenDesk } from './token.ts'

/** What one emulator is made of, shared by all of its requests. */
export interface Desk {
  basePath: string
  account: Account
  tokens: TokenDesk
  /** Milliseconds since the epoch. */
  clock(): number
  requests: RecordedRequest[]
  /** Faults still to come, the next one first. */
  queues: Record<FaultyCall, Fault[]>
  accept(entry: LedgerEntry): void
  controlled: Controlled
  /** Refuses new connections from now on for `ms`. */
  refuseFor(ms: number): void
  closing: AbortSignal
}

/** Deals with one request from its headers to its answer, or to whatever a fault puts in place of one. */
export async function handle(
  desk: Desk,
  connection: Connection,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const recorded = record(desk, request, connection)
  let garbled = false
  const read = () =>
    readBody(request, (bytes) => {
      recorded.body = bytes.toString('utf8')
      garbled = !isUtf8(bytes)
    })
  if (recorded.path.startsWith(controlPath)) {
    if (!(await read())) return
    const { method, path, body } = recorded
    return deliver(response, answerControl(method, path, body, desk.controlled))
  }
  desk.requests.push(recorded)
  if (connection.hungUp) return void connection.tcp.resetAndDestroy()
  if (recorded.call === 'other') {
    if (!(await read())) return
    return deliver(response, mistakes(404, [`There is nothing at ${recorded.path}`]))
  }
  const act = recorded.call === 'token' ? issueToken(desk, recorded) : takeSend(desk, recorded)
  const exchange: EmulatedExchange = {
    response,
    stream: request.socket,
    tcp: connection.tcp,
    closing: desk.closing,
    read,
    act: (options) => (garbled ? mistakes(400, ['The body is not UTF-8']) : act(options)),
  }
  const fault = desk.queues[recorded.call].shift()
  switch (fault?.kind) {
    case 'hang-up-idle':
      await perform(undefined, exchange)
      connection.hungUp = true
      return hangUp(exchange)
    case 'refuse':
      response.setHeader('connection', 'close')
      desk.refuseFor(fault.ms)
      return perform(undefined, exchange)
    default:
      return perform(fault, exchange)
  }
}

function issueToken({ tokens }: Desk, recorded: RecordedRequest): EmulatedExchange['act'] {
  return ({ expired = false } = {}) => tokens.answer(recorded, { expired })
}

function takeSend(desk: Desk, recorded: RecordedRequest): EmulatedExchange['act'] {
  return ({ expired = false } = {}) =>
    expired ? unauthorized('The token is unknown or has expired') : answerSend(recorded, desk)
}

function record(
  { basePath }: Desk,
  { method = '', url: path = '', headers, rawHeaders }: IncomingMessage,
  { number }: Connection,
): RecordedRequest {
  const joined = Object.entries(headers).map(([name, value]) => [name, [value].flat().join(', ')])
  const call = callAt(path, basePath)
  return { method, path, headers: Object.fromEntries(joined), rawHeaders, body: '', call, connection: number }
}

function callAt(path: string, basePath: string): Call {
  if (path === `${basePath}/accounts/connect/token`) return 'token'
  return path === `${basePath}/public/v1/notifications/send` ? 'send' : 'other'
}
