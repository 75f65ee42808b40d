import { describe, expect } from 'vitest'
import * as z from 'zod'
import { type Call, type Fault, startGitHub } from '../../emulator/github/server.ts'
import { refOf } from '../../src/inputs/once.ts'
import { history, hurried, KEY, runOnce, test } from './kept.ts'

const answer = (status: number, message?: string, headers?: Record<string, string>): Fault => ({
  kind: 'answer',
  status,
  ...(message === undefined ? {} : { message }),
  ...(headers === undefined ? {} : { headers }),
})
const always = (fault: Fault): Fault[] => Array.from({ length: 40 }, () => fault)

describe('where the key cannot be claimed, nothing is sent:', () => {
  const cases: [what: string, call: Call, faults: Fault[], words: RegExp][] = [
    [
      '403',
      'POST trees',
      [answer(403, 'Resource not accessible by integration')],
      /permissions: contents: write/,
    ],
    ['403 on the ref', 'POST refs', [answer(403, 'Resource not accessible')], /permissions: contents: write/],
    ['404', 'POST trees', [answer(404, 'Not Found')], /contents: write" for this very repository/],
    ['409', 'POST commits', always(answer(409, 'Git Repository is empty.')), /first commit/],
    ['a ruleset', 'POST refs', always(answer(422, 'Reference update failed')), /ruleset .* refs\/walkme/],
    [
      'a redirect',
      'POST refs',
      [answer(307, 'Moved', { location: '/elsewhere' })],
      /redirect is not followed/,
    ],
    ['500 to the end', 'POST refs', always(answer(500)), /HTTP 500/],
    [
      'a rate limit',
      'POST commits',
      [answer(403, 'secondary rate limit')],
      /rate limit.*Run this again later/,
    ],
    ['a gateway’s page', 'POST refs', always(answer(200)), /HTTP 200/],
  ]
  for (const [what, call, faults, words] of cases) {
    test(what, async ({ emulator, github }) => {
      github.faults(call, ...faults)
      const ran = await runOnce({ emulator, github })

      expect(ran.outputs['outcome']).toBe('not-sent')
      expect(ran.exitCode).toBe(1)
      expect(emulator.requests).toEqual([])
      expect(ran.said('error')).toEqual([expect.stringMatching(words)])
      expect(github.refs.size).toBe(1)
    })
  }

  for (const permission of ['read', 'none'] as const) {
    test(`a token that may ${permission === 'read' ? 'only read' : 'nothing'}`, async ({
      emulator,
      github,
    }) => {
      github.permission = permission
      const ran = await runOnce({ emulator, github })

      expect(ran.outputs['outcome']).toBe('not-sent')
      expect(ran.said('error')).toEqual([expect.stringContaining('contents: write')])
      expect(emulator.ledger).toEqual([])
    })
  }

  test('and no call is made again by itself', async ({ emulator, github }) => {
    github.faults('POST commits', { kind: 'reset' })
    const ran = await runOnce({ emulator, github }, { retries: '0' })

    expect(ran.outputs['outcome']).toBe('not-sent')
    expect(github.calls).toEqual(['GET ref', 'POST trees', 'POST commits'])
  })

  for (const call of ['GET ref', 'POST refs'] as const) {
    test(`GitHub hangs at ${call}, and the deadline holds`, async ({ emulator, github }) => {
      github.faults(call, ...always({ kind: 'hang' }))
      const began = performance.now()
      const ran = await runOnce({ emulator, github }, { 'timeout-seconds': '1' })

      expect(performance.now() - began).toBeLessThan(2_500)
      expect(ran.outputs['outcome']).toBe(call === 'GET ref' ? 'uncertain' : 'not-sent')
      expect(ran.said('error')).toEqual([expect.stringContaining('the deadline of 1 s passed')])
      expect(emulator.ledger).toEqual([])
    })
  }
})

describe('where the record cannot be looked up, an earlier run may have sent it:', () => {
  const cases: [what: string, faults: Fault[], words: RegExp][] = [
    ['401', [answer(401, 'Bad credentials')], /^Check github-token.*HTTP 401, Bad credentials/],
    ['403', [answer(403, 'Resource not accessible')], /^Give the job "permissions: contents: write"/],
    ['301', [answer(301, 'Moved Permanently')], /^github-token is not sent on.*HTTP 301/],
    ['405', [answer(405)], /HTTP 405/],
    ['429', [answer(429, '', { 'retry-after': '3600' })], /^The rate limit of github-token.*HTTP 429/],
    ['410', [answer(410, 'Gone')], /HTTP 410, Gone/],
    ['502', always(answer(502)), /HTTP 502/],
    ['201', always({ kind: 'pretence', status: 201, data: () => ({}) }), /HTTP 201/],
    ['lost connections', always({ kind: 'reset' }), /no answer \((ECONNRESET|UND_ERR_SOCKET)\)/],
  ]
  for (const [what, faults, words] of cases) {
    for (const resend of ['false', 'true']) {
      test(`${what} → uncertain, resend-when-uncertain: ${resend}`, async ({ emulator, github }) => {
        await runOnce({ emulator, github })
        github.faults('GET ref', ...faults)
        const ran = await runOnce({ emulator, github }, { 'resend-when-uncertain': resend })

        expect({ outcome: ran.outputs['outcome'], exitCode: ran.exitCode }).toEqual({
          outcome: 'uncertain',
          exitCode: 1,
        })
        expect(emulator.ledger).toHaveLength(1)
        const [error = ''] = ran.said('error')
        expect(error).toMatch(words)
        expect(error).toMatch(/so this run sent nothing\. Run this again later: the key guards it/)
        for (const text of [error, ran.summary])
          expect(text).not.toMatch(/nobody got it|git push|safe to run this again/)
      })
    }
  }

  test('nobody listens', async ({ emulator, github }) => {
    const gone = await startGitHub()
    await gone.close()
    const ran = await runOnce({ emulator, github }, {}, { GITHUB_API_URL: gone.url })

    expect(ran.outputs['outcome']).toBe('uncertain')
    expect(ran.said('error')).toEqual([expect.stringMatching(/no answer \(ECONNREFUSED\)/)])
  })

  test('its commit is refused, at once', async ({ emulator, github }) => {
    await runOnce({ emulator, github })
    github.faults('GET commits', answer(401, 'Bad credentials'))
    const ran = await runOnce({ emulator, github })

    expect(ran.outputs['outcome']).toBe('uncertain')
    expect(ran.said('error')).toEqual([expect.stringMatching(/^Check github-token/)])
  })
})

test('a record that says it was sent needs no right to write', async ({ emulator, github }) => {
  await runOnce({ emulator, github })
  github.permission = 'read'

  expect((await runOnce({ emulator, github })).outputs['outcome']).toBe('skipped')
})

describe('a success of another kind than the call’s own is none:', () => {
  const refTo = (sha: unknown) => ({ ref: refOf(KEY, true), object: { type: 'commit', sha } })
  const asked = (sent: string) => z.object({ sha: z.string() }).parse(JSON.parse(sent)).sha
  const cases: [what: string, call: Call, fault: Fault][] = [
    ['200 for a new ref', 'POST refs', { kind: 'pretence', status: 200, data: (sent) => refTo(asked(sent)) }],
    [
      '201 with another SHA',
      'POST refs',
      { kind: 'pretence', status: 201, data: () => refTo('a'.repeat(40)) },
    ],
    ['201 without a SHA', 'POST refs', { kind: 'pretence', status: 201, data: () => ({}) }],
    ['201 with half a SHA', 'POST commits', { kind: 'pretence', status: 201, data: () => ({ sha: 'a' }) }],
  ]
  for (const [what, call, fault] of cases) {
    test(what, async ({ emulator, github }) => {
      github.faults(call, ...always(fault))
      const ran = await runOnce({ emulator, github })

      expect(ran.outputs['outcome']).toBe('not-sent')
      expect(ran.said('error')).toEqual([expect.stringMatching(/at GitHub \(HTTP 20[01]\)/)])
      expect(emulator.requests).toEqual([])
    })
  }
})

test('where another was first, and GitHub does not show whose claim it is, it is uncertain', async ({
  emulator,
  github,
}) => {
  github.faults('POST refs', answer(422, 'Reference already exists'))
  github.faults('GET ref', answer(404, 'Not Found'), ...always(answer(500)))
  const ran = await runOnce({ emulator, github }, { 'timeout-seconds': '2', retries: '0' }, {}, hurried)

  expect(ran.outputs['outcome']).toBe('uncertain')
  expect(ran.said('error')).toEqual([expect.stringMatching(/Another run has claimed this once-key, but/)])
  expect(emulator.requests).toEqual([])
})

describe('what passes is waited out, and the log says where:', () => {
  const doing: Partial<Record<Call, string>> = {
    'GET ref': 'reading the ref',
    'GET commits': 'reading the record',
    'POST trees': 'creating a tree',
    'POST commits': 'creating a commit',
    'POST refs': 'claiming',
    'PATCH refs': 'recording',
  }
  const cases: [what: string, call: Call, faults: Fault[]][] = [
    ['502', 'GET ref', [answer(502)]],
    ['502 for a tree', 'POST trees', [answer(502)]],
    ['a short rate limit', 'POST commits', [answer(429, '', { 'retry-after': '0' })]],
    ['a replica that lags', 'POST refs', [answer(422, 'Object does not exist')]],
    ['a lost claim', 'POST refs', [{ kind: 'reset' }]],
    ['a claim of which the answer is lost', 'POST refs', [{ kind: 'reset', acts: true }]],
    ['a claim that answers 500 and stands', 'POST refs', [{ kind: 'answer', status: 500, acts: true }]],
    ['a record of which the answer is lost', 'PATCH refs', [{ kind: 'reset', acts: true }]],
    ['a record that answers 502', 'PATCH refs', [answer(502)]],
  ]
  for (const [what, call, faults] of cases) {
    test(what, async ({ emulator, github }) => {
      github.faults(call, ...faults)
      const ran = await runOnce({ emulator, github })

      expect(ran.outputs['outcome']).toBe('sent')
      expect(ran.said('warning')).toEqual([])
      expect(ran.said('info')).toContainEqual(
        expect.stringMatching(new RegExp(`^Once: ${doing[call]}: .+, next try in 0\\.0 s$`)),
      )
      expect(history(github).map((record) => record?.state)).toEqual(['claimed', 'finished'])
      expect(emulator.ledger).toHaveLength(1)
    })
  }
})

test('a claim whose answer is lost, with no retries left, is settled by reading whose stands', async ({
  emulator,
  github,
}) => {
  github.faults('POST refs', { kind: 'reset', acts: true })
  const ran = await runOnce({ emulator, github }, { retries: '0' })

  expect(ran.outputs['outcome']).toBe('sent')
  expect(ran.said('info')).toContain('Once: the claim whose answer was lost has succeeded')
})

test('a claim that cannot be found to stand is given back blindly', async ({ emulator, github }) => {
  github.faults('POST refs', { kind: 'reset', acts: true })
  github.faults('GET ref', answer(404, 'Not Found'), ...always(answer(500)))
  const ran = await runOnce({ emulator, github }, { retries: '0' })

  expect(ran.outputs['outcome']).toBe('not-sent')
  expect(history(github).map((record) => record?.state)).toEqual(['claimed', 'released'])
})

describe('a record that cannot be completed', () => {
  const cases: [what: string, fault: Fault, words: RegExp][] = [
    ['403', answer(403), /HTTP 403/],
    ['422', answer(422, 'Update is not a fast forward'), /another run was first/],
    ['hang', { kind: 'hang' }, /the 5 s for the record passed/],
    ['502 to the end', answer(502), /HTTP 502/],
    ['a long rate limit', answer(429, '', { 'retry-after': '60' }), /HTTP 429/],
  ]
  for (const [what, fault, words] of cases) {
    test(`${what}: the outcome stays, and a warning says what a re-run will find`, async ({
      emulator,
      github,
    }) => {
      github.faults('PATCH refs', ...always(fault))
      const began = performance.now()
      const { delay } = hurried
      const world = delay ? { delay } : {}
      const ran = await runOnce({ emulator, github }, { 'timeout-seconds': '1' }, {}, world)

      expect(performance.now() - began).toBeLessThan(3_000)
      expect(ran.exitCode).toBe(0)
      expect(ran.outputs['outcome']).toBe('sent')
      expect(ran.said('warning')).toEqual([
        expect.stringMatching(/still holds, but a re-run may report "uncertain"/),
      ])
      expect(ran.said('warning')).toEqual([expect.stringMatching(words)])

      const rerun = await runOnce({ emulator, github }, {}, { GITHUB_RUN_ATTEMPT: '2' })
      expect(rerun.outputs['outcome']).toBe('uncertain')
      expect(rerun.said('error')).toEqual([
        expect.stringContaining('claimed this once-key and ended without recording a result'),
      ])
      expect(emulator.ledger).toHaveLength(1)
    })
  }
})
