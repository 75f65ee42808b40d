import { expect, test } from 'vitest'
import { ask, askSend, askToken, emulator, token } from './client.ts'

const look = (port: number, what: string) => ask(port, { method: 'GET', path: `/emulator/${what}` })

test('another process sees ledger, requests and account', async () => {
  const started = await emulator({ basePath: '/walkme' })
  await askSend(started, await token(started))
  const [ledger, requests, account] = await Promise.all(
    ['ledger', 'requests', 'account'].map(async (what) => JSON.parse((await look(started.port, what)).body)),
  )
  expect(ledger).toEqual(started.ledger)
  expect(ledger).toHaveLength(1)
  expect(requests).toEqual(started.requests)
  expect(account).toEqual(started.account)
})

test('looking leaves no trace among the requests', async () => {
  const started = await emulator()
  await look(started.port, 'ledger')
  await look(started.port, 'nothing')
  expect(started.requests).toEqual([])
})

test('another process orders faults', async () => {
  const started = await emulator()
  const faults = [{ kind: 'answer', status: 503, headers: { 'retry-after': '1' } }, { kind: 'expired-token' }]
  const got = await ask(started.port, {
    path: '/emulator/faults',
    body: JSON.stringify({ call: 'token', faults }),
  })
  expect(got).toMatchObject({ status: 200, body: '{"queued":2}' })
  expect((await askToken(started)).status).toBe(503)
  expect((await askSend(started, await token(started))).status).toBe(401)
})

test.each([
  ['no JSON', '{', /not JSON/],
  ['no faults', '{"call":"send"}', /faults/],
  ['another call', '{"call":"other","faults":[]}', /call/],
  ['an unknown kind', '{"call":"send","faults":[{"kind":"explode"}]}', /faults.0.kind/],
  ['a member too many', '{"call":"send","faults":[{"kind":"cut","ms":1}]}', /faults.0: .*"ms"/],
  ['a bad status', '{"call":"send","faults":[{"kind":"answer","status":1}]}', /faults.0.status/],
  [
    'a bad header',
    '{"call":"send","faults":[{"kind":"answer","status":200,"headers":{"a b":""}}]}',
    /headers/,
  ],
])('an order with %s is 400 and changes nothing', async (_, body, message) => {
  const started = await emulator()
  const got = await ask(started.port, { path: '/emulator/faults', body })
  expect(got.status).toBe(400)
  expect(JSON.parse(got.body).message).toMatch(message)
  expect((await askToken(started)).status).toBe(200)
})

test.each([
  ['POST', '/emulator/ledger', 405],
  ['DELETE', '/emulator/account', 405],
  ['GET', '/emulator/faults', 405],
  ['GET', '/emulator/', 404],
  ['GET', '/emulator/ledger/1', 404],
])('%s %s is %i', async (method, path, status) => {
  const { port } = await emulator()
  expect((await ask(port, { method, path })).status).toBe(status)
})
