import { describe, expect, test } from 'vitest'
import type { Exchange } from '../../src/http/exchange.ts'
import { explainFailure } from '../../src/walkme/send-request.ts'

const answer = (status: number, message = '', headers: Record<string, string> = {}): Exchange => ({
  kind: 'answer',
  status,
  headers,
  body: message === '' ? '' : JSON.stringify({ error: message }),
  complete: true,
})

describe('why a try failed is told:', () => {
  const wait = { 'retry-after': '1' }
  test.each<[what: string, exchange: Exchange, reason: RegExp]>([
    ['nothing of a success', answer(200), /^$/],
    [
      'an error in a success',
      answer(299, 'Who?'),
      /^The server answered as if it had succeeded, but with an error \(HTTP 299, Who\?\)\.$/,
    ],
    [
      'a redirect',
      answer(300),
      /\(HTTP 300\)\. A redirect is not followed\. Check data-center and api-url\.$/,
    ],
    ['the last of the redirects', answer(399), /\(HTTP 399\)\. A redirect is not followed/],
    [
      '400',
      answer(400, 'Who?'),
      /^WalkMe did not accept .* \(HTTP 400, Who\?\)\. Check the template ID, the aud/,
    ],
    ['401', answer(401), /The token that WalkMe had just issued was refused/],
    ['403', answer(403), /The API key lacks a permission/],
    ['404', answer(404), /\. Check the template ID, system-id, the audience IDs/],
    ['429', answer(429), /The server asks to wait before the next request\. Run this again later\.$/],
    ['503 that asks to wait', answer(503, '', wait), /The server asks to wait before the next request/],
    ['any other refusal', answer(422), /\(HTTP 422\)\. Check the inputs against what the server says\.$/],
    [
      '503',
      answer(503),
      /with an error that can also come after WalkMe accepted the request \(HTTP 503\)\.$/,
    ],
    [
      'no answer',
      {
        kind: 'failure',
        mayHaveBeenSent: true,
        error: Object.assign(new Error('x'), { code: 'ECONNRESET' }),
      },
      /^The connection broke before an answer came \(ECONNRESET\)\.$/,
    ],
  ])('%s', (_, exchange, reason) => expect(explainFailure(exchange, [])).toMatch(reason))
})
