import { describe, expect, test } from 'vitest'
import { proxyFor } from '../../src/http/proxy.ts'

const API = new URL('https://api.walkme.com')

describe('the proxy', () => {
  test.each<[what: string, environment: Record<string, string>, url: string | undefined]>([
    ['is none without a variable', {}, undefined],
    ['is none where the variable is empty', { HTTPS_PROXY: '' }, undefined],
    ['is HTTPS_PROXY', { HTTPS_PROXY: 'http://a:1', HTTP_PROXY: 'http://b:1' }, 'http://a:1'],
    [
      'is https_proxy before HTTPS_PROXY',
      { HTTPS_PROXY: 'http://a:1', https_proxy: 'http://b:1' },
      'http://b:1',
    ],
    ['is HTTP_PROXY where there is no other', { HTTP_PROXY: 'http://b:1' }, 'http://b:1'],
    ['needs no scheme', { HTTPS_PROXY: 'proxy.example:3128' }, 'http://proxy.example:3128'],
  ])('%s', (_, environment, url) => {
    expect(proxyFor(API, environment)).toEqual(url === undefined ? undefined : { url, bypass: '' })
  })

  test('is never used for plain http:, which is for this machine only', () => {
    expect(proxyFor(new URL('http://127.0.0.1:8090'), { HTTP_PROXY: 'http://b:1' })).toBeUndefined()
  })

  test('comes with the hosts that are reached without it', () => {
    const environment = { HTTPS_PROXY: 'http://a:1', NO_PROXY: 'x', no_proxy: 'y' }

    expect(proxyFor(API, environment)).toEqual({ url: 'http://a:1', bypass: 'y' })
  })

  test.each(['socks5://a:1', 'http://user:50%@a:1', 'http://a b', 'http:///x y'])(
    'is a mistake where it cannot be used, told without its value: %s',
    (value) => {
      const told = proxyFor(API, { HTTPS_PROXY: value })

      expect(told).toMatch(/^HTTPS_PROXY is not the URL of a proxy/)
      expect(told).not.toContain(value)
    },
  )
})
