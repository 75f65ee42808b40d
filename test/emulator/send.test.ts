import { expect, test } from 'vitest'
import type { Account } from '../../emulator/account.ts'
import { defaultAccount } from '../../emulator/account.ts'
import { type Asked, ask, askSend, askToken, emulator, smallest, token } from './client.ts'

type Members = Record<string, unknown>

/** Sends what the smallest notification and `members` make together; `undefined` takes a member away. */
async function send(members: Members, account: Partial<Account> = {}) {
  const started = await emulator({ account })
  const notification = { ...smallest(started), ...members }
  const got = await askSend(started, await token(started), { body: JSON.stringify({ notification }) })
  return { ...got, started, answer: JSON.parse(got.body) }
}

test('the smallest notification is accepted, and its ID returned', async () => {
  const { status, headers, answer, started } = await send({})
  expect(status).toBe(200)
  expect(headers['content-type']).toBe('application/json')
  expect(answer).toEqual({ notificationId: started.ledger[0]?.notificationId })
  expect(answer.notificationId).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/)
})

test('a notification with every member is accepted', async () => {
  const { systems } = defaultAccount()
  const { status, started } = await send({
    systemId: systems[0],
    endUsersIds: ['user-90@example.com', 'pB/1+Zk='],
    notificationType: 'popup',
    title: 'Deploy 4.10',
    runtimeTitle: 'CRM 4.10',
    runtimeDescription: 'Line 1\nLine 2',
    startAt: '2126-05-10 11:30',
    endAt: '2126-05-11T11:30:00+03:00',
    override: [
      { key: 'VERSION', value: '4.10' },
      { key: '##URL##', value: '' },
    ],
  })
  expect(status).toBe(200)
  expect(started.ledger).toHaveLength(1)
})

const notInTheContract: [string, Members, RegExp][] = [
  ['an unknown member', { audienceIds: ['a'] }, /audienceIds/],
  ['a member in another case', { templateID: 'a' }, /templateID/],
  ['a member of the prototype', JSON.parse('{"__proto__": 1}'), /__proto__/],
  ['overrides in the plural', { overrides: [] }, /overrides/],
  ['no template', { templateId: undefined }, /templateId/],
  ['a template that is null', { templateId: null }, /templateId/],
  ['a template that is a number', { templateId: 12 }, /templateId/],
  ['an empty template', { templateId: '' }, /templateId: must not be empty/],
  ['nobody to tell', { audiencesIds: undefined }, /no recipients/],
  ['audiences as text', { audiencesIds: 'a' }, /audiencesIds/],
  ['no audiences', { audiencesIds: [] }, /audiencesIds: must not be an empty array/],
  ['an empty audience', { audiencesIds: [''] }, /audiencesIds.0: must not be empty/],
  ['an audience twice', { audiencesIds: ['a', 'a'] }, /audiencesIds: holds an item twice/],
  ['end users that are null', { endUsersIds: null }, /endUsersIds/],
  ['no end users', { endUsersIds: [] }, /endUsersIds: must not be an empty array/],
  ['an end user that is a number', { endUsersIds: [7] }, /endUsersIds.0/],
  ['an end user twice', { endUsersIds: ['a', 'b', 'a'] }, /endUsersIds: holds an item twice/],
  ['101 end users', { endUsersIds: users(101) }, /endUsersIds: must not hold more than 100/],
  ['a type in upper case', { notificationType: 'Push' }, /notificationType/],
  ['another type', { notificationType: 'email' }, /notificationType/],
  ['an empty type', { notificationType: '' }, /notificationType/],
  ['an empty title', { title: '' }, /title: must not be empty/],
  ['a title that is null', { title: null }, /title/],
  ['an empty runtime title', { runtimeTitle: '' }, /runtimeTitle: must not be empty/],
  ['an empty description', { runtimeDescription: '' }, /runtimeDescription: must not be empty/],
  ['an empty system', { systemId: '' }, /systemId: must not be empty/],
  ['no overrides', { override: [] }, /override: must not be an empty array/],
  ['overrides as a mapping', { override: { URL: 'a' } }, /override/],
  ['an override without a value', { override: [{ key: 'a' }] }, /override.0.value/],
  ['an override with a number', { override: [{ key: 'a', value: 1.1 }] }, /override.0.value/],
  ['an override with null', { override: [{ key: 'a', value: null }] }, /override.0.value/],
  ['an override without a key', { override: [{ value: 'a' }] }, /override.0.key/],
  ['an override with an empty key', { override: [{ key: '', value: 'a' }] }, /override.0.key/],
  ['an override with more', { override: [{ key: 'a', value: 'b', c: 1 }] }, /override.0.*"c"/],
  ['a key twice', { override: [pair('a'), pair('a')] }, /override: holds a key twice/],
  ['a start that is a number', { startAt: 1683714600 }, /startAt/],
  ['a start that is not real', { startAt: '2126-02-30' }, /startAt: must be a real date/],
  ['a start in another form', { startAt: '2126-02-20T10:00' }, /startAt: must be a real date/],
  ['an end in words', { endAt: '+2h' }, /endAt: must be a real date/],
  ['an end before the start', { startAt: '2126-01-02', endAt: '2126-01-01' }, /endAt: ends before/],
  ['an end at the start', { startAt: '2126-01-02', endAt: '2126-01-02 00:00' }, /endAt: ends before/],
  ['an end that is past', { endAt: '2020-01-01' }, /endAt: ends before/],
  ['a start beyond 30 days with no end', { startAt: '2126-01-01' }, /endAt: ends before/],
]

test.each(notInTheContract)('%s is 400 with a message that says so', async (_, members, message) => {
  const { status, answer, started } = await send(members)
  expect(status).toBe(400)
  expect(answer.message).toMatch(message)
  expect(answer.errors.join('; ')).toBe(answer.message)
  expect(started.ledger).toEqual([])
})

test('all mistakes are told at once', async () => {
  const { answer } = await send({ title: '', audiencesIds: undefined, templateId: 7 })
  expect(answer.errors).toHaveLength(3)
})

test.each([
  ['templateId', { templateId: 'none' }],
  ['audiencesIds', { audiencesIds: [defaultAccount().audiences[0]?.id, 'none'] }],
  ['systemId', { systemId: 'none' }],
])('an unknown %s is 404', async (member, members) => {
  const { status, answer, started } = await send(members)
  expect(status).toBe(404)
  expect(answer.message).toBe(`notification.${member}: this account has no "none"`)
  expect(started.ledger).toEqual([])
})

test('100 end users are accepted, and nobody asks whether they exist', async () => {
  const { status } = await send({ audiencesIds: undefined, endUsersIds: users(100) })
  expect(status).toBe(200)
})

test('the account has two systems, so a send must name one', async () => {
  const { systems } = defaultAccount()
  expect(new Set(systems).size).toBe(2)
  const { status, answer, started } = await send({}, { systems })
  expect(status).toBe(400)
  expect(answer.message).toBe('notification.systemId: required, since this account has more than one system')
  expect(started.ledger).toEqual([])
  for (const systemId of systems) {
    const named = await send({ systemId }, { systems })
    expect(named.status).toBe(200)
    expect(named.started.ledger[0]?.systemId).toBe(systemId)
  }
})

const notNotifications: [string, string, RegExp][] = [
  ['nothing', '', /not JSON/],
  ['half a body', '{"notification":', /not JSON/],
  ['typographic quotes', '{“notification”: {}}', /not JSON/],
  ['a comma too many', '{"notification":{},}', /not JSON/],
  ['null', 'null', /The body/],
  ['an array', '[]', /The body/],
  ['no notification', '{}', /notification/],
  ['a bare notification', '{"templateId":"a"}', /templateId/],
  ['a member beside the notification', '{"notification":{},"x":1}', /"x"/],
  ['a notification that is an array', '{"notification":[]}', /notification/],
  ['a member twice', '{"notification":{"title":"a","\\u0074itle":"b"}}', /title occurs twice/],
]

test.each(notNotifications)('%s as a body is 400', async (_, body, message) => {
  const started = await emulator()
  const got = await askSend(started, await token(started), { body })
  expect(got.status).toBe(400)
  expect(JSON.parse(got.body).message).toMatch(message)
})

test('bytes that are not UTF-8 are 400', async () => {
  const started = await emulator()
  const text = JSON.stringify({ notification: { ...smallest(started), title: 'x\u00ffx' } })
  const got = await askSend(started, await token(started), { body: Buffer.from(text, 'latin1') })
  expect(got.status).toBe(400)
  expect(started.ledger).toEqual([])
})

const wrongForms: [string, number, (authorization: string) => Partial<Asked>][] = [
  ['a GET', 405, () => ({ method: 'GET', body: '' })],
  ['no content type', 415, (authorization) => ({ headers: { authorization } })],
  ['plain text', 415, (authorization) => ({ headers: { authorization, 'content-type': 'text/plain' } })],
]

test.each(wrongForms)('%s is turned down with %i', async (_, status, changes) => {
  const started = await emulator()
  const got = await askSend(started, '', changes(`Bearer ${await token(started)}`))
  expect(got.status).toBe(status)
  expect(JSON.parse(got.body).message).toEqual(expect.any(String))
  expect(started.ledger).toEqual([])
})

test('a charset on the content type is tolerated', async () => {
  const started = await emulator()
  const authorization = `Bearer ${await token(started)}`
  const headers = { authorization, 'content-type': 'application/json; charset=utf-8' }
  expect((await askSend(started, '', { headers })).status).toBe(200)
})

const strangers: [string, (token: string) => string | undefined][] = [
  ['no Authorization', () => undefined],
  ['a token that was never issued', () => 'Bearer abc'],
  ['a token with a letter more', (live) => `Bearer ${live}x`],
  ['a scheme in lower case', (live) => `bearer ${live}`],
  ['Basic', (live) => `Basic ${live}`],
  ['a bare token', (live) => live],
]

test.each(strangers)('%s is 401', async (_, authorization) => {
  const started = await emulator()
  const value = authorization(await token(started))
  const headers = {
    'content-type': 'application/json',
    ...(value === undefined ? {} : { authorization: value }),
  }
  const got = await askSend(started, '', { headers })
  expect(got.status).toBe(401)
  expect(got.headers['www-authenticate']).toBe('Bearer error="invalid_token"')
  expect(started.ledger).toEqual([])
})

test('a token is of no use to another emulator', async () => {
  expect((await askSend(await emulator(), await token(await emulator()))).status).toBe(401)
})

test('an expired token is 401, and a new one works', async () => {
  const started = await emulator()
  const old = await token(started)
  started.expireTokens()
  expect((await askSend(started, old)).status).toBe(401)
  expect((await askSend(started, await token(started))).status).toBe(200)
})

test('a token dies when its life is over', async () => {
  const started = await emulator({ tokenLifeSeconds: 0 })
  expect(JSON.parse((await askToken(started)).body).expires_in).toBe(0)
  expect((await askSend(started, await token(started))).status).toBe(401)
})

test('a key without the Notification API gets a token, and 403 on the send', async () => {
  const started = await emulator({ account: { mayNotify: false } })
  const got = await askSend(started, await token(started))
  expect(got.status).toBe(403)
  expect(started.ledger).toEqual([])
})

test.each(['/', '/public/v1/notifications', '/public/v1/notifications/send/', '/accounts/connect/token?a=1'])(
  '%s is 404',
  async (path) => {
    const started = await emulator()
    const got = await ask(started.port, { path })
    expect(got.status).toBe(404)
    expect(JSON.parse(got.body).message).toContain(path)
    expect(started.requests.map(({ call }) => call)).toEqual(['other'])
  },
)

test('with a base path both calls lie under it, and nowhere else', async () => {
  const started = await emulator({ basePath: '/walkme' })
  expect(new URL(started.url).pathname).toBe('/walkme')
  expect((await askSend(started, await token(started))).status).toBe(200)
  expect((await ask(started.port, { path: '/public/v1/notifications/send' })).status).toBe(404)
})

function users(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `user-${index}@example.com`)
}

function pair(key: string) {
  return { key, value: 'a' }
}
