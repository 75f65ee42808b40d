import { expect, test } from 'vitest'
import type { Fault } from '../../emulator/faults.ts'
import { askSend, askToken, emulator, raw, ready, sendBytes, token } from './client.ts'

test('faults are used up one by one, each by a request of its own call', async () => {
  const started = await ready()
  started.faults('send', { kind: 'answer', status: 503 }, { kind: 'answer', status: 429 })
  expect((await askToken(started)).status).toBe(200)
  const statuses = [await started.send(), await started.send(), await started.send()]
  expect(statuses.map(({ status }) => status)).toEqual([503, 429, 200])
  started.faults('token', { kind: 'answer', status: 500 })
  expect((await started.send()).status).toBe(200)
  expect((await askToken(started)).status).toBe(500)
})

test('a fault that is none is refused on the spot', async () => {
  const started = await emulator()
  // @ts-expect-error: a misspelt kind
  expect(() => started.faults('send', { kind: 'restet', when: 'after-body' })).toThrow()
  expect(() => started.faults('send', { kind: 'answer', status: 7 })).toThrow()
  expect(() => started.faults('send', { kind: 'answer', status: 200, headers: { a: 'b\r\nc: d' } })).toThrow()
})

test('any status with any header and body', async () => {
  const started = await ready()
  const headers = { 'retry-after': '7', 'x-a': ['1', '2'], 'content-type': 'text/html' }
  started.faults('send', { kind: 'answer', status: 503, headers, body: '<html>' })
  const got = await started.send()
  expect(got).toMatchObject({ status: 503, body: '<html>', complete: true })
  expect(got.headers).toMatchObject({ ...headers, 'x-a': '1, 2', 'content-length': '6' })
  expect(started.ledger).toEqual([])
})

test('an answer with `accepts` writes the ledger first, for a request that is right', async () => {
  const started = await ready()
  started.faults(
    'send',
    { kind: 'answer', status: 502, accepts: true },
    { kind: 'answer', status: 502, accepts: true },
  )
  expect((await started.send({ body: '{}' })).status).toBe(502)
  expect(started.ledger).toHaveLength(0)
  expect((await started.send()).status).toBe(502)
  expect(started.ledger).toHaveLength(1)
})

test('a late answer is late', async () => {
  const started = await ready()
  started.faults('send', { kind: 'late', ms: 60 })
  const start = performance.now()
  expect((await started.send()).status).toBe(200)
  expect(performance.now() - start).toBeGreaterThanOrEqual(55)
})

test('a late act comes although the client has gone', async () => {
  const started = await ready()
  started.faults('send', { kind: 'late', ms: 120, actsAfter: true })
  const seen = await raw(started.port, sendBytes(started, started.bearer), 40)
  expect(seen).toMatchObject({ end: 'open', text: '' })
  expect(started.ledger).toHaveLength(0)
  await started.settled()
  expect(started.ledger).toHaveLength(1)
})

test('a late answer is to what was done at once, and nobody waits with it for a client that has gone', async () => {
  const started = await ready()
  started.faults('send', { kind: 'late', ms: 60_000 })
  await raw(started.port, sendBytes(started, started.bearer), 40)
  await started.settled()
  expect(started.ledger).toHaveLength(1)
})

test('an expired token on demand, at either call', async () => {
  const started = await emulator()
  started.faults('token', { kind: 'expired-token' })
  const dead = await token(started)
  const live = await token(started)
  expect((await askSend(started, dead)).status).toBe(401)
  started.faults('send', { kind: 'expired-token' })
  expect((await askSend(started, live)).status).toBe(401)
  expect((await askSend(started, live)).status).toBe(200)
  expect(started.ledger).toHaveLength(1)
})

const acting: Fault[] = [
  { kind: 'drip', ms: 0, from: 'body' },
  { kind: 'huge', bytes: 500 },
  { kind: 'cut' },
  { kind: 'chunked-cut' },
  { kind: 'hang-up-idle' },
  { kind: 'refuse', ms: 1 },
  { kind: 'late', ms: 1 },
  { kind: 'late', ms: 1, actsAfter: true },
]

test.each(acting)('a wrong request stays wrong under $kind', async (fault) => {
  const started = await ready()
  started.faults('send', fault)
  expect(await started.send({ body: '{"notification":{}}' })).toMatchObject({
    status: 400,
    body: expect.stringContaining('templateId'),
  })
  expect(started.ledger).toEqual([])
})
