import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { runAction, type Step } from '../../runner/runner.ts'
import { runsIf } from '../skipped.ts'
import { runInProcess, validInputs } from '../world.ts'
import {
  type Certificate,
  fileDuringTests,
  newAuthority,
  selfSigned,
  trustDuringTests,
} from './certificates.ts'
import { emulator, listenHere, resolveExamplesHere } from './servers.ts'

const authority = newAuthority()
const stranger = newAuthority()
trustDuringTests(authority)
resolveExamplesHere()
const NODE_EXTRA_CA_CERTS = fileDuringTests(authority)

test('a server of a private authority is trusted through NODE_EXTRA_CA_CERTS', async () => {
  const server = await emulator({ tls: authority.issue() })
  const step = await runAction({ inputs: validInputs(server), env: { NODE_EXTRA_CA_CERTS } })

  const id = server.ledger[0]?.notificationId
  expect(step.outputs).toMatchObject({ outcome: 'sent', 'notification-id': id })
  expect(step.exitCode).toBe(0)
  expect(server.ledger).toHaveLength(1)
  expect(server.connections()).toBe(1)
})

const onLinux = runsIf(
  process.platform === 'linux',
  'the certificates of the system: only Linux has them in a file.',
)

test.runIf(onLinux)(
  'a server whose authority the system knows is trusted with NODE_USE_SYSTEM_CA',
  async () => {
    const server = await emulator({ tls: authority.issue() })
    const system = { SSL_CERT_FILE: NODE_EXTRA_CA_CERTS }
    const without = await runAction({ inputs: validInputs(server), env: system })
    const step = await runAction({ inputs: validInputs(server), env: { ...system, NODE_USE_SYSTEM_CA: '1' } })

    expect(without.outputs['outcome']).toBe('not-sent')
    expect(step.outputs['outcome']).toBe('sent')
  },
)

describe('through the bundle, a certificate is refused, and nothing is tried a second time:', () => {
  const cases: [what: string, tls: Certificate, env: Step['env'], remedy: RegExp][] = [
    [
      'an unknown authority',
      authority.issue(),
      {},
      /if it is your own, name its file in NODE_EXTRA_CA_CERTS/,
    ],
    [
      'an authority other than that of NODE_EXTRA_CA_CERTS',
      stranger.issue(),
      { NODE_EXTRA_CA_CERTS },
      /name its file in NODE_EXTRA_CA_CERTS/,
    ],
    [
      'NODE_EXTRA_CA_CERTS names a file that does not exist',
      authority.issue(),
      { NODE_EXTRA_CA_CERTS: `${NODE_EXTRA_CA_CERTS}.missing` },
      /does not know: NODE_EXTRA_CA_CERTS names a file that does not exist on this machine/,
    ],
    [
      'NODE_EXTRA_CA_CERTS names a file that is no PEM',
      authority.issue(),
      { NODE_EXTRA_CA_CERTS: fileURLToPath(import.meta.url) },
      /does not know: NODE_EXTRA_CA_CERTS names a file from which Node could read no certificate: .* PEM/,
    ],
    [
      'expired',
      authority.issue({ from: -2, until: -1 }),
      { NODE_EXTRA_CA_CERTS },
      /has expired: its operator must renew it \(CERT_HAS_EXPIRED\)/,
    ],
    [
      'another host name',
      authority.issue({ hosts: ['api.walkme.example', '127.0.0.2'] }),
      { NODE_EXTRA_CA_CERTS },
      /for another host name: check data-center and api-url/,
    ],
  ]
  for (const [what, tls, env = {}, remedy] of cases) {
    test(what, async () => {
      const server = await emulator({ tls })
      const step = await runAction({ inputs: validInputs(server), env })

      expect(step.exitCode).toBe(1)
      expect(step.outputs['outcome']).toBe('not-sent')
      expect(JSON.parse(step.outputs['results'] ?? '')).toMatchObject([
        { attempts: 0, reason: expect.stringMatching(remedy) },
      ])
      expect(step.log).toMatch(remedy)
      expect(server.connections()).toBe(1)
      expect(server.requests).toEqual([])
      expect(server.ledger).toEqual([])
    })
  }
})

describe('a certificate is refused once, in words that name the remedy:', () => {
  const leaf = stranger.issue()
  const cases: [what: string, tls: Certificate, remedy: RegExp][] = [
    ['self-signed', selfSigned(), /NODE_EXTRA_CA_CERTS \(DEPTH_ZERO_SELF_SIGNED_CERT\)/],
    ['of a stranger', leaf, /NODE_EXTRA_CA_CERTS \(UNABLE_TO_VERIFY_LEAF_SIGNATURE\)/],
    [
      'of a stranger, who comes along',
      { ...leaf, cert: leaf.cert + stranger.cert },
      /NODE_EXTRA_CA_CERTS \(SELF_SIGNED_CERT_IN_CHAIN\)/,
    ],
    ['of tomorrow', authority.issue({ from: 0.5 }), /not valid yet: check the clock.*CERT_NOT_YET_VALID/],
  ]
  for (const [what, tls, remedy] of cases) {
    test(what, async () => {
      const server = await emulator({ tls })
      const ran = await runInProcess(validInputs(server))

      expect(ran.outputs['outcome']).toBe('not-sent')
      expect(ran.said('error')).toEqual([expect.stringMatching(remedy)])
      expect(server.connections()).toBe(1)
    })
  }
})

describe('a server that', () => {
  const cases: [what: string, greeting: string][] = [
    ['hangs up during the handshake', ''],
    ['speaks no TLS', 'HTTP/1.1 400 Bad Request\r\n\r\n'],
  ]
  for (const [what, greeting] of cases) {
    test(`${what} is not-sent, made again as often as retries says`, async () => {
      let connections = 0
      const server = createServer((socket) => {
        connections++
        socket.once('data', () => socket.end(greeting, () => socket.destroy()))
      })
      const url = `https://127.0.0.1:${await listenHere(server)}`
      const ran = await runInProcess({ ...validInputs(await emulator()), 'api-url': url, retries: '2' })

      expect(ran.outputs['outcome']).toBe('not-sent')
      expect(ran.said('error')).toEqual([expect.stringContaining('No token: no connection could be made')])
      expect(connections).toBe(3)
    })
  }
})

describe('a certificate for', () => {
  const cases: [hosts: string, host: string, isRight: boolean][] = [
    ['api.walkme.example', 'api.walkme.example', true],
    ['*.walkme.example', 'api.walkme.example', true],
    ['*.walkme.example', 'walkme.example', false],
    ['*.walkme.example', 'eu.api.walkme.example', false],
    ['127.0.0.1', 'localhost', false],
  ]
  for (const [name, host, isRight] of cases) {
    test(`${name} ${isRight ? 'proves' : 'does not prove'} ${host}`, async () => {
      const server = await emulator({ tls: authority.issue({ hosts: [name] }) })
      const ran = await runInProcess({
        ...validInputs(server),
        'api-url': `https://${host}:${server.port}`,
      })

      expect(ran.outputs['outcome']).toBe(isRight ? 'sent' : 'not-sent')
      expect(server.ledger).toHaveLength(isRight ? 1 : 0)
    })
  }
})
