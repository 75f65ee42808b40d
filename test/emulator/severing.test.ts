import { expect, test } from 'vitest'
import { askToken, emulator, keepAlive, raw, ready, sendBytes } from './client.ts'

const moments = ['before-reading', 'after-headers', 'after-body', 'after-accepting', 'mid-answer'] as const
const ends = [
  ['reset', 'reset'],
  ['close', 'fin'],
] as const

test.each(ends.flatMap(([kind, end]) => moments.map((when) => [kind, when, end] as const)))(
  'a %s %s',
  async (kind, when, end) => {
    const started = await ready()
    started.faults('send', { kind, when })
    const seen = await raw(started.port, sendBytes(started, started.bearer))
    expect(seen.end).toBe(end)
    const acted = when === 'after-accepting' || when === 'mid-answer'
    expect(started.ledger).toHaveLength(acted ? 1 : 0)
    const { body } = started.requests.at(-1) ?? {}
    expect(body === '').toBe(when === 'before-reading' || when === 'after-headers')
    if (when !== 'mid-answer') expect(seen.text).toBe('')
    else {
      const [head = '', half = ''] = seen.text.split('\r\n\r\n')
      expect(head).toMatch(/^HTTP\/1.1 200 OK\r\n/)
      expect(half).toMatch(/^\{"notificationId":"[\da-f-]+$/)
      expect(Number(/content-length: (\d+)/i.exec(head)?.[1])).toBe(half.length * 2 + 1)
    }
    expect((await started.send()).status).toBe(200)
  },
)

test('a reset before reading meets the second request of a kept-alive connection, too', async () => {
  const started = await ready()
  const agent = keepAlive()
  expect((await started.send({ agent })).status).toBe(200)
  started.faults('send', { kind: 'reset', when: 'before-reading' })
  await expect(started.send({ agent })).rejects.toMatchObject({ code: 'ECONNRESET' })
  const [, first, second] = started.requests.map(({ connection }) => connection)
  expect(second).toBe(first)
  expect(started.ledger).toHaveLength(1)
})

test('a token request can be severed as well', async () => {
  const started = await emulator()
  started.faults('token', { kind: 'reset', when: 'after-body' })
  await expect(askToken(started)).rejects.toMatchObject({ code: 'ECONNRESET' })
  expect(started.requests).toMatchObject([{ call: 'token', body: 'grant_type=client_credentials' }])
})

test('a connection that is hung up on while idle was kept alive until then', async () => {
  const started = await ready()
  started.faults('send', { kind: 'hang-up-idle' })
  const seen = await raw(started.port, sendBytes(started, started.bearer))
  expect(seen.text).toMatch(/^HTTP\/1.1 200 OK\r\n/)
  expect(seen.text).toMatch(/connection: keep-alive/i)
  expect(seen.end).toBe('fin')
  expect(started.ledger).toHaveLength(1)
})

test('a request that comes while a connection is hung up on is reset unread', async () => {
  const started = await ready()
  started.faults('send', { kind: 'hang-up-idle' })
  const bytes = sendBytes(started, started.bearer)
  const seen = await raw(started.port, bytes, 1000, bytes)
  expect(seen.text.match(/HTTP\/1.1/g)).toHaveLength(1)
  await expect.poll(() => started.requests.length, { interval: 2 }).toBe(3)
  await started.settled()
  expect(started.ledger).toHaveLength(1)
})

test('new connections are refused for a while, and then taken on the same port', async () => {
  const started = await ready()
  started.faults('send', { kind: 'refuse', ms: 150 })
  const agent = keepAlive()
  const got = await started.send({ agent })
  expect(got).toMatchObject({ status: 200, headers: { connection: 'close' } })
  await expect(started.send({ agent })).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  await expect.poll(() => started.send().then(({ status }) => status, String), { interval: 5 }).toBe(200)
  expect(started.ledger).toHaveLength(2)
})

test('two refusals at once are one', async () => {
  const started = await ready()
  started.faults('send', { kind: 'refuse', ms: 20 }, { kind: 'refuse', ms: 20 })
  const bytes = sendBytes(started, started.bearer)
  const seen = await Promise.all([raw(started.port, bytes), raw(started.port, bytes)])
  expect(seen.map(({ text }) => text.slice(0, 12))).toEqual(['HTTP/1.1 200', 'HTTP/1.1 200'])
  await expect.poll(() => started.send().then(({ status }) => status, String), { interval: 5 }).toBe(200)
})

test('an emulator that refuses connections can be closed', async () => {
  const started = await ready()
  started.faults('send', { kind: 'refuse', ms: 60_000 })
  await started.send()
  await started.close()
  await expect(started.send()).rejects.toMatchObject({ code: 'ECONNREFUSED' })
})
