import { describe, expect, test } from 'vitest'
import { callUrl, hostOf, parseBaseUrl } from '../../src/http/base-url.ts'
import { DATA_CENTERS } from '../../src/inputs/data-centers.ts'

test('each data centre is its documented host', () => {
  expect(DATA_CENTERS).toEqual({
    us: 'https://api.walkme.com',
    eu: 'https://eu-api.walkme.com',
    ca: 'https://api-ca1.walkmedap.com',
    fedramp: 'https://api.walkmegov.com',
  })
})

describe('a base URL is https:, or http: on loopback, and keeps its path:', () => {
  const cases = [
    ['https://api.walkme.com', 'https://api.walkme.com/x/y'],
    ['https://api.walkme.com/', 'https://api.walkme.com/x/y'],
    ['https://gateway.example.com/walkme//', 'https://gateway.example.com/walkme/x/y'],
    ['http://localhost:8090', 'http://localhost:8090/x/y'],
    ['http://127.1.2.3/p', 'http://127.1.2.3/p/x/y'],
    ['http://127.10.20.30', 'http://127.10.20.30/x/y'],
    ['http://[::1]:8090', 'http://[::1]:8090/x/y'],
    ['HTTPS://API.example.com', 'https://api.example.com/x/y'],
  ]
  for (const [text = '', called] of cases) {
    test(text, () => {
      const url = parseBaseUrl(text)
      expect(url instanceof URL && callUrl(url, '/x/y').href).toBe(called)
    })
  }
})

test('an IPv6 host has no brackets where Node connects to it', () => {
  expect(
    ['http://[::1]:8090', 'http://127.0.0.1', 'https://api.walkme.com'].map((url) => hostOf(new URL(url))),
  ).toEqual(['::1', '127.0.0.1', 'api.walkme.com'])
})

describe('anything else is a sentence that does not show it:', () => {
  const cases = [
    'http://api.walkme.com',
    'http://localhost.example.com',
    'http://128.0.0.1',
    'http://127.0.0.1.example.com',
    'ftp://hidden/https://api.walkme.com',
    'http://[::2]',
    'https://hidden@api.walkme.com',
    'https://:hidden@api.walkme.com',
    'https://api.walkme.com?hidden',
    'https://api.walkme.com/#hidden',
    'https://api.walk\nme.com/hidden',
    'https:api.walkme.com',
    'https://',
    'javascript:hidden',
    '//api.walkme.com',
    'hidden',
  ]
  for (const text of cases) {
    test(JSON.stringify(text), () => {
      const sentence = parseBaseUrl(text)
      expect(sentence).toMatch(/^[A-Z].*\.$/)
      expect(sentence).not.toContain('hidden')
    })
  }
})
