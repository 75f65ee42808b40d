import { describe, expect, test } from 'vitest'
import { Interruption } from '../../src/http/deadline.ts'
import { describeFailure, type Failure, isPermanent } from '../../src/walkme/failure.ts'

const coded = (code: string, { message = code, ...options }: ErrorOptions & { message?: string } = {}) =>
  Object.assign(new Error(message, options), { code })
const failure = (error: Error, left = false): Failure => ({ kind: 'failure', mayHaveBeenSent: left, error })

describe('what went wrong is told with its remedy:', () => {
  test.each<[what: string, error: Error, said: RegExp]>([
    ['DNS', coded('ENOTFOUND'), /^the host name could not be resolved: check .* \(ENOTFOUND\)$/],
    [
      'DNS, with the name of the host',
      coded('UND_ERR_X', { cause: Object.assign(coded('ENOTFOUND'), { hostname: 'api.walkme.example' }) }),
      /^the host name api\.walkme\.example could not be resolved: check .* \(ENOTFOUND\)$/,
    ],
    [
      'DNS, with a name that is no text',
      Object.assign(coded('ENOTFOUND'), { hostname: 7 }),
      /^the host name could not be resolved/,
    ],
    [
      'a cause that nobody knows, of an error that is known',
      coded('ECONNREFUSED', { cause: coded('EWHATEVER') }),
      /^the connection was refused: .* \(ECONNREFUSED\)$/,
    ],
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
    [
      'an unknown authority',
      coded('SELF_SIGNED_CERT_IN_CHAIN'),
      /an authority .* not know: .* NODE_EXTRA_CA_CERTS/,
    ],
    ['another host', coded('ERR_TLS_CERT_ALTNAME_INVALID'), /for another host name/],
    [
      'a proxy that refuses the password, or wants one',
      new Error('Proxy response (407) !== 200 when HTTP Tunneling'),
      /^the proxy did not accept the user name and password in HTTPS_PROXY, or there are none \(HTTP 407\)$/,
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

  test.each([
    ['bad response', '100 Continue'],
    ['bad upgrade', '101 Switching Protocols'],
  ])('a status that was not asked for, which undici calls a %s', (message, status) => {
    expect(describeFailure(failure(coded('UND_ERR_SOCKET', { message }), true))).toBe(
      `the server sent "${status}", which was not asked for, so the connection was closed before an answer came`,
    )
  })

  test('headers that are too large to be read', () => {
    expect(describeFailure(failure(coded('UND_ERR_HEADERS_OVERFLOW'), true))).toBe(
      'the headers of the answer are larger than 64 KiB, so it could not be read (UND_ERR_HEADERS_OVERFLOW)',
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

test('only a certificate and a wrong password for the proxy are failures that no second try fixes', () => {
  const tunnel = (status: number) =>
    coded('UND_ERR_ABORTED', { message: `Proxy response (${status}) !== 200 when HTTP Tunneling` })

  expect(isPermanent(coded('CERT_HAS_EXPIRED'))).toBe(true)
  expect(isPermanent(coded('SELF_SIGNED_CERT_IN_CHAIN'))).toBe(true)
  expect(isPermanent(coded('x', { cause: coded('INVALID_CA') }))).toBe(true)
  expect(isPermanent(tunnel(407))).toBe(true)
  expect(isPermanent(tunnel(401))).toBe(true)
  expect(isPermanent(coded('x', { cause: tunnel(407) }))).toBe(true)
  expect(isPermanent(tunnel(403))).toBe(false)
  expect(isPermanent(coded('ECONNREFUSED'))).toBe(false)
  expect(isPermanent(undefined)).toBe(false)
})
