import { expect, test } from 'vitest'
import { type Asked, askSend, askToken, basic, emulator, token } from './client.ts'

const form = 'application/x-www-form-urlencoded'

test('the right credentials get a bearer token for 24 hours', async () => {
  const started = await emulator()
  const { status, headers, body } = await askToken(started)
  expect(status).toBe(200)
  expect(headers['content-type']).toBe('application/json')
  const answer = JSON.parse(body)
  expect(Object.keys(answer)).toEqual(['access_token', 'token_type', 'expires_in'])
  expect(answer).toMatchObject({ token_type: 'bearer', expires_in: 86_400 })
  expect((await askSend(started, answer.access_token)).status).toBe(200)
})

test('no two tokens are alike, and none is short enough to guess', async () => {
  const started = await emulator()
  const tokens = await Promise.all([token(started), token(started), token(started)])
  expect(new Set(tokens).size).toBe(3)
  for (const each of tokens) expect(each).toMatch(/^[\w-]{43}$/)
})

test('a charset on the content type is tolerated', async () => {
  const started = await emulator()
  const headers = { authorization: right(started), 'content-type': `${form};charset=UTF-8` }
  expect((await askToken(started, { headers })).status).toBe(200)
})

test('credentials are UTF-8, and only the first colon parts them', async () => {
  const started = await emulator({ account: { clientId: 'é', clientSecret: 'a:b' } })
  expect((await askToken(started)).status).toBe(200)
})

const wrongCredentials: [string, (pair: string) => string | undefined][] = [
  ['no Authorization at all', () => undefined],
  ['another scheme', (pair) => basic(pair).replace('Basic', 'Bearer')],
  ['a scheme in lower case', (pair) => basic(pair).replace('Basic', 'basic')],
  ['two spaces', (pair) => basic(pair).replace(' ', '  ')],
  ['a bare pair', (pair) => `Basic ${pair}`],
  ['base64 without its padding', (pair) => basic(`${pair}`).replace(/=+$/, '')],
  ['a wrong secret', (pair) => basic(`${pair}x`)],
  ['a wrong ID', (pair) => basic(`x${pair}`)],
  ['no colon', (pair) => basic(pair.replace(':', ''))],
  ['parts that were URL-encoded first', (pair) => basic(encodeURIComponent(pair).replace('%3A', ':'))],
]

test.each(wrongCredentials)('%s is 401 invalid_client', async (_, authorization) => {
  const started = await emulator({ account: { clientId: 'id_1', clientSecret: 'se cret-2' } })
  const value = authorization('id_1:se cret-2')
  const headers = { 'content-type': form, ...(value === undefined ? {} : { authorization: value }) }
  const { status, headers: got, body } = await askToken(started, { headers })
  expect(status).toBe(401)
  expect(got['www-authenticate']).toMatch(/^Basic /)
  expect(JSON.parse(body)).toEqual({ error: 'invalid_client', error_description: expect.any(String) })
})

const wrongBodies: [string, string, string][] = [
  ['no body', '', 'invalid_request'],
  ['another grant', 'grant_type=password', 'unsupported_grant_type'],
  ['a grant in upper case', 'grant_type=CLIENT_CREDENTIALS', 'unsupported_grant_type'],
  ['a scope', 'grant_type=client_credentials&scope=write', 'invalid_request'],
  ['credentials in the body', 'grant_type=client_credentials&client_id=a&client_secret=b', 'invalid_request'],
  ['the grant twice', 'grant_type=client_credentials&grant_type=client_credentials', 'invalid_request'],
  ['JSON', '{"grant_type":"client_credentials"}', 'invalid_request'],
]

test.each(wrongBodies)('%s is 400', async (_, body, error) => {
  const started = await emulator()
  const got = await askToken(started, { body })
  expect(got.status).toBe(400)
  expect(JSON.parse(got.body)).toEqual({ error, error_description: expect.any(String) })
})

const wrongForms: [string, number, (authorization: string) => Partial<Asked>][] = [
  ['a GET', 405, () => ({ method: 'GET', body: '' })],
  ['a PUT', 405, () => ({ method: 'PUT' })],
  ['no content type', 415, (authorization) => ({ headers: { authorization } })],
  ['JSON', 415, (authorization) => ({ headers: { authorization, 'content-type': 'application/json' } })],
  [
    'a content type that only begins so',
    415,
    (authorization) => ({ headers: { authorization, 'content-type': `${form}2` } }),
  ],
  [
    'a compressed body',
    415,
    (authorization) => ({
      headers: { authorization, 'content-type': form, 'content-encoding': 'gzip' },
    }),
  ],
]

test.each(wrongForms)('%s is turned down with %i', async (_, status, changes) => {
  const started = await emulator()
  const got = await askToken(started, changes(right(started)))
  expect(got.status).toBe(status)
  expect(JSON.parse(got.body).error).toBe('invalid_request')
  expect(got.headers['allow']).toBe(status === 405 ? 'POST' : undefined)
})

test('a content type that comes twice is turned down', async () => {
  const started = await emulator()
  const headers = ['authorization', right(started), 'content-type', form, 'content-type', form]
  const got = await askToken(started, { headers: ['host', `127.0.0.1:${started.port}`, ...headers] })
  expect(got.status).toBe(400)
  expect(JSON.parse(got.body).error_description).toMatch(/content-type came more than once/)
})

function right({ account }: { account: { clientId: string; clientSecret: string } }): string {
  return basic(`${account.clientId}:${account.clientSecret}`)
}
