import { describe, expect } from 'vitest'
import { startProxy } from '../counterparts/proxy.ts'
import { resolveExamplesHere } from '../counterparts/servers.ts'
import { history, runOnce, test } from './kept.ts'

resolveExamplesHere()

describe('GitHub is reached', () => {
  const hostOf = (url: string) => url.replace('127.0.0.1', 'github.example')

  test('through HTTP_PROXY where its API is plain HTTP, and the record is kept', async ({
    emulator,
    github,
  }) => {
    const { url, forwards } = await startProxy()
    const ran = await runOnce(
      { emulator, github },
      {},
      { GITHUB_API_URL: hostOf(github.url), HTTP_PROXY: url },
    )

    expect(ran.outputs['outcome']).toBe('sent')
    expect(history(github)).toMatchObject([{ state: 'claimed' }, { state: 'finished' }])
    expect(new Set(forwards)).toEqual(new Set([new URL(hostOf(github.url)).host]))
    expect(forwards).toHaveLength(github.calls.length)
  })

  test('without it where NO_PROXY names the host', async ({ emulator, github }) => {
    const { url, forwards } = await startProxy()
    const environment = {
      GITHUB_API_URL: hostOf(github.url),
      HTTP_PROXY: url,
      HTTPS_PROXY: 'socks5://127.0.0.1:9',
      NO_PROXY: 'github.example',
    }
    const ran = await runOnce({ emulator, github }, {}, environment)

    expect(ran.outputs['outcome']).toBe('sent')
    expect(forwards).toEqual([])
  })
})

test('a wrong password for the proxy is presented once', async ({ emulator, github }) => {
  const proxy = await startProxy({ credentials: { username: 'deploy', password: 'right' } })
  const HTTPS_PROXY = proxy.url.replace('://', '://deploy:wrong@')
  const environment = { GITHUB_API_URL: 'https://github.example', HTTPS_PROXY }
  const ran = await runOnce({ emulator, github }, {}, environment)

  expect(ran.said('error').join()).toMatch(/the proxy did not accept the user name and password.*HTTP 407/)
  expect(proxy.connects).toHaveLength(1)
  expect(emulator.ledger).toEqual([])
})

test('a proxy that cannot be used is told once for both hosts', async ({ emulator, github }) => {
  const environment = { GITHUB_API_URL: 'https://github.example', HTTPS_PROXY: 'socks5://127.0.0.1:9' }
  const ran = await runOnce({ emulator, github }, { 'api-url': 'https://api.example' }, environment)

  expect(ran.said('error')).toEqual([
    'HTTPS_PROXY: A SOCKS proxy cannot be used. Write an HTTP proxy as http://host:port, or name this host in NO_PROXY: api.example.',
  ])
})
