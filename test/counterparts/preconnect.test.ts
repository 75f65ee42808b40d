import { syncBuiltinESMExports } from 'node:module'
import net, { Socket } from 'node:net'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { preconnect } from '../../src/walkme/preconnect.ts'
import { listenBare } from './servers.ts'

const listen = (take: (socket: Socket) => void) => listenBare(take, 'https')

const credentials = { 'INPUT_CLIENT-ID': 'id', 'INPUT_CLIENT-SECRET': 'secret' }

test.each<[what: string, inputs: Record<string, string>]>([
  ['our names', credentials],
  ["the API's names", { INPUT_CLIENTID: 'id', INPUT_CLIENTSECRET: 'secret' }],
])(
  'a connection is opened as soon as it is known where to, and dropped when it is not wanted: %s',
  async (_, given) => {
    const { promise: dropped, resolve } = Promise.withResolvers<void>()
    const server = await listen((socket) => void socket.resume().once('close', resolve))
    const early = await preconnect({ 'INPUT_API-URL': server.url, ...given })
    await expect.poll(server.connections).toBe(1)
    early?.close()
    await dropped
  },
)

describe('no connection is opened early', () => {
  const cases: [why: string, environment: Record<string, string>][] = [
    ['without a client ID', { 'INPUT_CLIENT-ID': ' ' }],
    ['without a client secret', { 'INPUT_CLIENT-SECRET': '' }],
    ['where a record comes first', { 'INPUT_ONCE-KEY': 'deploy' }],
    ['through a proxy', { HTTPS_PROXY: 'http://127.0.0.1:1' }],
    ['with a proxy variable that cannot be used', { HTTPS_PROXY: 'ftp://127.0.0.1' }],
    ['to a base URL that is none', { 'INPUT_API-URL': 'api.walkme.com' }],
    ['in the clear', { 'INPUT_API-URL': 'http://127.0.0.1:1' }],
    ['where a record comes first, in another spelling', { INPUT_ONCEKEY: 'deploy' }],
    ['with two client secrets', { INPUT_CLIENTSECRET: 'other' }],
    ['to two base URLs', { INPUT_APIURL: 'https://127.0.0.1:1' }],
    [
      'with two client IDs, one of which is the name of a data centre',
      { 'INPUT_CLIENT-ID': 'us', INPUT_CLIENTID: 'id' },
    ],
    ['to a data centre that is none', { 'INPUT_API-URL': '', 'INPUT_DATA-CENTER': 'mars' }],
    ['to two data centres', { 'INPUT_API-URL': '', 'INPUT_DATA-CENTER': 'eu', INPUT_DATACENTER: 'ca' }],
  ]
  test.each(cases)('%s', async (_, environment) => {
    const server = await listen(() => {})
    expect(await preconnect({ 'INPUT_API-URL': server.url, ...credentials, ...environment })).toBeUndefined()
    expect(server.connections()).toBe(0)
  })
})

/** Opens an early connection over a socket that never connects: the options and the socket that it got. */
async function openOverNothing(environment: Record<string, string>) {
  const socket = new Socket()
  const opened = vi.spyOn(net, 'connect').mockReturnValue(socket)
  const timeouts = vi.spyOn(socket, 'setTimeout')
  syncBuiltinESMExports()
  const early = await preconnect({ ...credentials, ...environment })
  const calls = [...opened.mock.calls]
  opened.mockRestore()
  syncBuiltinESMExports()
  onTestFinished(() => {
    early?.close()
    socket.destroy()
  })
  return { socket, timeouts, targets: calls.map(([options]) => options) }
}

describe('the early connection goes to', () => {
  test.each<[what: string, environment: Record<string, string>, host: string, port: number]>([
    ['the data centre that is the default', {}, 'api.walkme.com', 443],
    ['the data centre, in any case', { 'INPUT_DATA-CENTER': 'EU' }, 'eu-api.walkme.com', 443],
    [
      'the data centre that is given beside the default',
      { 'INPUT_DATA-CENTER': 'us', INPUT_DATACENTER: 'ca' },
      'api-ca1.walkmedap.com',
      443,
    ],
    ['the base URL', { 'INPUT_API-URL': 'https://[::1]:8443/x', 'INPUT_DATA-CENTER': 'eu' }, '::1', 8443],
    ['the usual port of the base URL', { 'INPUT_API-URL': 'https://127.0.0.1' }, '127.0.0.1', 443],
  ])('%s', async (_, environment, host, port) => {
    expect((await openOverNothing(environment)).targets).toEqual([expect.objectContaining({ host, port })])
  })
})

describe('an early connection', () => {
  test('begins with TLS at once', async () => {
    const heard: Buffer[] = []
    const server = await listen(
      (socket) => void socket.on('error', () => {}).on('data', (data) => heard.push(data)),
    )
    const early = await preconnect({ 'INPUT_API-URL': server.url, ...credentials })

    await expect.poll(() => heard[0]?.[0]).toBe(22)
    early?.close()
  })

  test('gives each address a little longer than Node does', async () => {
    const { socket, timeouts } = await openOverNothing({ 'INPUT_API-URL': 'https://127.0.0.1' })
    const wait = timeouts.mock.calls[0]?.[0]
    socket.emit('connectionAttempt', '127.0.0.1', 443, 4)

    expect(wait).toBeGreaterThan(1_000)
    expect(wait).toBeLessThan(2_000)
    expect(timeouts.mock.calls.map(([milliseconds]) => milliseconds)).toEqual([wait, wait])
  })

  test.each<[what: string, happen: (socket: Socket) => void]>([
    ['takes too long', (socket) => socket.emit('timeout')],
    ['fails', (socket) => socket.emit('error', new Error('refused'))],
  ])('that %s is followed by another', async (what, happen) => {
    const server = await listen((socket) => void socket.on('error', () => {}))
    const { socket } = await openOverNothing({ 'INPUT_API-URL': server.url })
    happen(socket)

    await expect.poll(server.connections).toBe(1)
    expect(socket.destroyed).toBe(what === 'takes too long')
  })
})
