import { afterEach, describe, expect, vi } from 'vitest'
import { treeSha } from '../../emulator/github/git-objects.ts'
import type { Call, Fault, GitHub } from '../../emulator/github/server.ts'
import { Interruption } from '../../src/http/deadline.ts'
import { refOf } from '../../src/inputs/once.ts'
import { createGitRefs } from '../../src/once/github-refs.ts'
import type { GitRefs } from '../../src/once/refs.ts'
import { run } from './bodies.ts'
import { KEY, plant, test } from './kept.ts'
import { logInto } from './story.ts'

const SHA = 'a'.repeat(40)
const { signal } = new AbortController()

afterEach(() => void vi.restoreAllMocks())

/** Uses the ref of the key at a GitHub, and closes it. */
async function using<T>(
  github: GitHub,
  use: (refs: GitRefs) => Promise<T>,
  slashes = '',
  lines: string[] = [],
) {
  const place = { owner: 'octo-org', repository: 'crm', run, runsUrl: '' }
  const api = new URL(`${github.url}${slashes}`)
  const settings = { key: KEY, ref: refOf(KEY, true), token: github.token, api, proxy: undefined, ...place }
  const refs = await createGitRefs(settings, logInto(lines))
  try {
    return await use(refs)
  } finally {
    refs.close()
  }
}

test('the tree says what the ref is', async ({ github }) => {
  const content =
    'This is no branch. The messages of these commits are the record that walkme-notify-action keeps of a once-key.\n'
  expect(await using(github, (refs) => refs.createTree(signal))).toMatchObject({
    kind: 'done',
    value: treeSha([{ path: 'ABOUT', content }]),
  })
})

test('a commit is read with its time, by GitHub’s clock', async ({ github }) => {
  plant(github, 'The message', Date.parse('2031-03-03T03:03:03Z'))
  const [sha = '', { tree } = { tree: '' }] = [...github.commits][0] ?? []
  expect(await using(github, (refs) => refs.readCommit(sha, signal))).toMatchObject({
    value: { message: 'The message', tree, committedAt: Date.parse('2031-03-03T03:03:03Z') },
  })
})

test('access is seen by a list of refs, even of none', async ({ github }) => {
  const ask = (refs: GitRefs) => refs.checkAccess(signal)
  expect(await using(github, ask)).toMatchObject({ kind: 'done', value: true })
  plant(github, 'The message')
  expect(await using(github, ask)).toMatchObject({ kind: 'done', value: true })
})

describe('slashes at the end of the API’s URL are one too many:', () => {
  for (const slashes of ['/', '//']) {
    test(slashes, async ({ github }) => {
      await using(github, (refs) => refs.readRef(signal), slashes)
      expect(github.calls).toEqual(['GET ref'])
    })
  }
})

describe('what is not there is missing:', () => {
  const cases: [what: string, ask: (refs: GitRefs) => Promise<unknown>][] = [
    ['the ref', (refs) => refs.readRef(signal)],
    ['a commit', (refs) => refs.readCommit(SHA, signal)],
    ['the ref to be moved', (refs) => refs.moveRef(SHA, signal)],
  ]
  for (const [what, ask] of cases) {
    test(what, async ({ github }) => expect(await using(github, ask)).toEqual({ kind: 'missing' }))
  }
})

describe('a success that cannot be read is none:', () => {
  const pretence = (status: number, data: unknown): Fault => ({ kind: 'pretence', status, data: () => data })
  const commit = { message: '', tree: { sha: SHA } }
  const cases: [call: Call, status: number, data: unknown, ask: (refs: GitRefs) => Promise<unknown>][] = [
    ['POST trees', 201, { sha: `x${SHA}` }, (refs) => refs.createTree(signal)],
    ['POST trees', 201, { sha: `${SHA}x` }, (refs) => refs.createTree(signal)],
    ['GET matching-refs', 200, {}, (refs) => refs.checkAccess(signal)],
    ['GET commits', 200, {}, (refs) => refs.readCommit(SHA, signal)],
    ['GET commits', 200, { ...commit, committer: {} }, (refs) => refs.readCommit(SHA, signal)],
  ]
  for (const [call, status, data, ask] of cases) {
    test(`${call}: ${JSON.stringify(data)}`, async ({ github }) => {
      github.faults(call, pretence(status, data))
      expect(await using(github, ask)).toEqual({ kind: 'lost', message: `HTTP ${status}` })
    })
  }

  test('but a commit may have a time that is none', async ({ github }) => {
    github.faults('GET commits', pretence(200, { ...commit, committer: { date: 'whenever' } }))
    expect(await using(github, (refs) => refs.readCommit(SHA, signal))).toMatchObject({
      value: { committedAt: undefined },
    })
  })
})

describe('why an answer is lost is said:', () => {
  const cases: [why: string, fault: Fault, reason: unknown, words: string][] = [
    ['the deadline', { kind: 'hang' }, new Interruption('the deadline passed'), 'the deadline passed'],
    ['no reason', { kind: 'hang' }, 'none', 'it was aborted'],
    [
      'an answer that breaks off',
      { kind: 'answer', status: 200, headers: { 'content-length': '9999', connection: 'close' } },
      undefined,
      'no answer (the answer broke off)',
    ],
  ]
  for (const [why, fault, reason, words] of cases) {
    test(why, async ({ github }) => {
      github.faults('GET ref', fault)
      const stopping = new AbortController()
      const answer = using(github, (refs) => refs.readRef(stopping.signal))
      if (reason !== undefined) {
        await vi.waitUntil(() => github.calls.length > 0)
        stopping.abort(reason)
      }
      expect(await answer).toEqual({ kind: 'lost', message: words })
    })
  }

  test('GitHub takes too long', async ({ github }) => {
    vi.spyOn(AbortSignal, 'timeout').mockReturnValue(AbortSignal.abort())
    expect(await using(github, (refs) => refs.readRef(signal))).toEqual({
      kind: 'lost',
      message: 'no answer within 10 s',
    })
  })
})

describe('a status that nobody expects is no success, and is said:', () => {
  const cases: [status: number, answer: object][] = [
    [204, { kind: 'lost', message: 'HTTP 204' }],
    [205, { kind: 'lost', message: 'HTTP 205' }],
    [304, { kind: 'refused', status: 304 }],
    [599, { kind: 'lost', message: 'HTTP 599' }],
    [600, { kind: 'lost', message: 'no answer (HTTP 600)' }],
  ]
  test.for(cases)('%i', async ([status, answer], { github }) => {
    github.faults('GET ref', { kind: 'answer', status, message: '' })
    expect(await using(github, (refs) => refs.readRef(signal))).toMatchObject(answer)
  })
})

test('what Octokit has to say is for debugging', async ({ github }) => {
  const lines: string[] = []
  github.faults('GET ref', { kind: 'answer', status: 404, headers: { deprecation: 'true' } })

  expect(await using(github, (refs) => refs.readRef(signal), '', lines)).toEqual({ kind: 'missing' })
  expect(lines).toEqual([expect.stringMatching(/^Octokit: .* is deprecated/)])
})
