import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect } from 'vitest'
import type { Emulator } from '../../emulator/emulator.ts'
import { listenHere } from '../counterparts/servers.ts'
import { test } from '../emulated.ts'
import { test as onceTest, runOnce } from '../once/kept.ts'
import { type Ran, runInProcess, validInputs } from '../world.ts'

const ids = (count: number) => Array.from({ length: count }, (_, index) => `system-${index + 1}`)

/** A run to so many systems, which the account has. */
async function runTo(emulator: Emulator, count: number, inputs = {}): Promise<Ran> {
  emulator.account.systems = ids(count)
  return runInProcess({ ...validInputs(emulator), 'system-id': ids(count).join('\n'), ...inputs })
}

const results = ({ outputs }: Ran): { systemId: string; outcome: string; attempts: number }[] =>
  JSON.parse(outputs['results'] ?? '')

describe('each system gets its own call, in one run with one token:', () => {
  for (const count of [1, 2, 20, 50]) {
    test(`${count}`, async ({ emulator }) => {
      const ran = await runTo(emulator, count)

      expect(ran.outputs['outcome']).toBe('sent')
      expect(emulator.ledger.map(({ systemId }) => systemId).toSorted()).toEqual(ids(count).toSorted())
      expect(emulator.requests.filter(({ call }) => call === 'token')).toHaveLength(1)
      expect(emulator.connections()).toBeLessThanOrEqual(Math.min(count, 6))
    })
  }
})

test('results, IDs and bodies come in the order given', async ({ emulator }) => {
  emulator.faults('send', { kind: 'late', ms: 100 })
  const ran = await runTo(emulator, 3)

  expect(results(ran).map(({ systemId }) => systemId)).toEqual(ids(3))
  const idOf = (system: string) => emulator.ledger.find(({ systemId }) => systemId === system)?.notificationId
  expect(JSON.parse(ran.outputs['notification-ids'] ?? '')).toEqual(ids(3).map(idOf))
  expect(ran.outputs['notification-id']).toBe(idOf('system-1'))
  expect(JSON.parse(ran.outputs['payload'] ?? '')).toMatchObject(
    ids(3).map((systemId) => ({ notification: { systemId } })),
  )
})

test('they go out side by side', async ({ emulator }) => {
  emulator.faults('send', ...Array.from({ length: 20 }, () => ({ kind: 'late' as const, ms: 300 })))
  const began = performance.now()
  const ran = await runTo(emulator, 20)

  expect(ran.outputs['outcome']).toBe('sent')
  expect(performance.now() - began).toBeLessThan(20 * 300)
})

test('a gateway that takes ten at a time, and has 503 for the rest, is not asked for more than six', async ({
  emulator,
}) => {
  let open = 0
  let most = 0
  const gateway = createServer(async (request, response) => {
    open++
    most = Math.max(most, open)
    const isTooMany = open > 10
    const body = await text(request)
    const answer = await fetch(`${emulator.url}${request.url}`, {
      method: 'POST',
      headers: {
        authorization: request.headers.authorization ?? '',
        'content-type': request.headers['content-type'] ?? '',
      },
      body,
    })
    const answered = await answer.text()
    // All of them are there before the first is answered.
    await delay(50)
    response.writeHead(isTooMany ? 503 : answer.status).end(answered)
    open--
  })
  const url = `http://127.0.0.1:${await listenHere(gateway)}`
  const ran = await runTo(emulator, 30, { 'api-url': url })

  expect(ran.outputs['outcome']).toBe('sent')
  expect(emulator.ledger).toHaveLength(30)
  expect(most).toBe(6)
})

describe('while the token is asked for, connections for the sends are opened', () => {
  /** A server that refuses each request after a while. `opened`: how many connections it has seen. */
  async function refusing() {
    const seen = { opened: 0 }
    const server = createServer(async (_, response) => {
      await delay(200)
      response.writeHead(401).end()
    }).on('connection', () => seen.opened++)
    return { seen, url: `http://127.0.0.1:${await listenHere(server)}` }
  }

  for (const [what, inputs, connections] of [
    // The bundle has opened the third one earlier.
    ['one for each system but the first', {}, 2],
    ['none in a dry run', { 'dry-run': 'true' }, 1],
  ] as const) {
    test(what, async ({ emulator }) => {
      const { seen, url } = await refusing()
      await runTo(emulator, 3, { 'api-url': url, ...inputs })

      expect(seen.opened).toBe(connections)
    })
  }

  onceTest('none with a once-key: perhaps nothing is left to send', async ({ emulator, github }) => {
    const { seen, url } = await refusing()
    await runOnce({ emulator, github }, { 'api-url': url, 'system-id': 'a, b, c' })

    expect(seen.opened).toBe(1)
  })
})

describe('the outcome of all is', () => {
  const refused = { kind: 'answer' as const, status: 403 }
  const lost = { kind: 'reset' as const, when: 'after-accepting' as const }

  test('partial if some were sent: no system stops another', async ({ emulator }) => {
    emulator.faults('send', refused, lost)
    const ran = await runTo(emulator, 5)

    expect(ran.outputs['outcome']).toBe('partial')
    expect(
      results(ran)
        .map(({ outcome }) => outcome)
        .toSorted(),
    ).toEqual(['not-sent', 'sent', 'sent', 'sent', 'uncertain'])
    expect(ran.exitCode).toBe(1)
    expect(emulator.ledger).toHaveLength(4)
  })

  test('uncertain before not-sent if none was sent', async ({ emulator }) => {
    emulator.faults('send', refused, lost, refused)

    expect((await runTo(emulator, 3)).outputs['outcome']).toBe('uncertain')
  })

  test('not-sent if all were refused, told in one annotation that names each reason once', async ({
    emulator,
  }) => {
    emulator.faults('send', refused, refused, refused)
    const ran = await runTo(emulator, 3)

    expect(ran.outputs['outcome']).toBe('not-sent')
    expect(ran.said('error')).toEqual([
      expect.stringMatching(/^Not sent\. system-1, system-2, system-3: not sent\. .*HTTP 403/),
    ])
  })

  test('a warning for partial, with fail-on-error: false', async ({ emulator }) => {
    emulator.faults('send', refused)
    const ran = await runTo(emulator, 2, { 'fail-on-error': 'false' })

    expect([ran.exitCode, ran.outputs['outcome']]).toEqual([0, 'partial'])
    expect(ran.said('warning')).toEqual([expect.stringMatching(/^Sent to some systems, but not to all\./)])
  })
})

test('a token that is refused is renewed once for all', async ({ emulator }) => {
  emulator.faults('token', { kind: 'expired-token' })
  const ran = await runTo(emulator, 20)

  expect(ran.outputs['outcome']).toBe('sent')
  expect(emulator.requests.filter(({ call }) => call === 'token')).toHaveLength(2)
  expect(emulator.ledger).toHaveLength(20)
})

test('each system has retries of its own', async ({ emulator }) => {
  emulator.faults('send', ...Array.from({ length: 6 }, () => ({ kind: 'answer' as const, status: 429 })))
  const ran = await runTo(emulator, 3, { retries: '6' })

  expect(ran.outputs['outcome']).toBe('sent')
  expect(results(ran).reduce((sum, { attempts }) => sum + attempts, 0)).toBe(9)
})

test('the log has a line for each system', async ({ emulator }) => {
  const ran = await runTo(emulator, 2)

  expect(ran.said('info')).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^Token: ok \(\d+ ms\)$/),
      expect.stringMatching(/^system-1: sent, .{4}….{4} \(1 attempt, \d+ ms\)$/),
      expect.stringMatching(/^system-2: sent, .{4}….{4} \(1 attempt, \d+ ms\)$/),
    ]),
  )
})

test('what is sent stands in a collapsed group, its end users counted and not named', async ({
  emulator,
}) => {
  const ran = await runTo(emulator, 2, {
    'end-users': 'jane@example.com, joe@example.com',
    title: 'a\n::error::b',
  })

  const info = ran.said('info')
  expect(info.slice(0, 6)).toEqual([
    'The notification',
    'Systems: system-1, system-2',
    `Template: ${emulator.account.templates[0]?.id}`,
    `Audiences: ${emulator.account.audiences[0]?.id}`,
    'End users: 2',
    'Name: a\n  \\::error::b',
  ])
  expect(info.join()).not.toMatch(/jane|joe/)
})

test('results stay under 64 KiB whatever WalkMe answers', async ({ emulator }) => {
  emulator.faults(
    'send',
    ...Array.from({ length: 50 }, () => ({
      kind: 'answer' as const,
      status: 400,
      body: `{"message":"${'\\u0001é'.repeat(5_000)}"}`,
    })),
  )
  const ran = await runTo(emulator, 50)

  expect(Buffer.byteLength(ran.outputs['results'] ?? '')).toBeLessThanOrEqual(64 * 1024)
  expect(results(ran)).toHaveLength(50)
  expect(results(ran).every(({ outcome }) => outcome === 'not-sent')).toBe(true)
})

describe('bad input:', () => {
  test('a repeated system is dropped with a warning', async ({ emulator }) => {
    const ran = await runTo(emulator, 2, { 'system-id': 'system-1, system-2, system-1' })

    expect(ran.said('warning')).toEqual(['system-id: One item is listed twice and counted once.'])
    expect(emulator.ledger).toHaveLength(2)
  })

  test('51 systems are an error', async ({ emulator }) => {
    const ran = await runTo(emulator, 51)

    expect(ran.said('error')).toEqual(['system-id: There are 51 systems. The maximum for one step is 50.'])
    expect(emulator.connections()).toBe(0)
  })
})
