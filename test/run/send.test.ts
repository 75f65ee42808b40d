import { createServer } from 'node:http'
import { expect, vi } from 'vitest'
import { TOKEN } from '../counterparts/scripted.ts'
import { listenHere } from '../counterparts/servers.ts'
import { test } from '../emulated.ts'
import { runInProcess, sentBodies, validInputs } from '../world.ts'

test('a token is asked for and the notification sent, over one connection, each request to the byte', async ({
  emulator,
}) => {
  const ran = await runInProcess({ ...validInputs(emulator), 'runtime-title': 'CRM 4.2 is live' })

  expect(ran.exitCode).toBe(0)
  const [token, send, ...more] = emulator.requests
  expect(more).toEqual([])
  expect(emulator.connections()).toBe(1)

  const host = `127.0.0.1:${emulator.port}`
  const { clientId, clientSecret } = emulator.account
  expect(token).toMatchObject({
    method: 'POST',
    path: '/accounts/connect/token',
    body: 'grant_type=client_credentials',
  })
  expect(token?.headers).toEqual({
    host,
    connection: 'keep-alive',
    'accept-encoding': 'identity',
    authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}`,
    'content-type': 'application/x-www-form-urlencoded',
    accept: 'application/json',
    'user-agent': 'walkme-notify-action',
    'content-length': '29',
  })

  const body =
    '{"notification":{"templateId":"5eed0001-0000-4000-8000-00000000c0de",' +
    '"audiencesIds":["5eed0002-0000-4000-8000-00000000a001"],"runtimeTitle":"CRM 4.2 is live"}}'
  expect(send).toMatchObject({ method: 'POST', path: '/public/v1/notifications/send', body })
  expect(send?.headers).toEqual({
    host,
    connection: 'keep-alive',
    'accept-encoding': 'identity',
    authorization: expect.stringMatching(/^Bearer \S{20,}$/),
    'content-type': 'application/json',
    accept: 'application/json',
    'user-agent': 'walkme-notify-action',
    'content-length': String(body.length),
  })
})

test('the outputs say what was sent and under which ID', async ({ emulator }) => {
  const { outputs } = await runInProcess(validInputs(emulator))

  const id = emulator.ledger[0]?.notificationId
  expect(emulator.ledger).toHaveLength(1)
  expect(outputs).toMatchObject({
    outcome: 'sent',
    'notification-id': id,
    'notification-ids': JSON.stringify([id]),
  })
  expect(JSON.parse(outputs['results'] ?? '')).toEqual([
    {
      systemId: '',
      outcome: 'sent',
      notificationId: id,
      httpStatus: 200,
      attempts: 1,
      reason: '',
      response: JSON.stringify({ notificationId: id }),
    },
  ])
  expect(JSON.parse(outputs['payload'] ?? '')).toEqual(sentBodies(emulator))
})

test('the summary says when it was sent', async ({ emulator }) => {
  const { summary } = await runInProcess(validInputs(emulator))

  expect(summary).toContain('<th>Sent</th><td>2026-11-23 12:00 UTC</td>')
})

test('every input has its member, and people see the placeholders filled in', async ({ emulator }) => {
  const [system = ''] = emulator.account.systems
  const [sales, support] = emulator.account.audiences
  await runInProcess({
    ...validInputs(emulator),
    'system-id': system,
    audiences: `${sales?.id}\n${support?.id}`,
    'end-users': '0012, a/b+c=',
    'notification-type': 'PopUp',
    title: '  CRM deploy ',
    'runtime-title': 'CRM is live',
    'runtime-description': 'Line one\n  line two',
    'start-at': '2026-12-01 09:00',
    'end-at': '2026-12-02T09:00+01:00',
    overrides: 'VERSION: 1.10\nSUMMARY: no\n"##URL##": https://example.com/?a=1&b=#top',
  })

  expect(sentBodies(emulator)).toEqual([
    {
      notification: {
        systemId: system,
        templateId: '5eed0001-0000-4000-8000-00000000c0de',
        endUsersIds: ['0012', 'a/b+c='],
        audiencesIds: [sales?.id, support?.id],
        notificationType: 'popup',
        title: 'CRM deploy',
        runtimeTitle: 'CRM is live',
        runtimeDescription: 'Line one\n  line two',
        startAt: '2026-12-01T09:00:00+00:00',
        endAt: '2026-12-02T09:00:00+01:00',
        override: [
          { key: 'VERSION', value: '1.10' },
          { key: 'SUMMARY', value: 'no' },
          { key: '##URL##', value: 'https://example.com/?a=1&b=#top' },
        ],
      },
    },
  ])
  expect(emulator.ledger[0]?.seen).toMatchObject({
    button: { text: 'What is new in 1.10', link: 'https://example.com/?a=1&b=#top' },
  })
})

test('a path prefix of api-url is kept', async ({ emulator }) => {
  await runInProcess({ ...validInputs(emulator), 'api-url': `${emulator.url}/gateway/walkme/` })

  expect(emulator.requests.map(({ path }) => path)).toEqual(['/gateway/walkme/accounts/connect/token'])
})

test('credentials beyond ASCII go out as UTF-8', async ({ emulator }) => {
  emulator.account.clientSecret = 'pässword-ключ'
  const ran = await runInProcess({ ...validInputs(emulator), 'client-secret': 'pässword-ключ' })

  expect(ran.outputs['outcome']).toBe('sent')
})

test('no connection stays open after the run', async ({ emulator }) => {
  let open = 0
  const server = createServer((request, response) => {
    response.end(request.url === '/accounts/connect/token' ? TOKEN : '{"id":"x"}')
  })
  server.on('connection', (socket) => {
    open++
    socket.on('close', () => open--)
  })
  const url = `http://127.0.0.1:${await listenHere(server)}`
  const ran = await runInProcess({ ...validInputs(emulator), 'api-url': url })

  expect(ran.outputs['outcome']).toBe('sent')
  await expect.poll(() => open).toBe(0)
})

test('a connection that was opened early is closed where a mistake leaves it unused', async ({
  emulator,
}) => {
  const close = vi.fn()
  const unused = () => {
    throw new Error('Nothing is sent.')
  }
  const early = { connect: unused, open: unused, close }
  await runInProcess({ ...validInputs(emulator), 'template-id': '' }, {}, { early })

  expect(close).toHaveBeenCalled()
})
