import { createServer } from 'node:http'
import { describe, expect } from 'vitest'
import { listen } from '../../emulator/listening.ts'
import { refOf } from '../../src/inputs/once.ts'
import { recordOf } from './bodies.ts'
import { history, hurried, KEY, plant, planted, runOnce, test } from './kept.ts'

const command = `git push origin --delete ${refOf(KEY, true)}`

describe('the record after a send', () => {
  for (const [what, fault] of [
    ['403 with Retry-After: 7', { status: 403, headers: { 'retry-after': '7' } }],
    ['429 with Retry-After: 6', { status: 429, headers: { 'retry-after': '6' } }],
    ['one 502', { status: 502 }],
  ] as const) {
    for (const call of ['PATCH refs', 'POST commits'] as const) {
      test(`has the rest of the deadline and tries of its own: ${what} for ${call}`, async ({
        emulator,
        github,
      }) => {
        // The first commit is the claim's.
        if (call === 'POST commits') emulator.faults('send', { kind: 'late', ms: 50 })
        const ran = runOnce({ emulator, github }, { retries: '0' }, {}, hurried)
        while (!emulator.requests.some((request) => request.call === 'send')) await new Promise(setImmediate)
        github.faults(call, { kind: 'answer', ...fault })

        expect((await ran).said('warning')).toEqual([])
        expect(history(github).at(-1)).toMatchObject({ state: 'finished' })
      })
    }
  }
})

describe('another announcement under a used-up key', () => {
  for (const [what, change] of [
    ['a text', { title: 'Another' }],
    ['an override', { overrides: '"##URL##": "https://example.com"' }],
    ['an end user more', { 'end-users': 'somebody@example.com' }],
  ] as const) {
    test(`is skipped with a warning: ${what}`, async ({ emulator, github }) => {
      await runOnce({ emulator, github })
      const ran = await runOnce({ emulator, github }, change)

      expect(ran.outputs['outcome']).toBe('skipped')
      expect(ran.said('warning').join()).toMatch(/Another notification .* give it another once-key/)
    })
  }

  test('is warned of once, also if another run was waited for', async ({ emulator, github }) => {
    emulator.faults('send', { kind: 'late', ms: 300 })
    const [first, second] = await Promise.all([
      runOnce({ emulator, github }, {}, {}, hurried),
      runOnce({ emulator, github }, { title: 'Another' }, {}, hurried),
    ])
    expect([...first.said('warning'), ...second.said('warning')]).toEqual([
      expect.stringContaining('Another notification'),
    ])
  })

  test('is warned of in a dry run', async ({ emulator, github }) => {
    await runOnce({ emulator, github })
    const ran = await runOnce({ emulator, github }, { title: 'Another', 'dry-run': 'true' })
    expect(ran.said('warning')).toEqual([expect.stringContaining('Another notification')])
  })

  test('is not told of other times', async ({ emulator, github }) => {
    const now = () => Date.now()
    await runOnce({ emulator, github }, { 'start-at': '+1h', 'end-at': '+1d' }, {}, { now })
    const ran = await runOnce({ emulator, github }, { 'start-at': '+3h', 'end-at': '+2d' }, {}, { now })

    expect(ran.outputs['outcome']).toBe('skipped')
    expect(ran.said('warning')).toEqual([])
  })

  test('is not told of the legs of a matrix with audiences of their own', async ({ emulator, github }) => {
    emulator.account.systems = ['s1', 's2']
    const [one = '', two = ''] = emulator.account.audiences.map(({ id }) => id)
    for (const attempt of ['1', '2'])
      for (const [system, audience] of [
        ['s1', one],
        ['s2', two],
      ] as const) {
        const ran = await runOnce(
          { emulator, github },
          { 'system-id': system, audiences: audience },
          { GITHUB_RUN_ATTEMPT: attempt },
        )
        expect(ran.outputs['outcome']).toBe(attempt === '1' ? 'sent' : 'skipped')
        expect(ran.said('warning')).toEqual([])
      }
  })
})

describe('where the record itself says uncertain, log and summary have the command that clears it', () => {
  test('for a dead claimer', async ({ emulator, github }) => {
    plant(github, planted(recordOf({ '': 'claimed' })), github.now() - 131_000)
    const ran = await runOnce({ emulator, github })

    for (const text of [ran.said('error').join(), ran.summary]) {
      expect(text).toMatch(/Look in ComCenter first/)
      expect(text.indexOf(command)).toBeGreaterThan(text.indexOf('Look in ComCenter first'))
    }
  })

  test('for this run’s own send, and the command does clear it', async ({ emulator, github }) => {
    emulator.faults('send', { kind: 'answer', status: 504 })
    const ran = await runOnce({ emulator, github })
    expect(ran.outputs['outcome']).toBe('uncertain')
    expect(ran.said('error').join()).toContain(command)
    expect(ran.summary).toContain(command)
    expect(ran.outputs['results']).not.toContain('advice')

    github.refs.delete(command.split(' ').at(-1) ?? '')
    expect((await runOnce({ emulator, github })).outputs['outcome']).toBe('sent')
  })

  test('but says what clearing forgets, where another system has it', async ({ emulator, github }) => {
    emulator.account.systems = ['s1', 's2']
    await runOnce({ emulator, github }, { 'system-id': 's1' })
    emulator.faults('send', { kind: 'answer', status: 504 })
    const ran = await runOnce({ emulator, github }, { 'system-id': 's2' })

    expect(ran.said('error').join()).toContain(command)
    expect(ran.said('error').join()).toMatch(/resend-when-uncertain: true.*would get it again/)
  })
})

test('a record holds no secret, whatever WalkMe answers', async ({ emulator, github }) => {
  const { clientSecret } = emulator.account
  emulator.faults('send', { kind: 'answer', status: 200, body: JSON.stringify({ id: clientSecret }) })
  const ran = await runOnce({ emulator, github })

  expect(ran.outputs['outcome']).toBe('sent')
  expect(JSON.stringify([...github.commits.values()])).not.toContain(clientSecret)
  expect(history(github).at(-1)?.systems).toMatchObject([{ outcome: 'sent', notificationId: '***' }])
})

test('a forged ID with a line break is not shown', async ({ emulator, github }) => {
  const [entry] = recordOf({ '': 'sent' }).systems
  const systems = entry ? [{ ...entry, notificationId: 'x\n::error::pwned' }] : []
  plant(github, planted(recordOf({ '': 'sent' }, { systems })))
  const ran = await runOnce({ emulator, github })

  expect(ran.outputs).toMatchObject({ outcome: 'skipped', 'notification-id': '' })
  expect(JSON.stringify([ran.lines, ran.outputs, ran.summary])).not.toContain('pwned')
})

describe('a server without GitHub’s git API', () => {
  for (const status of [404, 405]) {
    test(`that answers ${status} is said to be one, and nothing is sent`, async ({ emulator, github }) => {
      const server = createServer((request, response) => {
        response.writeHead(request.method === 'GET' ? 404 : status).end('404 page not found')
      })
      const port = await listen(server, 0)
      const ran = await runOnce(
        { emulator, github },
        {},
        { GITHUB_API_URL: `http://127.0.0.1:${port}/api/v1` },
      )
      server.close()

      expect({ outcome: ran.outputs['outcome'], exitCode: ran.exitCode }).toEqual({
        outcome: 'not-sent',
        exitCode: 1,
      })
      expect(ran.said('error')).toEqual([expect.stringContaining("does not have GitHub's git API")])
      expect(ran.said('error').join()).not.toMatch(/again later|Check github-token/)
      expect(emulator.requests).toEqual([])
    })
  }

  test('that answers 405 to a look-up is said to be one, too', async ({ emulator, github }) => {
    const server = createServer((_request, response) => response.writeHead(405).end())
    const port = await listen(server, 0)
    const ran = await runOnce({ emulator, github }, {}, { GITHUB_API_URL: `http://127.0.0.1:${port}` })
    server.close()

    expect(ran.outputs['outcome']).toBe('not-sent')
    expect(ran.said('error')).toEqual([expect.stringContaining("does not have GitHub's git API")])
  })
})
