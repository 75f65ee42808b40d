import { expect, test } from 'vitest'
import { askSend, askToken, emulator, raw, ready, sendBytes } from './client.ts'

const id = /"notificationId":"[\da-f-]{36}"/

test('a dripping answer comes whole, a byte at a time', async () => {
  const started = await ready()
  started.faults('send', { kind: 'drip', ms: 0 })
  const got = await started.send()
  expect(got).toMatchObject({ status: 200, complete: true, body: expect.stringMatching(id) })
  expect(started.ledger).toHaveLength(1)
})

test.each([
  ['the status line', undefined, /^H[^\n]{0,9}$/],
  ['the body', 'body', /\r\n\r\n.{1,10}$/],
] as const)('an answer drips from %s on', async (_, from, soFar) => {
  const started = await ready()
  started.faults('send', { kind: 'drip', ms: 20, ...(from === undefined ? {} : { from }) })
  const seen = await raw(started.port, sendBytes(started, started.bearer), 120)
  expect(seen.end).toBe('open')
  expect(seen.text).toMatch(soFar)
})

test('an endless answer begins as JSON with the ID and does not end', async () => {
  const started = await ready()
  started.faults('send', { kind: 'endless' })
  const seen = await raw(started.port, sendBytes(started, started.bearer), 120)
  expect(seen.end).toBe('open')
  expect(seen.text).toMatch(/^HTTP\/1.1 200 OK\r\n/)
  expect(seen.text).toMatch(id)
  expect(seen.text.match(/x{1000}/g)?.length).toBeGreaterThan(1)
  expect(started.ledger).toHaveLength(1)
})

test('closing the emulator ends an endless answer and a late one', async () => {
  const started = await ready()
  started.faults('send', { kind: 'endless' }, { kind: 'late', ms: 60_000 })
  const endless = raw(started.port, sendBytes(started, started.bearer), 5000)
  const late = raw(started.port, sendBytes(started, started.bearer), 5000)
  await expect.poll(() => started.ledger.length, { interval: 2 }).toBe(2)
  const start = performance.now()
  await started.close()
  expect((await endless).end).not.toBe('open')
  expect((await late).end).not.toBe('open')
  expect(performance.now() - start).toBeLessThan(500)
})

test('a huge answer is valid JSON of exactly that size, with the ID first', async () => {
  const started = await ready()
  started.faults('send', { kind: 'huge', bytes: 3_000_000 })
  const { body, headers } = await started.send()
  expect(body).toHaveLength(3_000_000)
  expect(headers['content-length']).toBe('3000000')
  expect(Object.keys(JSON.parse(body))[0]).toBe('notificationId')
})

test('a huge token answer still holds the token', async () => {
  const started = await emulator()
  started.faults('token', { kind: 'huge', bytes: 10_000 })
  const { body } = await askToken(started)
  expect((await askSend(started, JSON.parse(body).access_token)).status).toBe(200)
})

test.each([
  ['cut', /content-length: 157\r\n/i],
  ['chunked-cut', /transfer-encoding: chunked\r\n\r\n9d\r\n/i],
] as const)('a %s answer shows the whole JSON and promises more', async (kind, promise) => {
  const started = await ready()
  started.faults('send', { kind }, { kind })
  const seen = await raw(started.port, sendBytes(started, started.bearer))
  expect(seen.end).toBe('fin')
  expect(seen.text).toMatch(promise)
  expect(seen.text).toMatch(/"\}$/)
  expect(await started.send()).toMatchObject({ status: 200, complete: false })
  expect(started.ledger).toHaveLength(2)
})

test('garbage is what comes instead of HTTP', async () => {
  const started = await ready()
  started.faults('send', { kind: 'garbage', bytes: 'SSH-2.0-\u00ff\r\n' })
  const seen = await raw(started.port, sendBytes(started, started.bearer))
  expect(seen).toMatchObject({ text: 'SSH-2.0-\u00ff\r\n', end: 'fin' })
  expect(started.ledger).toHaveLength(0)
})
