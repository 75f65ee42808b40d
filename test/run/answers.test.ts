import { createServer } from 'node:http'
import * as zlib from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { ID, TOKEN } from '../counterparts/scripted.ts'
import { listenHere } from '../counterparts/servers.ts'
import { runInProcess } from '../world.ts'

/** What a server answers, byte by byte. */
interface Reply {
  status?: number
  headers?: Record<string, string>
  body?: string | Buffer
}

/** Runs a step against a server that answers the token request, and the send, like this. */
async function runAgainst(send: Reply, token: Reply = { body: TOKEN }) {
  let sends = 0
  const server = createServer((request, response) => {
    const isToken = request.url === '/accounts/connect/token'
    if (!isToken) sends++
    const { status = 200, headers = {}, body = '' } = isToken ? token : send
    // Flask's and Django's default.
    response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', ...headers }).end(body)
  })
  const port = await listenHere(server)
  const ran = await runInProcess({
    'client-id': 'id',
    'client-secret': 'secret-of-the-test',
    'api-url': `http://127.0.0.1:${port}`,
    'template-id': 'template',
    audiences: 'sales',
  })
  const [result] = JSON.parse(ran.outputs['results'] ?? '')
  return { ...ran, result, outcome: ran.outputs['outcome'], id: ran.outputs['notification-id'], sends }
}

const gzipped = { 'content-encoding': 'gzip' }
const json = JSON.stringify({ notificationId: ID })

describe('a genuine success is sent:', () => {
  test.each<[what: string, reply: Reply, id: string]>([
    ['an empty 200 as text/html', {}, ''],
    ['a 204 as text/html', { status: 204 }, ''],
    ['ok as text/html', { body: 'ok' }, ''],
    ['JSON as text/html', { body: json }, ID],
    ['gzip that nobody asked for', { headers: gzipped, body: zlib.gzipSync(json) }, ID],
    ['deflate', { headers: { 'content-encoding': 'deflate' }, body: zlib.deflateSync(json) }, ID],
    ['Brotli', { headers: { 'content-encoding': 'br' }, body: zlib.brotliCompressSync(json) }, ID],
    ['Zstandard', { headers: { 'content-encoding': 'zstd' }, body: zlib.zstdCompressSync(json) }, ID],
    ['an encoding that nobody knows', { headers: { 'content-encoding': 'x-own' }, body: '\u0001\u0002' }, ''],
    ['a byte order mark before JSON', { body: `\ufeff${json}` }, ID],
    ['no errors: 0', { body: '{"id":"x","errors":0}' }, 'x'],
    ['no errors: {}', { body: '{"id":"x","errors":{}}' }, 'x'],
    ['the error "none"', { body: '{"id":"x","error":"none"}' }, 'x'],
    ['20 KiB of headers', { headers: { 'x-trace': 'x'.repeat(20 * 1024) }, body: json }, ID],
    ['60 KiB of headers', { headers: { 'x-trace': 'x'.repeat(60 * 1024) }, body: json }, ID],
  ])('%s', async (_, reply, id) => {
    const ran = await runAgainst(reply)

    expect(ran).toMatchObject({ outcome: 'sent', id, exitCode: 0 })
    expect(ran.said('warning')).toHaveLength(id === '' ? 1 : 0)
  })

  test('an ID beside errors, with a warning that shows them', async () => {
    const ran = await runAgainst({ body: '{"notificationId":"x","errors":["3 people are unknown"]}' })

    expect(ran).toMatchObject({ outcome: 'sent', id: 'x', exitCode: 0 })
    expect(ran.said('warning')).toEqual([
      'WalkMe returned an ID, but reported errors too (HTTP 200, 3 people are unknown). Look in ComCenter whether all is well.',
    ])
  })

  test('what was compressed is shown as text', async () => {
    expect((await runAgainst({ headers: gzipped, body: zlib.gzipSync(json) })).result.response).toBe(json)
  })
})

describe('a success that is none is uncertain:', () => {
  test.each<[what: string, reply: Reply]>([
    ['ok: false', { body: '{"ok":false}' }],
    ['Success: false', { body: '{"Success":false}' }],
    ['status: error', { body: '{"status":"error"}' }],
    ['statusCode: 400', { body: '{"statusCode":400}' }],
    ['errorMessage', { body: '{"errorMessage":"x"}' }],
    ['the same, gzipped', { headers: gzipped, body: zlib.gzipSync('{"ok":false}') }],
    ['a comment', { body: '<!-- portal --><html>' }],
    ['XML', { body: '<?xml version="1.0"?><fault/>' }],
    ['<head>', { body: '<head><title>' }],
    ['<script>', { body: ' \r\n<script>location="/login"</script>' }],
    ['a byte order mark before HTML', { body: '\ufeff<html>' }],
    ['HTML in UTF-16', { body: Buffer.from('\ufeff<html>', 'utf16le') }],
    ['ok: false in UTF-16', { body: Buffer.from('{"ok":false}', 'utf16le') }],
    ['HTML as JSON', { headers: { 'content-type': 'application/json' }, body: '<html>' }],
    ['HTML, gzipped', { headers: gzipped, body: zlib.gzipSync('<html>') }],
    ['HTML that says it is gzipped', { headers: gzipped, body: '<html>' }],
    ['a little gzip that is a lot of HTML', { headers: gzipped, body: zlib.gzipSync('<'.repeat(9_000_000)) }],
  ])('%s', async (_, reply) => {
    const ran = await runAgainst(reply)

    expect(ran).toMatchObject({ outcome: 'uncertain', id: '', exitCode: 1, sends: 1 })
    expect(ran.said('error')).toEqual([expect.stringContaining('as if it had succeeded, but with an error')])
  })

  test('headers beyond 64 KiB, in words that say headers', async () => {
    const ran = await runAgainst({ headers: { 'x-trace': 'x'.repeat(70 * 1024) }, body: json })

    expect(ran).toMatchObject({ outcome: 'uncertain', exitCode: 1, sends: 1 })
    expect(ran.result.reason).toBe(
      'The headers of the answer are larger than 64 KiB, so it could not be read (UND_ERR_HEADERS_OVERFLOW).',
    )
  })
})

test('a secret in UTF-16 is hidden like any other', async () => {
  const body = Buffer.from('Wrong: secret-of-the-test', 'utf16le')
  const ran = await runAgainst({ status: 400, headers: { 'content-type': 'text/plain' }, body })

  expect(ran.result.response).toBe('Wrong: ***')
  expect(ran.said('error')).toEqual([expect.stringContaining('(HTTP 400, Wrong: ***)')])
})

describe('a token is read from', () => {
  test.each<[what: string, token: Reply]>([
    ['JSON as text/html', { body: TOKEN }],
    ['gzip', { headers: gzipped, body: zlib.gzipSync(TOKEN) }],
    ['an answer with 20 KiB of headers', { headers: { 'x-trace': 'x'.repeat(20 * 1024) }, body: TOKEN }],
  ])('%s', async (_, token) => {
    expect((await runAgainst({ body: json }, token)).outcome).toBe('sent')
  })

  test('no answer that is HTML, whatever it says it is', async () => {
    const ran = await runAgainst({ body: json }, { headers: gzipped, body: zlib.gzipSync('<html>') })

    expect(ran).toMatchObject({ outcome: 'not-sent', sends: 0 })
    expect(ran.result.reason).toMatch(/^No token: HTTP 200 with an HTML page or XML/)
  })
})
