import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import type { Emulator } from '../../emulator/emulator.ts'
import { runAction } from '../../runner/runner.ts'
import { runInProcess, validInputs } from '../world.ts'
import { newAuthority, trustDuringTests } from './certificates.ts'
import { expectSent, expectUntouched, reasonOf } from './expectations.ts'
import { isInstalled, startInstalled } from './installed.ts'
import { ID, TOKEN } from './scripted.ts'
import { emulator } from './servers.ts'

// Servers as people have them between a runner and WalkMe. Each test says loudly if its server is not installed.
const authority = newAuthority()
trustDuringTests(authority)
const tls = authority.issue()

const systems = Array.from({ length: 30 }, (_, index) => `system-${index + 1}`)

/** A server with thirty systems, of which each send takes a moment. */
async function slowServer(): Promise<Emulator> {
  const server = await emulator({ account: { systems } })
  server.faults('send', ...systems.map(() => ({ kind: 'late' as const, ms: 30 })))
  return server
}

async function expectAllSent(server: Emulator, port: number): Promise<void> {
  const inputs = {
    ...validInputs(server),
    'api-url': `http://127.0.0.1:${port}`,
    'system-id': systems.join(),
  }
  const ran = await runInProcess(inputs)

  expect(ran.said('error')).toEqual([])
  expect(ran.outputs['outcome']).toBe('sent')
  expect(server.ledger).toHaveLength(30)
}

describe.runIf(isInstalled('nginx'))('nginx', () => {
  const startNginx = (server: (directory: string) => string) =>
    startInstalled({
      program: 'nginx',
      config: (port, directory) => `
        daemon off; master_process off; pid ${directory}/pid; error_log stderr; events {}
        http {
          access_log off;
          client_body_temp_path ${directory}/body; proxy_temp_path ${directory}/proxy;
          fastcgi_temp_path ${directory}/f; uwsgi_temp_path ${directory}/u; scgi_temp_path ${directory}/s;
          limit_conn_zone $server_port zone=all:1m;
          server { listen 127.0.0.1:${port}; ${server(directory)} }
        }`,
      args: (config, _, directory) => ['-p', directory, '-e', 'stderr', '-c', config],
    })

  test('that takes ten at a time, and has 503 for the rest, lets thirty systems through', async () => {
    const server = await slowServer()
    const { port } = await startNginx(() => `limit_conn all 10; location / { proxy_pass ${server.url}; }`)

    await expectAllSent(server, port)
  })

  test('that compresses without being asked, and calls it HTML, is understood', async () => {
    const { port, directory } = await startNginx(
      (root) => `root ${root}; default_type text/html; gzip_static always; error_page 405 =200 $uri;`,
    )
    const answers = { 'accounts/connect/token': TOKEN, 'public/v1/notifications/send': `{"id":"${ID}"}` }
    for (const [path, body] of Object.entries(answers)) {
      mkdirSync(dirname(join(directory, path)), { recursive: true })
      // nginx looks whether the plain file is there, and answers with the other one.
      writeFileSync(join(directory, path), '<html>')
      writeFileSync(join(directory, `${path}.gz`), gzipSync(body))
    }
    const inputs = validInputs(await emulator())
    const ran = await runInProcess({ ...inputs, 'api-url': `http://127.0.0.1:${port}` })

    expect(ran.said('error')).toEqual([])
    expect(ran.outputs).toMatchObject({ outcome: 'sent', 'notification-id': ID })
  })

  test('that adds 20 KiB of headers is understood', async () => {
    const server = await emulator()
    const headers = Array.from(
      { length: 20 },
      (_, index) => `add_header X-Trace-${index} ${'x'.repeat(1024)};`,
    )
    const { port } = await startNginx(() => `${headers.join(' ')} location / { proxy_pass ${server.url}; }`)

    expectSent(await runInProcess({ ...validInputs(server), 'api-url': `http://127.0.0.1:${port}` }), server)
  })
})

describe.runIf(isInstalled('haproxy'))('HAProxy', () => {
  test('that takes ten at a time, and has 503 for the rest, lets thirty systems through', async () => {
    const server = await slowServer()
    const { port } = await startInstalled({
      program: 'haproxy',
      config: (port) => `
defaults
  mode http
  timeout connect 5s
  timeout client 5s
  timeout server 5s
frontend gateway
  bind 127.0.0.1:${port}
  http-request deny deny_status 503 if { fe_conn gt 10 }
  default_backend walkme
backend walkme
  server one ${new URL(server.url).host}
`,
      args: (config) => ['-db', '-f', config],
    })

    await expectAllSent(server, port)
  })
})

/** A proxy with a password: what is right is let through, and what is wrong is presented once. */
function describeProxy(name: string, start: () => Promise<{ port: number; seen: () => string[] }>): void {
  test(`${name} lets both calls through with the right password`, async () => {
    const server = await emulator({ tls })
    const { port } = await start()
    const HTTPS_PROXY = `http://deploy:right@127.0.0.1:${port}`

    expectSent(await runInProcess(validInputs(server), { HTTPS_PROXY }), server)
  })

  test(`${name} is asked once with a wrong password`, async () => {
    const server = await emulator({ tls })
    const { port, seen } = await start()
    const HTTPS_PROXY = `http://deploy:wrong@127.0.0.1:${port}`
    const ran = await runInProcess(validInputs(server), { HTTPS_PROXY })

    expectUntouched(ran, server)
    expect(reasonOf(ran)).toMatch(/did not accept the user name and password in HTTPS_PROXY.*HTTP 40[17]/)
    await expect.poll(seen).toHaveLength(1)
  })
}

const SQUID_AUTH = '/usr/lib/squid/basic_ncsa_auth'

describe.runIf(isInstalled('squid') && isInstalled(SQUID_AUTH, '-h'))('Squid', () => {
  describeProxy('it', async () => {
    const { port, directory } = await startInstalled({
      program: 'squid',
      config(port, directory) {
        const digest = createHash('md5').update('right').digest('hex')
        writeFileSync(join(directory, 'users'), `deploy:${digest}\n`)
        return `
http_port 127.0.0.1:${port}
pid_filename none
cache deny all
cache_log ${directory}/cache.log
access_log stdio:${directory}/access.log
coredump_dir ${directory}
shutdown_lifetime 0 seconds
auth_param basic program ${SQUID_AUTH} ${directory}/users
acl known proxy_auth REQUIRED
http_access allow known
http_access deny all
`
      },
      args: (config) => ['-N', '-f', config],
    })
    const log = () => readFileSync(join(directory, 'access.log'), 'utf8')
    return { port, seen: () => log().match(/^.*CONNECT.*$/gm) ?? [] }
  })
})

describe.runIf(isInstalled('tinyproxy'))('tinyproxy', () => {
  describeProxy('it', async () => {
    const { port, output } = await startInstalled({
      program: 'tinyproxy',
      config: (port) =>
        `Port ${port}\nListen 127.0.0.1\nTimeout 10\nLogLevel Connect\nBasicAuth deploy right\n`,
      args: (config) => ['-d', '-c', config],
    })
    return { port, seen: () => output().match(/^.*Request .*CONNECT.*$/gm) ?? [] }
  })
})

describe.runIf(isInstalled('mitmdump', '--version'))(
  'mitmproxy, which opens TLS with an authority of its own,',
  () => {
    test('is trusted through NODE_EXTRA_CA_CERTS alone, and what is wrong with that file is said', async () => {
      const server = await emulator({ tls })
      const { port, directory } = await startInstalled({
        program: 'mitmdump',
        args: (_, port, directory) => [
          ...['--listen-host', '127.0.0.1', '--listen-port', `${port}`],
          ...['--set', `confdir=${directory}`, '--set', 'ssl_insecure=true'],
        ],
      })
      const HTTPS_PROXY = `http://127.0.0.1:${port}`
      const step = (certificates: string) =>
        runAction({
          inputs: validInputs(server),
          env: { HTTPS_PROXY, NODE_EXTRA_CA_CERTS: certificates && join(directory, certificates) },
        })

      expect(reasonOf(await step(''))).toMatch(/name its file in NODE_EXTRA_CA_CERTS/)
      expect(reasonOf(await step('mitmproxy-ca.crt'))).toMatch(/a file that does not exist/)
      // The same authority in another format.
      expect(reasonOf(await step('mitmproxy-ca-cert.p12'))).toMatch(/it must hold certificates as PEM/)
      expect(server.requests).toEqual([])
      expectSent(await step('mitmproxy-ca-cert.pem'), server)
    })
  },
)
