import { describe, expect, test } from 'vitest'
import { proxyFor, proxyVariables } from '../../src/http/proxy.ts'

const API = new URL('https://api.walkme.com')
const GITHUB = new URL('http://github.intranet.example/api/v3')

describe('the proxy', () => {
  test.each<[what: string, base: URL, environment: Record<string, string>, url: string | undefined]>([
    ['is none without a variable', API, {}, undefined],
    ['is none where the variable is empty', API, { HTTPS_PROXY: '' }, undefined],
    ['is HTTPS_PROXY', API, { HTTPS_PROXY: 'http://a:1', HTTP_PROXY: 'http://b:1' }, 'http://a:1'],
    [
      'is https_proxy before HTTPS_PROXY',
      API,
      { HTTPS_PROXY: 'http://a:1', https_proxy: 'http://b:1' },
      'http://b:1',
    ],
    [
      'is never HTTP_PROXY for https:',
      API,
      { HTTP_PROXY: 'http://b:1', http_proxy: 'http://b:1' },
      undefined,
    ],
    ['needs no scheme', API, { HTTPS_PROXY: 'proxy.example:3128' }, 'http://proxy.example:3128'],
    [
      'is HTTP_PROXY for http:',
      GITHUB,
      { HTTPS_PROXY: 'http://a:1', HTTP_PROXY: 'http://b:1' },
      'http://b:1',
    ],
    [
      'is http_proxy before HTTP_PROXY',
      GITHUB,
      { HTTP_PROXY: 'http://a:1', http_proxy: 'http://b:1' },
      'http://b:1',
    ],
    ['is never HTTPS_PROXY for http:', GITHUB, { HTTPS_PROXY: 'http://a:1' }, undefined],
  ])('%s', (_, base, environment, url) => {
    expect(proxyFor(base, environment)).toEqual(url)
  })

  test.each(['http://127.0.0.1:8090', 'http://localhost:8090', 'http://[::1]:8090'])(
    'is never used for this machine: %s',
    (url) => expect(proxyFor(new URL(url), { HTTP_PROXY: 'http://b:1' })).toBeUndefined(),
  )

  test.each([
    'http://user:50%@a:1',
    'http://a b',
    'http:///x y',
    'http://',
    'ftp://socks.example:1',
    'xhttp://a:1',
  ])('is a mistake where it cannot be used, told without its value: %s', (value) => {
    const told = proxyFor(API, { HTTPS_PROXY: value })

    expect(told).toEqual({
      variable: 'HTTPS_PROXY',
      message: expect.stringMatching(/^This is not the URL of a proxy\. Write http:\/\/host:port/),
    })
  })

  test.each(['socks5://a:1', 'socks5h://user:secret@a:1', 'SOCKS://a', 'socks4a://a:1080'])(
    'is a mistake where it is a SOCKS proxy, which is said by name: %s',
    (value) => {
      expect(proxyFor(API, { https_proxy: value })).toEqual({
        variable: 'https_proxy',
        message:
          'A SOCKS proxy cannot be used. Write an HTTP proxy as http://host:port, or name this host in NO_PROXY: api.walkme.com.',
      })
    },
  )
})

test('the variables that name a proxy are those with a value, used or not', () => {
  expect(proxyVariables({ HTTPS_PROXY: 'a', https_proxy: '', http_proxy: 'b', NO_PROXY: '*' })).toEqual([
    ['HTTPS_PROXY', 'a'],
    ['http_proxy', 'b'],
  ])
})

describe('NO_PROXY', () => {
  test.each([
    ['api.walkme.com', 'https://api.walkme.com', true],
    ['walkme.com', 'https://api.walkme.com', true],
    ['.walkme.com', 'https://api.walkme.com', true],
    ['.walkme.com', 'https://walkme.com', true],
    ['*.walkme.com', 'https://api.walkme.com', true],
    ['*.walkme.com', 'https://walkme.com', false],
    ['me.com', 'https://api.walkme.com', false],
    ['*', 'https://api.walkme.com', true],
    ['*:8443', 'https://api.walkme.com', false],
    ['*:443', 'https://api.walkme.com', true],
    ['API.WalkMe.com.', 'https://api.walkme.com', true],
    ['api.walkme.com', 'https://api.walkme.com.', true],
    ['api.walkme.com:443', 'https://api.walkme.com', true],
    ['api.walkme.com:80', 'https://api.walkme.com', false],
    ['api.walkme.com:8443', 'https://api.walkme.com:8443', true],
    ['10.0.0.1', 'https://10.0.0.1', true],
    ['::1', 'https://[::1]', true],
    ['[::1]', 'https://[::1]', true],
    ['[::1]:8443', 'https://[::1]:8443', true],
    ['[::1]:8443', 'https://[::1]', false],
    ['2001:db8::1', 'https://[2001:db8::1]', true],
    [' , .', 'https://api.walkme.com', false],
    [' , .', 'https://api.walkme.com..', false],
    ['x.example,walkme.com y.example', 'https://api.walkme.com', true],
  ])('%j excludes %s: %s', (NO_PROXY, base, isExcluded) => {
    const proxy = proxyFor(new URL(base), { HTTPS_PROXY: 'http://a:1', NO_PROXY })

    expect(proxy).toBe(isExcluded ? undefined : 'http://a:1')
  })

  test('means port 80 for http:', () => {
    const excluded = (NO_PROXY: string) =>
      proxyFor(GITHUB, { HTTP_PROXY: 'http://b:1', NO_PROXY }) === undefined

    expect(['*:80', '*:443', '*'].map(excluded)).toEqual([true, false, true])
  })

  test('in lower case comes first', () => {
    const environment = { HTTPS_PROXY: 'http://a:1', NO_PROXY: '*', no_proxy: 'x' }

    expect(proxyFor(API, environment)).toBe('http://a:1')
  })

  test.each(['socks5://a:1', 'nonsense://', 'http://user:50%@a:1'])(
    'excludes a host from a proxy that cannot be used: %s',
    (HTTPS_PROXY) => expect(proxyFor(API, { HTTPS_PROXY, NO_PROXY: '*' })).toBeUndefined(),
  )
})
