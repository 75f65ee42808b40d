import { request } from 'node:https'
import { expect, test } from 'vitest'
import type { Emulator } from '../../emulator/emulator.ts'
import { selfSigned } from '../counterparts/certificates.ts'
import { basic, emulator } from './client.ts'

const tls = selfSigned()

function askToken({ port, account }: Emulator): Promise<number | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<number | undefined>()
  request({
    host: '127.0.0.1',
    port,
    ca: tls.cert,
    agent: false,
    method: 'POST',
    path: '/accounts/connect/token',
    headers: {
      authorization: basic(`${account.clientId}:${account.clientSecret}`),
      'content-type': 'application/x-www-form-urlencoded',
    },
  })
    .on('error', reject)
    .on('response', (response) => {
      response.resume()
      response.on('error', reject)
      response.on('end', () => resolve(response.statusCode))
    })
    .end('grant_type=client_credentials')
  return promise
}

test('the emulator speaks HTTPS with a certificate', async () => {
  const started = await emulator({ tls })
  expect(started.url).toBe(`https://127.0.0.1:${started.port}`)
  expect(await askToken(started)).toBe(200)
  expect(await askToken(started)).toBe(200)
  expect(started.requests.map(({ connection }) => connection)).toEqual([1, 2])
  expect(started.connections()).toBe(2)
})

test.each(['after-body', 'mid-answer'] as const)('a connection under TLS is reset %s', async (when) => {
  const started = await emulator({ tls })
  started.faults('token', { kind: 'reset', when })
  await expect(askToken(started)).rejects.toMatchObject({ code: 'ECONNRESET' })
  expect(await askToken(started)).toBe(200)
})

test('a connection under TLS is closed', async () => {
  const started = await emulator({ tls })
  started.faults('token', { kind: 'close', when: 'after-headers' })
  await expect(askToken(started)).rejects.toThrow('socket hang up')
})

test('a client that does not know the certificate harms nobody else', async () => {
  const started = await emulator({ tls })
  const { promise, resolve } = Promise.withResolvers<unknown>()
  request({ host: '127.0.0.1', port: started.port, agent: false }).on('error', resolve).end()
  expect(await promise).toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' })
  expect(await askToken(started)).toBe(200)
  expect(started.requests).toHaveLength(1)
})
