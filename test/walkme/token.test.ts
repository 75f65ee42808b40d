import { describe, expect, test } from 'vitest'
import type { HttpAnswer } from '../../src/walkme/answer.ts'
import { readToken } from '../../src/walkme/token.ts'

const answer = (status: number, body: unknown, complete = true): HttpAnswer => ({
  kind: 'answer',
  status,
  headers: {},
  body: typeof body === 'string' ? body : JSON.stringify(body),
  complete,
})

describe('a token is', () => {
  test.each<[what: string, answer: HttpAnswer]>([
    ['what OAuth calls it', answer(200, { access_token: 't-1' })],
    ['in any success', answer(299, { access_token: 't-1', expires_in: 1 })],
    ['a bearer token, in any case', answer(200, { access_token: 't-1', token_type: 'BEARER' })],
  ])('%s', (_, answer) => expect(readToken(answer)).toEqual({ token: 't-1' }))
})

describe('there is no token:', () => {
  test.each<[what: string, answer: HttpAnswer, reason: RegExp]>([
    [
      'before a success',
      answer(199, { access_token: 't-1' }),
      /^No token: .*\(HTTP 199, .* may hold a token/,
    ],
    ['the answer broke off', answer(200, '{"acc', false), /^No token: the answer \(HTTP 200\) broke off\.$/],
    [
      'a web page',
      answer(200, '<html>'),
      /^No token: HTTP 200 with an HTML page .* Check data-center and api-url\.$/,
    ],
    ...[
      {},
      'ok',
      { access_token: '' },
      { access_token: 'two words' },
      { access_token: 'é' },
      { access_token: 't-1', token_type: 'mac' },
      { access_token: 't-1', token_type: 'bearer-like' },
      { access_token: 't-1', token_type: 'no bearer' },
    ].map((body): [string, HttpAnswer, RegExp] => [
      JSON.stringify(body),
      answer(200, body),
      /^No token: the answer \(HTTP 200\) is not the JSON with a bearer token .* Check api-url\.$/,
    ]),
    [
      '401',
      answer(401, ''),
      /^WalkMe does not know this client ID and secret \(HTTP 401\)\. Compare client-id and client-secret with .* account\.$/,
    ],
    [
      'OAuth’s refusal',
      answer(400, { error: 'invalid_client' }),
      /^WalkMe does not know .*\(HTTP 400, invalid_client\)/,
    ],
    ['the first redirect', answer(300, ''), /^No token: the server redirects \(HTTP 300\)/],
    ['the last redirect', answer(399, ''), /^No token: the server redirects \(HTTP 399\)/],
    ['400', answer(400, ''), /^No token: the server refused the request \(HTTP 400\)\.$/],
    ['404', answer(404, ''), /^No token: there is no token endpoint here \(HTTP 404\)/],
    [
      'any other refusal',
      answer(403, { message: 'No.' }),
      /^No token: the server refused .*\(HTTP 403, No\.\)\.$/,
    ],
  ])('%s', (_, answer, reason) =>
    expect(readToken(answer)).toEqual({ reason: expect.stringMatching(reason) }),
  )
})
