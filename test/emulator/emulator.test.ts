import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { type Emulator, startEmulator } from '../../emulator/emulator.ts'
import type { LedgerEntry } from '../../emulator/ledger.ts'
import { runsIf } from '../skipped.ts'
import { ask, askSend, askToken, emulator, keepAlive, raw, sendBytes, token } from './client.ts'

test('each takes a free port', async () => {
  const [one, two] = [await emulator(), await emulator()]
  expect(one.url).toBe(`http://127.0.0.1:${one.port}`)
  expect(one.port).not.toBe(two.port)
})

// Other systems have no second loopback address to tell "this one" from "all".
test.runIf(
  runsIf(
    process.platform === 'linux',
    'listening on no other address. Only Linux has a second loopback address.',
  ),
)('it listens on 127.0.0.1 and on no other address', async () => {
  const { port } = await emulator()
  const { promise, resolve } = Promise.withResolvers<unknown>()
  connect(port, '127.0.0.2').on('connect', resolve).on('error', resolve)
  expect(await promise).toMatchObject({ code: 'ECONNREFUSED' })
})

test('a port that is taken is an error with its code', async () => {
  const { port } = await emulator()
  await expect(startEmulator({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
})

test('requests are recorded as they came, and in order', async () => {
  const started = await emulator()
  const agent = keepAlive()
  const bearer = JSON.parse((await askToken(started, { agent })).body).access_token
  await askSend(started, bearer, { agent })
  await ask(started.port, { method: 'GET', path: '/elsewhere?a=b', headers: { 'X-Thing': ['1', '2'] } })
  expect(started.requests).toMatchObject([
    { method: 'POST', path: '/accounts/connect/token', call: 'token', connection: 1 },
    {
      path: '/public/v1/notifications/send',
      call: 'send',
      connection: 1,
      body: JSON.stringify(started.ledger[0] && { notification: started.ledger[0].notification }),
      headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
    },
    { method: 'GET', path: '/elsewhere?a=b', call: 'other', connection: 2, headers: { 'x-thing': '1, 2' } },
  ])
  expect(started.requests[2]?.rawHeaders.slice(0, 4)).toEqual(['X-Thing', '1', 'X-Thing', '2'])
  expect(started.connections()).toBe(2)
})

test('who starts it is told of each notification as it is accepted', async () => {
  const seen: LedgerEntry[] = []
  const started = await emulator({ onAccepted: (entry) => seen.push(entry) })
  const bearer = await token(started)
  await askSend(started, bearer)
  await askSend(started, bearer, { body: '{}' })
  expect(seen).toEqual(started.ledger)
  expect(seen).toHaveLength(1)
})

test('an account can be given in part, and changed later', async () => {
  const started = await emulator({ account: { clientSecret: 'other' } })
  expect(started.account).toMatchObject({ clientSecret: 'other', mayNotify: true })
  const bearer = await token(started)
  started.account.mayNotify = false
  expect((await askSend(started, bearer)).status).toBe(403)
})

test('a request without its end is neither answered nor accepted', async () => {
  const started = await emulator()
  const bytes = sendBytes(started, await token(started))
  const seen = await raw(started.port, bytes.slice(0, -10), 40)
  expect(seen).toEqual({ text: '', end: 'open' })
  await started.settled()
  expect(started.ledger).toEqual([])
  expect(bytes.slice(0, -10).endsWith(started.requests[1]?.body ?? 'none')).toBe(true)
})

test('a body that is shorter than promised is not accepted, even if it is valid', async () => {
  const started = await emulator()
  const bytes = sendBytes(started, await token(started))
  const promised = bytes.replace(
    /Content-Length: (\d+)/,
    (_, length) => `Content-Length: ${Number(length) + 1}`,
  )
  await raw(started.port, promised, 40)
  await started.settled()
  expect(JSON.parse(started.requests[1]?.body ?? '')).toHaveProperty('notification.templateId')
  expect(started.ledger).toEqual([])
})

test('a body of more than a megabyte is cut off', async () => {
  const started = await emulator()
  const body = JSON.stringify({ notification: { title: 'x'.repeat(1_100_000) } })
  await expect(askSend(started, await token(started), { body })).rejects.toThrow()
  expect(started.ledger).toEqual([])
})

const nonsense: [string, (started: Emulator) => string][] = [
  ['no HTTP at all', () => '\u0016\u0003\u0001\u0002\u0000\r\n\r\n'],
  ['a request without a host', () => 'GET / HTTP/1.1\r\n\r\n'],
  ['a tunnel', ({ port }) => `CONNECT 127.0.0.1:${port} HTTP/1.1\r\nHost: a\r\n\r\n`],
  ['a chunk that is none', () => 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'],
  ['two lengths', () => 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n'],
]

test.each(nonsense)('%s does not bring it down', async (_, bytes) => {
  const started = await emulator()
  expect((await raw(started.port, bytes(started))).end).not.toBe('open')
  expect((await askToken(started)).status).toBe(200)
})

test('a client that resets in the middle of anything does not bring it down', async () => {
  const started = await emulator()
  const bytes = sendBytes(started, await token(started))
  const kinds = ['drip', 'late', 'endless', 'huge', 'cut', 'chunked-cut', 'hang-up-idle', 'garbage'] as const
  for (const kind of kinds) {
    const fault =
      kind === 'drip' || kind === 'late'
        ? { kind, ms: 1 }
        : kind === 'huge'
          ? { kind, bytes: 3_000_000 }
          : kind === 'garbage'
            ? { kind, bytes: 'x' }
            : { kind }
    started.faults('send', fault)
    const before = started.requests.length
    const socket = connect(started.port, '127.0.0.1').on('error', () => undefined)
    socket.write(bytes)
    await expect.poll(() => started.requests.length, { interval: 1 }).toBe(before + 1)
    socket.resetAndDestroy()
  }
  for (const length of [1, 40, bytes.length - 1]) {
    const socket = connect(started.port, '127.0.0.1').on('error', () => undefined)
    socket.write(bytes.slice(0, length), () => socket.resetAndDestroy())
  }
  await started.settled()
  expect((await askToken(started)).status).toBe(200)
})

test('closing it ends idle connections too, and nothing listens any more', async () => {
  const started = await startEmulator()
  const agent = keepAlive()
  await askToken(started, { agent })
  await started.close()
  await expect(askToken(started, { agent })).rejects.toThrow(/ECONNREFUSED|ECONNRESET|hang up/)
  await expect(askToken(started)).rejects.toMatchObject({ code: 'ECONNREFUSED' })
})
