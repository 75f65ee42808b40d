import { describe, expect, test } from 'vitest'
import { Interruption } from '../../src/http/deadline.ts'
import type { Exchange } from '../../src/http/exchange.ts'
import { afterSend, afterTokenRequest, classify } from '../../src/walkme/verdict.ts'

const NOW = Date.parse('2026-11-23T12:00:00Z')
const JSON_TYPE = { 'content-type': 'application/json' }
const HTML_TYPE = { 'content-type': 'text/html; charset=utf-8' }

const answer = (
  status: number,
  headers: Record<string, string> = {},
  body = '',
  complete = true,
): Exchange => ({
  kind: 'answer',
  status,
  headers,
  body,
  complete,
})
const failure = (code: string, left: boolean): Exchange => ({
  kind: 'failure',
  mayHaveBeenSent: left,
  error: Object.assign(new Error(code), { code }),
})
const interrupted = (left: boolean): Exchange => ({
  kind: 'failure',
  mayHaveBeenSent: left,
  error: new Interruption('5 seconds passed'),
})

// In the order of the table in docs/delivery.md. `again` is how long to wait at least before another try; where a
// try may have been delivered, it holds for `resend-when-uncertain` only.
const table: [what: string, exchange: Exchange, verdict: string, again: number | 'never'][] = [
  ['200', answer(200), 'acted-on', 'never'],
  ['204', answer(204), 'acted-on', 'never'],
  ['299', answer(299), 'acted-on', 'never'],
  ['200, the body breaks off', answer(200, JSON_TYPE, '{"error":"half a bo', false), 'acted-on', 'never'],
  ['200, empty as text/html', answer(200, HTML_TYPE), 'acted-on', 'never'],
  ['200, ok as text/html', answer(200, HTML_TYPE, 'ok'), 'acted-on', 'never'],
  ['200, JSON as text/html', answer(200, HTML_TYPE, '{"id":"x"}'), 'acted-on', 'never'],
  ['200, compressed', answer(200, { ...JSON_TYPE, 'content-encoding': 'br' }), 'acted-on', 'never'],
  ['200, HTML', answer(200, HTML_TYPE, '<h1>Sign in'), 'unknown', 0],
  ['200, HTML as JSON', answer(200, JSON_TYPE, '<h1>Sign in'), 'unknown', 0],
  ['200, HTML that breaks off', answer(200, {}, '\ufeff\n<', false), 'unknown', 0],
  ['200, XML', answer(200, {}, '<?xml version="1.0"?>'), 'unknown', 0],
  ['201, XML with a Location', answer(201, { location: '/n/1' }, '<a/>'), 'unknown', 0],
  ['200, an ID beside errors', answer(200, {}, '{"notificationId":"x","errors":["y"]}'), 'acted-on', 'never'],
  ['200, a nested ID beside an error', answer(200, {}, '{"data":{"id":1},"ok":false}'), 'acted-on', 'never'],
  [
    '201, a Location beside an error',
    answer(201, { location: '/n/1' }, '{"error":"y"}'),
    'acted-on',
    'never',
  ],
  ['200, no ID, errors: 0', answer(200, JSON_TYPE, '{"errors":0,"error":"none"}'), 'acted-on', 'never'],
  ['200, ok: false', answer(200, JSON_TYPE, '{"ok":false}'), 'unknown', 0],
  ['200, statusCode: 400', answer(200, JSON_TYPE, '{"statusCode":400}'), 'unknown', 0],
  ['200, a top-level error', answer(200, JSON_TYPE, '{"error":"x"}'), 'unknown', 0],
  ['200, an error that is an object', answer(200, JSON_TYPE, '{"error":{"code":1}}'), 'unknown', 0],
  ['200, top-level errors', answer(200, JSON_TYPE, '{"errors":[{"message":"x"}]}'), 'unknown', 0],
  ['200, success: false', answer(200, {}, '{"success":false}'), 'unknown', 0],
  [
    '200, an error of null and no errors',
    answer(200, JSON_TYPE, '{"error":null,"errors":[],"success":true}'),
    'acted-on',
    'never',
  ],
  ['200, an error further down', answer(200, JSON_TYPE, '{"data":{"error":"x"}}'), 'acted-on', 'never'],

  ['DNS', failure('ENOTFOUND', false), 'not-acted-on', 0],
  ['connection refused', failure('ECONNREFUSED', false), 'not-acted-on', 0],
  ['connection timed out', failure('UND_ERR_CONNECT_TIMEOUT', false), 'not-acted-on', 0],
  ['the proxy refused the tunnel', failure('UND_ERR_ABORTED', false), 'not-acted-on', 0],
  ['TLS failure', failure('ERR_SSL_WRONG_VERSION_NUMBER', false), 'not-acted-on', 0],
  ['certificate expired', failure('CERT_HAS_EXPIRED', false), 'not-acted-on', 'never'],
  ['certificate of another host', failure('ERR_TLS_CERT_ALTNAME_INVALID', false), 'not-acted-on', 'never'],
  [
    'certificate of an unknown authority',
    failure('SELF_SIGNED_CERT_IN_CHAIN', false),
    'not-acted-on',
    'never',
  ],
  [
    'the proxy refused the password',
    {
      kind: 'failure',
      mayHaveBeenSent: false,
      error: new Error('Proxy response (407) !== 200 when HTTP Tunneling'),
    },
    'not-acted-on',
    'never',
  ],
  ['certificate revoked', failure('CERT_REVOKED', false), 'not-acted-on', 'never'],
  ['deadline before any byte left', interrupted(false), 'not-acted-on', 0],

  ['429', answer(429), 'not-acted-on', 0],
  ['429, Retry-After in seconds', answer(429, { 'retry-after': '7' }), 'not-acted-on', 7_000],
  ['503, Retry-After in seconds', answer(503, { 'retry-after': '0' }), 'not-acted-on', 0],
  [
    '503, Retry-After as a date',
    answer(503, { 'retry-after': 'Mon, 23 Nov 2026 12:00:09 GMT' }),
    'not-acted-on',
    9_000,
  ],
  ['503, Retry-After that nobody can read', answer(503, { 'retry-after': 'soon' }), 'unknown', 0],

  ['401', answer(401), 'not-acted-on', 'never'],
  ['300', answer(300), 'not-acted-on', 'never'],
  ['301', answer(301), 'not-acted-on', 'never'],
  ['307', answer(307), 'not-acted-on', 'never'],
  ['304', answer(304), 'not-acted-on', 'never'],
  ['400', answer(400), 'not-acted-on', 'never'],
  ['403', answer(403), 'not-acted-on', 'never'],
  ['404', answer(404), 'not-acted-on', 'never'],
  ['409', answer(409), 'not-acted-on', 'never'],
  ['499', answer(499), 'not-acted-on', 'never'],

  ['101', answer(101), 'unknown', 0],
  ['303', answer(303), 'unknown', 0],
  ['408', answer(408), 'unknown', 0],
  ['500', answer(500), 'unknown', 0],
  ['502', answer(502), 'unknown', 0],
  ['503', answer(503), 'unknown', 0],
  ['504, Retry-After', answer(504, { 'retry-after': '3' }), 'unknown', 3_000],
  ['599', answer(599), 'unknown', 0],
  ['a status beyond HTTP', answer(999), 'unknown', 0],

  ['connection lost once a byte may have left', failure('ECONNRESET', true), 'unknown', 0],
  ['certificate failure once a byte may have left', failure('CERT_HAS_EXPIRED', true), 'unknown', 0],
  ['deadline once a byte may have left', interrupted(true), 'unknown', 0],
]

describe('a try of the send:', () => {
  for (const [what, exchange, verdict, again] of table) {
    test(`${what} → ${verdict}, again: ${verdict === 'unknown' ? 'only if asked to' : again}`, () => {
      const next = again === 'never' ? 'stop' : { again: true, after: again }

      expect(classify(exchange)).toBe(verdict)
      expect(afterSend(exchange, true, NOW)).toEqual(next)
      expect(afterSend(exchange, false, NOW)).toEqual(verdict === 'unknown' ? 'stop' : next)
    })
  }
})

describe('a try of the token request:', () => {
  const cases: [what: string, exchange: Exchange, again: number | 'never'][] = [
    ['200', answer(200, JSON_TYPE, '{"access_token":"x"}'), 'never'],
    ['200, the body breaks off', answer(200, JSON_TYPE, '{"acc', false), 0],
    ['299, the body breaks off', answer(299, JSON_TYPE, '{"acc', false), 0],
    ...[101, 302, 400].map((status): [string, Exchange, 'never'] => [
      `${status}, the body breaks off`,
      answer(status, {}, 'x', false),
      'never',
    ]),
    ['200, HTML', answer(200, { 'content-type': 'text/html' }), 'never'],
    ['a failure before it left', failure('ECONNREFUSED', false), 0],
    ['a failure after it left', failure('ECONNRESET', true), 0],
    ['a bad certificate', failure('CERT_HAS_EXPIRED', false), 'never'],
    ...[408, 429, 500, 502, 503, 504].map((status): [string, Exchange, number] => [
      `${status}`,
      answer(status),
      0,
    ]),
    ['429, Retry-After', answer(429, { 'retry-after': '2' }), 2_000],
    ...[302, 400, 401, 403, 404].map(
      (status) => [`${status}`, answer(status), 'never'] as [string, Exchange, 'never'],
    ),
  ]
  for (const [what, exchange, again] of cases) {
    test(`${what} → ${again === 'never' ? 'never again' : 'again'}`, () => {
      expect(afterTokenRequest(exchange, NOW)).toEqual(
        again === 'never' ? 'stop' : { again: true, after: again },
      )
    })
  }
})
