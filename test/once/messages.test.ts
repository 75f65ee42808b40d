import { describe, expect, test } from 'vitest'
import { describeCallResult, nameOfRun, whyNotClaimed, whyNotRead } from '../../src/once/messages.ts'
import type { CallResult } from '../../src/once/refs.ts'

const refused = (status: number, message = '', isRateLimit = false): CallResult<never> => ({
  kind: 'refused',
  status,
  message,
  isRateLimit,
  after: undefined,
})

describe('why a key could not be claimed is said in a few words, and what to do:', () => {
  const cases: [answer: CallResult<never>, words: string, remedy: RegExp][] = [
    [refused(403, 'Forbidden'), 'HTTP 403, Forbidden', /^Give the job "permissions: contents: write"/],
    [
      refused(403, '', true),
      'HTTP 403',
      /^The rate limit of github-token is used up\. Run this again later\.$/,
    ],
    [refused(399), 'HTTP 399', /^A redirect is not followed\./],
    [refused(400), 'HTTP 400', /^Run this again later\.$/],
    [{ kind: 'lost', message: 'no answer' }, 'no answer', /^Run this again later\.$/],
    [{ kind: 'no-git-api', status: 405 }, 'HTTP 405', /^This server does not have GitHub's git API/],
    [{ kind: 'missing' }, 'GitHub does not find it', /^Run this again later\.$/],
    [{ kind: 'exists' }, 'another run was first', /^Run this again later\.$/],
    [{ kind: 'not-fast-forward' }, 'another run was first', /^Run this again later\.$/],
  ]
  for (const [answer, words, remedy] of cases) {
    test(JSON.stringify(answer), () => {
      const said = `The once-key could not be claimed at GitHub (${words}), so this run sent nothing. `
      expect(describeCallResult(answer)).toBe(words)
      expect(whyNotClaimed(answer).slice(0, said.length)).toBe(said)
      expect(whyNotClaimed(answer).slice(said.length)).toMatch(remedy)
    })
  }
})

describe('why a record could not be read begins with the cause, where it is the token:', () => {
  const cases: [answer: CallResult<never>, words: string, cause: RegExp][] = [
    [refused(403), 'HTTP 403', /^Give the job "permissions: contents: write".* $/],
    [refused(399), 'HTTP 399', /^github-token is not sent on .* start a new run\. $/],
    [refused(400), 'HTTP 400', /^$/],
    [{ kind: 'lost', message: 'no answer' }, 'no answer', /^$/],
  ]
  for (const [answer, words, cause] of cases) {
    test(JSON.stringify(answer), () => {
      const said = `The record of this once-key could not be read at GitHub (${words}), so this run sent nothing.`
      expect(whyNotRead(answer).slice(-said.length)).toBe(said)
      expect(whyNotRead(answer).slice(0, -said.length)).toMatch(cause)
    })
  }
})

test('a run is named as people find it, where it can be', () => {
  const runsUrl = 'https://github.com/octo-org/crm/actions/runs/'
  expect(nameOfRun({ id: '7', attempt: 2, job: 'a' }, runsUrl)).toBe(`run 7 (attempt 2, ${runsUrl}7)`)
  expect(nameOfRun({ id: '', attempt: 1, job: '' }, runsUrl)).toBe('an unnamed run')
})
