import { describe, expect } from 'vitest'
import type { Emulator } from '../../emulator/emulator.ts'
import type { Fault } from '../../emulator/faults.ts'
import { test } from '../emulated.ts'
import { runInProcess, validInputs } from '../world.ts'

// What one try comes to; `delivery.test.ts` is about several.
const once = (emulator: Emulator) => ({ ...validInputs(emulator), retries: '0' })

const html = { 'content-type': 'text/html; charset=utf-8' }
const json = { 'content-type': 'application/json' }
const answer = (status: number, body = '', headers: Record<string, string> = json): Fault => ({
  kind: 'answer',
  status,
  headers,
  body,
})

describe('an answer to the send:', () => {
  const cases: [what: string, fault: Fault, outcome: string, reason: RegExp][] = [
    ['200 without a body', answer(200), 'sent', /^$/],
    ['204', answer(204), 'sent', /^$/],
    ['200 with cut-off JSON', { kind: 'cut' }, 'sent', /^$/],
    ['200 with a chunk that breaks off', { kind: 'chunked-cut' }, 'sent', /^$/],
    ['200 with 3 MB', { kind: 'huge', bytes: 3_000_000 }, 'sent', /^$/],
    ['200 a byte at a time', { kind: 'drip', ms: 0 }, 'sent', /^$/],
    ['200 that lists no errors', answer(200, '{"id":"a","errors":[],"error":null}'), 'sent', /^$/],
    [
      '200 with HTML',
      answer(200, '<h1>Sign in</h1>', html),
      'uncertain',
      /with an error \(HTTP 200, an HTML page/,
    ],
    [
      '200 with HTML that does not say so',
      answer(200, '<!DOCTYPE html><p>Sign in', {}),
      'uncertain',
      /an HTML page/,
    ],
    ['200 with an error', answer(200, '{"error":"no such template"}'), 'uncertain', /no such template/],
    ['200 with errors', answer(200, '{"errors":["x"]}'), 'uncertain', /as if it had succeeded/],
    ['200 without success', answer(200, '{"success":false,"message":"later"}'), 'uncertain', /later/],
    [
      '301',
      answer(301, '', { location: 'https://elsewhere.example.com/' }),
      'not-sent',
      /redirect is not followed/,
    ],
    ['302', answer(302, '', { location: '/there' }), 'not-sent', /redirect is not followed/],
    ['303', answer(303, '', { location: '/done' }), 'uncertain', /can also come after/],
    ['307', answer(307, '', { location: '/there' }), 'not-sent', /redirect is not followed/],
    ['308', answer(308, '', { location: '/there' }), 'not-sent', /redirect is not followed/],
    [
      '400',
      answer(400, '{"message":"templateId is unknown"}'),
      'not-sent',
      /HTTP 400, templateId is unknown\)\. Check the template/,
    ],

    ['403', answer(403, '{"message":"Forbidden"}'), 'not-sent', /Notification API with Write/],
    ['404', answer(404), 'not-sent', /HTTP 404\)\. Check the template ID, system-id/],
    ['408', answer(408), 'uncertain', /can also come after/],
    ['409', answer(409), 'not-sent', /did not accept/],
    ['429', answer(429), 'not-sent', /asks to wait/],
    ['500', answer(500), 'uncertain', /HTTP 500\)\.$/],
    ['502 after the server took it', { kind: 'answer', status: 502, accepts: true }, 'uncertain', /HTTP 502/],
    ['503', answer(503), 'uncertain', /HTTP 503/],
    [
      '503 with a Retry-After that cannot be read',
      answer(503, '', { 'retry-after': 'in 5' }),
      'uncertain',
      /HTTP 503/,
    ],
    ['503 with Retry-After', answer(503, '', { 'retry-after': '5' }), 'not-sent', /asks to wait/],
    ['504 with HTML', answer(504, '<html>', html), 'uncertain', /HTTP 504, an HTML page/],
    [
      'a reset before the request is read',
      { kind: 'reset', when: 'before-reading' },
      'uncertain',
      /broke before an answer/,
    ],
    [
      'a reset after the headers',
      { kind: 'reset', when: 'after-headers' },
      'uncertain',
      /broke before an answer/,
    ],
    ['an end after the body', { kind: 'close', when: 'after-body' }, 'uncertain', /broke before an answer/],
    ['a reset after the body', { kind: 'reset', when: 'after-body' }, 'uncertain', /broke before an answer/],
    [
      'a reset after accepting',
      { kind: 'reset', when: 'after-accepting' },
      'uncertain',
      /broke before an answer/,
    ],
    ['a reset in the middle of the answer', { kind: 'reset', when: 'mid-answer' }, 'sent', /^$/],
    [
      'something that is not HTTP',
      { kind: 'garbage', bytes: 'SSH-2.0-x\r\n' },
      'uncertain',
      /broke before an answer/,
    ],
  ]
  for (const [what, fault, outcome, reason] of cases) {
    test(`${what} is ${outcome}`, async ({ emulator }) => {
      emulator.faults('send', fault)
      const ran = await runInProcess(once(emulator))

      const [result] = JSON.parse(ran.outputs['results'] ?? '')
      expect(ran.outputs['outcome']).toBe(outcome)
      expect(result).toMatchObject({ outcome, attempts: 1, reason: expect.stringMatching(reason) })
      expect(result.httpStatus).toBe('status' in fault ? fault.status : outcome === 'sent' ? 200 : null)
      expect(ran.exitCode).toBe(outcome === 'sent' ? 0 : 1)
      expect(ran.said('error')).toHaveLength(outcome === 'sent' ? 0 : 1)
      expect(emulator.requests.filter(({ call }) => call === 'send')).toHaveLength(1)
    })
  }
})

describe('whatever goes wrong with the token is not-sent:', () => {
  const cases: [what: string, fault: Fault, reason: RegExp][] = [
    [
      '401',
      answer(401, '{"error":"invalid_client"}'),
      /does not know this client ID and secret \(HTTP 401, invalid_client\)/,
    ],
    ['400 invalid_client', answer(400, '{"error":"invalid_client"}'), /does not know this client ID/],
    ['400', answer(400, '{"error":"invalid_scope","error_description":"no"}'), /HTTP 400, invalid_scope: no/],
    ['403', answer(403), /refused the request \(HTTP 403\)/],
    ['404', answer(404), /no token endpoint here/],
    [
      'a redirect',
      answer(302, '', { location: 'https://login.example.com' }),
      /credentials are not sent after a redirect/,
    ],
    ['502 with HTML', answer(502, '<html>', html), /HTTP 502, an HTML page/],
    ['200 with HTML', answer(200, '<html>', html), /HTTP 200 with an HTML page/],
    ['200 without a body', answer(200), /not the JSON with a bearer token/],
    ['200 without a token', answer(200, '{"token":"x"}'), /not the JSON with a bearer token/],
    ['an empty token', answer(200, '{"access_token":""}'), /not the JSON with a bearer token/],
    ['a token that would break the header', answer(200, '{"access_token":"a\\r\\nx: y"}'), /not the JSON/],
    [
      'another kind of token',
      answer(200, '{"access_token":"a","token_type":"mac"}'),
      /not the JSON with a bearer/,
    ],
    ['cut-off JSON', { kind: 'cut' }, /broke off/],
    ['3 MB', { kind: 'huge', bytes: 3_000_000 }, /broke off/],
    ['a reset', { kind: 'reset', when: 'after-body' }, /^No token: the connection broke before an answer/],
  ]
  for (const [what, fault, reason] of cases) {
    test(what, async ({ emulator }) => {
      emulator.faults('token', fault)
      const ran = await runInProcess(once(emulator))

      expect(ran.outputs['outcome']).toBe('not-sent')
      expect(JSON.parse(ran.outputs['results'] ?? '')).toMatchObject([
        { outcome: 'not-sent', attempts: 0, httpStatus: null, reason: expect.stringMatching(reason) },
      ])
      expect(ran.said('error')).toEqual([expect.stringMatching(/^Not sent\. /)])
      expect(ran.exitCode).toBe(1)
      expect(emulator.requests.filter(({ call }) => call === 'send')).toEqual([])
    })
  }

  test('a refused connection', async ({ emulator }) => {
    await emulator.close()
    const ran = await runInProcess(once(emulator))

    expect(ran.outputs['outcome']).toBe('not-sent')
    expect(ran.said('error')).toEqual([
      expect.stringMatching(/No token: the connection was refused: .*ECONNREFUSED/),
    ])
  })

  test('a host name that does not exist', async ({ emulator }) => {
    const ran = await runInProcess({ ...once(emulator), 'api-url': 'https://walkme.invalid' })

    expect(ran.said('error')).toEqual([
      expect.stringMatching(/host name walkme\.invalid could not be resolved/),
    ])
  })
})

describe('the ID', () => {
  const cases: [body: string, headers: Record<string, string>, id: string][] = [
    ['{"notificationId":"a","id":"b"}', {}, 'a'],
    ['{"id":"b","data":{"id":"c"}}', {}, 'b'],
    ['{"notification":{"notificationId":"c"},"data":{"id":"d"}}', {}, 'c'],
    ['{"data":{"id":"d"},"result":{"id":"e"}}', {}, 'd'],
    ['{"result":{"id":42}}', {}, '42'],
    ['{"id":12345678901234567890}', {}, '12345678901234567890'],
    ['{"id":"","notificationId":null,"data":{"id":"d"}}', {}, 'd'],
    ['{"id":{"no":"text"},"data":["x"]}', { location: '/notifications/from-header?x=1' }, 'from-header'],
    ['', { location: 'https://api.example.com/v1/notifications/e1/' }, 'e1'],
  ]
  for (const [body, headers, id] of cases) {
    test(`of ${body || 'no body'} ${JSON.stringify(headers)} is ${id}`, async ({ emulator }) => {
      emulator.faults('send', answer(201, body, { ...json, ...headers }))
      const ran = await runInProcess(once(emulator))

      expect(ran.outputs).toMatchObject({
        outcome: 'sent',
        'notification-id': id,
        'notification-ids': JSON.stringify([id]),
      })
      expect(ran.said('warning')).toEqual([])
    })
  }

  test('may be missing: it is sent all the same, with a warning', async ({ emulator }) => {
    emulator.faults('send', answer(202, '{"ok":true}'))
    const ran = await runInProcess(once(emulator))

    expect(ran.outputs).toMatchObject({ outcome: 'sent', 'notification-id': '', 'notification-ids': '[""]' })
    expect(ran.said('warning')).toEqual([expect.stringMatching(/has no ID/)])
    expect(ran.exitCode).toBe(0)
  })
})

describe('fail-on-error: false', () => {
  test('makes a notification that was not sent a warning', async ({ emulator }) => {
    emulator.faults('send', answer(500))
    const ran = await runInProcess({ ...once(emulator), 'fail-on-error': 'false' })

    expect(ran.exitCode).toBe(0)
    expect(ran.outputs['outcome']).toBe('uncertain')
    expect(ran.said('error')).toEqual([])
    expect(ran.said('warning')).toEqual([expect.stringMatching(/people may have got it.*ComCenter/)])
  })
})

describe('a dry run', () => {
  test('proves the credentials and sends nothing', async ({ emulator }) => {
    const ran = await runInProcess({ ...once(emulator), 'dry-run': 'true' })

    expect(ran.outputs).toMatchObject({
      outcome: 'dry-run',
      'notification-id': '',
      'notification-ids': '[""]',
    })
    expect(JSON.parse(ran.outputs['payload'] ?? '')).toMatchObject([
      { notification: { templateId: expect.any(String) } },
    ])
    expect(JSON.parse(ran.outputs['results'] ?? '')).toMatchObject([
      { reason: 'The credentials are good: WalkMe issued a token for them.' },
    ])
    expect(emulator.requests.map(({ call }) => call)).toEqual(['token'])
    expect(ran.exitCode).toBe(0)
  })

  test('fails with wrong credentials', async ({ emulator }) => {
    const ran = await runInProcess({ ...once(emulator), 'client-secret': 'wrong', 'dry-run': 'true' })

    expect(ran.outputs['outcome']).toBe('not-sent')
    expect(JSON.parse(ran.outputs['results'] ?? '')).toMatchObject([{ outcome: 'not-sent' }])
    expect(ran.exitCode).toBe(1)
  })

  test('without credentials makes no request and says so, whatever on-missing-credentials says', async ({
    emulator,
  }) => {
    const ran = await runInProcess({
      ...validInputs(emulator),
      'client-id': '',
      'client-secret': '',
      'dry-run': 'true',
      'on-missing-credentials': 'skip',
    })

    expect(ran.outputs['outcome']).toBe('dry-run')
    expect(ran.said('notice')).toEqual([
      expect.stringMatching(/^Dry run: nothing was sent\. .*no request was made/),
    ])
    expect(ran.said('warning')).toEqual([])
    expect(emulator.connections()).toBe(0)
  })
})

describe('on-missing-credentials: skip', () => {
  const skip = { 'client-id': '', 'client-secret': '', 'on-missing-credentials': 'skip' }
  const missing = expect.stringMatching(
    /^on-missing-credentials: The credentials are missing, although .* Dependabot\. Has a secret been renamed/,
  )
  const events: [what: string, environment: Record<string, string>, warnings: string[]][] = [
    ['is silent on a pull request', { GITHUB_EVENT_NAME: 'pull_request' }, []],
    ['is silent for Dependabot', { GITHUB_EVENT_NAME: 'push', GITHUB_ACTOR: 'dependabot[bot]' }, []],
    ['warns on a push', { GITHUB_EVENT_NAME: 'push' }, [missing]],
    [
      'warns on pull_request_target, which has secrets',
      { GITHUB_EVENT_NAME: 'pull_request_target' },
      [missing],
    ],
  ]
  for (const [what, environment, warnings] of events) {
    test(what, async ({ emulator }) => {
      const ran = await runInProcess({ ...once(emulator), ...skip }, environment)

      expect(ran.outputs).toMatchObject({ outcome: 'skipped', 'notification-ids': '[""]' })
      expect(JSON.parse(ran.outputs['payload'] ?? '')).toHaveLength(1)
      expect(ran.said('warning')).toEqual(warnings)
      expect(ran.exitCode).toBe(0)
      expect(emulator.connections()).toBe(0)
    })
  }

  test('checks the inputs first', async ({ emulator }) => {
    const ran = await runInProcess(
      { ...once(emulator), ...skip, audiences: '' },
      { GITHUB_EVENT_NAME: 'pull_request' },
    )

    expect(ran.outputs['outcome']).toBe('not-sent')
    expect(ran.exitCode).toBe(1)
  })
})
