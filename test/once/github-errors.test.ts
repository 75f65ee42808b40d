import { describe, expect, test } from 'vitest'
import { classifyResponse, clockOf } from '../../src/once/github-errors.ts'

const date = 'Mon, 23 Nov 2026 12:00:00 GMT'
const reply = (status: number, message = '', headers: Record<string, string> = {}) => ({
  status,
  headers: { date, 'x-github-request-id': 'A1B2:3C4D:5E6F:7A8B:9C0D', ...headers },
  data: { message, documentation_url: 'https://docs.github.com/rest' },
})

describe('an answer that is no success means', () => {
  const inAnHour = String(Date.parse(date) / 1_000 + 3_600)
  const cases: [
    method: 'GET' | 'POST' | 'PATCH',
    given: ReturnType<typeof reply>,
    expected: ReturnType<typeof classifyResponse> | object,
  ][] = [
    ['GET', reply(404, 'Not Found'), { kind: 'missing' }],
    ['POST', reply(404, 'Not Found'), { kind: 'refused', status: 404, after: undefined }],
    ['PATCH', reply(404, 'Not Found'), { kind: 'refused', status: 404, after: undefined }],
    ['POST', reply(422, 'Reference already exists'), { kind: 'exists' }],
    ['PATCH', reply(422, 'Update is not a fast forward'), { kind: 'not-fast-forward' }],
    ['PATCH', reply(422, 'Update is not a fastforward'), { kind: 'not-fast-forward' }],
    ['PATCH', reply(422, 'Reference does not exist'), { kind: 'missing' }],
    ['POST', reply(422, 'Reference does not exist'), { kind: 'refused', status: 422, after: 0 }],
    ['POST', reply(409, 'Reference already exists'), { kind: 'refused', status: 409, after: 0 }],
    ['POST', reply(422, 'Object does not exist'), { kind: 'refused', status: 422, after: 0 }],
    ['PATCH', reply(422, 'Reference cannot be updated'), { kind: 'refused', status: 422, after: 0 }],
    ['POST', reply(409, 'Git Repository is empty.'), { kind: 'refused', status: 409, after: 0 }],
    ['GET', reply(401, 'Bad credentials'), { kind: 'refused', status: 401, after: undefined }],
    [
      'POST',
      reply(403, 'Resource not accessible by integration'),
      { kind: 'refused', status: 403, isRateLimit: false, after: undefined },
    ],
    [
      'POST',
      reply(403, 'You have exceeded a secondary rate limit.'),
      { kind: 'refused', isRateLimit: true, after: 60_000 },
    ],
    ['POST', reply(403, '', { 'retry-after': '7' }), { kind: 'refused', isRateLimit: true, after: 7_000 }],
    ['GET', reply(429, '', { 'retry-after': '7' }), { kind: 'refused', isRateLimit: true, after: 7_000 }],
    [
      'GET',
      reply(403, 'API rate limit exceeded', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': inAnHour }),
      { kind: 'refused', isRateLimit: true, after: 3_600_000 },
    ],
    [
      'POST',
      reply(403, 'secondary rate limit', { 'x-ratelimit-remaining': '5', 'x-ratelimit-reset': inAnHour }),
      { kind: 'refused', isRateLimit: true, after: 60_000 },
    ],
    ['GET', reply(403, '', { 'x-ratelimit-remaining': '0' }), { isRateLimit: true, after: 60_000 }],
    [
      'GET',
      reply(403, '', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '0' }),
      { isRateLimit: true, after: 60_000 },
    ],
    ['POST', reply(404, '', { 'x-ratelimit-remaining': '0' }), { isRateLimit: false, after: undefined }],
    ['GET', reply(429), { kind: 'refused', isRateLimit: true, after: 60_000 }],
    ['POST', reply(300), { kind: 'refused', status: 300, after: undefined }],
    ['POST', reply(301, 'Moved Permanently'), { kind: 'refused', status: 301, after: undefined }],
    ['POST', reply(500), { kind: 'lost', message: 'HTTP 500' }],
    ['PATCH', reply(502, 'Server Error'), { kind: 'lost', message: 'HTTP 502 Server Error' }],
    // A success of another kind than the call's own is none: a gateway has spoken.
    ['POST', reply(200), { kind: 'lost', message: 'HTTP 200' }],
  ]
  for (const [method, given, expected] of cases) {
    test(`${method} ${given.status} ${given.data.message} ${JSON.stringify(given.headers)}`, () => {
      expect(classifyResponse(method, given)).toMatchObject(expected)
    })
  }
})

test('without GitHub’s clock a rate limit lasts a minute, and a date is too far away', () => {
  const { data } = reply(403)
  const limited = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1795438800' }
  expect(classifyResponse('GET', { status: 403, headers: limited, data })).toMatchObject({ after: 60_000 })
  expect(classifyResponse('GET', { status: 403, headers: { 'retry-after': date }, data })).toMatchObject({
    after: Date.parse(date),
  })
})

test('what GitHub says is quoted as one short line', () => {
  expect(classifyResponse('POST', reply(403, ' a \n b '))).toMatchObject({ message: 'a b' })
  const answer = classifyResponse('POST', reply(403, `a\n::error::b\u001b[31m ${'c '.repeat(1_000)}`))
  expect(answer).toMatchObject({ message: expect.stringMatching(/^a ::error::b \[31m( c)+…$/) })
  expect(answer).toMatchObject({ message: expect.stringMatching(/^.{190,201}$/) })
})

test('an answer that is no JSON has no message', () => {
  expect(classifyResponse('POST', { status: 403, headers: {}, data: '<h1>Proxy</h1>' })).toMatchObject({
    message: '',
  })
})

test('GitHub’s clock is the Date header', () => {
  expect(clockOf(reply(200))).toBe(Date.parse('2026-11-23T12:00:00Z'))
  expect(clockOf({ status: 200, headers: {}, data: {} })).toBeUndefined()
})

test('404 or 405 from a server that is not GitHub means that it has no git API; a look-up finds nothing', () => {
  for (const status of [404, 405])
    for (const method of ['POST', 'PATCH'] as const)
      expect(classifyResponse(method, { status, headers: {}, data: '' })).toEqual({
        kind: 'no-git-api',
        status,
      })
  expect(classifyResponse('GET', { status: 405, headers: {}, data: '' })).toEqual({
    kind: 'no-git-api',
    status: 405,
  })
  expect(classifyResponse('GET', { status: 404, headers: {}, data: '' })).toEqual({ kind: 'missing' })
  expect(classifyResponse('POST', { status: 403, headers: {}, data: '' })).toMatchObject({ kind: 'refused' })
})
