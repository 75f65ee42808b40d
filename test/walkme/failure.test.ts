import { describe, expect, test } from 'vitest'
import { Interruption } from '../../src/http/deadline.ts'
import { describeFailure, type Failure, isCertificateFailure } from '../../src/walkme/failure.ts'

const coded = (code: string, options: ErrorOptions = {}) => Object.assign(new Error(code, options), { code })
const failure = (error: Error, left = false): Failure => ({ kind: 'failure', mayHaveBeenSent: left, error })

describe('what went wrong is told with its remedy:', () => {
  test.each<[what: string, error: Error, said: RegExp]>([
    ['DNS', coded('ENOTFOUND'), /^the host name could not be resolved: check .* \(ENOTFOUND\)$/],
    ['a refusal', coded('ECONNREFUSED'), /^the connection was refused: check .* \(ECONNREFUSED\)$/],
    [
      'a refusal at each of several addresses',
      new AggregateError([coded('ECONNREFUSED'), coded('ECONNREFUSED')], 'all failed'),
      /\(ECONNREFUSED\)$/,
    ],
    [
      'what undici wraps',
      coded('UND_ERR_SOCKET', { cause: coded('CERT_HAS_EXPIRED') }),
      /certificate has expired.* \(CERT_HAS_EXPIRED\)$/,
    ],
    ['an unknown authority', coded('SELF_SIGNED_CERT_IN_CHAIN'), /NODE_EXTRA_CA_CERTS/],
    ['another host', coded('ERR_TLS_CERT_ALTNAME_INVALID'), /for another host name/],
    [
      'a proxy that wants a password',
      new Error('Proxy response (407) !== 200 when HTTP Tunneling'),
      /HTTPS_PROXY/,
    ],
    [
      'a proxy that refuses',
      new Error('Proxy response (403) !== 200'),
      /^the proxy refused .* \(HTTP 403\)$/,
    ],
    ['what nobody knows', coded('EWHATEVER'), /^no connection could be made \(EWHATEVER\)$/],
    ['what has no code', new TypeError('x'), /^no connection could be made \(TypeError\)$/],
    ['a code that is no text', Object.assign(new Error('x'), { code: 7 }), /\(Error\)$/],
    [
      'what wraps itself without end',
      (() => {
        const error = coded('ELOOP')
        error.cause = error
        return error
      })(),
      /\(ELOOP\)$/,
    ],
  ])('%s', (_, error, said) => {
    expect(describeFailure(failure(error))).toMatch(said)
  })

  test('once a byte may have left, only that matters', () => {
    expect(describeFailure(failure(coded('ECONNRESET'), true))).toBe(
      'the connection broke before an answer came (ECONNRESET)',
    )
  })

  test('the deadline, before the request could be made and after', () => {
    const passed = new Interruption('the deadline of 60 s passed')

    expect(describeFailure(failure(passed))).toBe(
      'the deadline of 60 s passed before the request could be made',
    )
    expect(describeFailure(failure(passed, true))).toBe('the deadline of 60 s passed before an answer came')
  })
})

test('only a certificate is a failure that no second try mends', () => {
  expect(isCertificateFailure(failure(coded('CERT_HAS_EXPIRED')))).toBe(true)
  expect(isCertificateFailure(failure(coded('x', { cause: coded('INVALID_CA') })))).toBe(true)
  expect(isCertificateFailure(failure(coded('ECONNREFUSED')))).toBe(false)
})
