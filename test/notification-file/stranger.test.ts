import { describe, expect, test } from 'vitest'
import { contextsOf } from '../../src/notification-file/contexts.ts'
import { refusalFor } from '../../src/notification-file/stranger.ts'

const run = (full_name: unknown) => ({ workflow_run: { head_repository: { full_name } } })
const comment = (author_association: string, pull_request?: object) => ({
  issue: { number: 1, ...(pull_request ? { pull_request } : {}) },
  comment: { author_association },
})
const pull = { url: 'https://api.github.com/repos/acme/crm/pulls/1' }

const cases: [event: string, payload: unknown, isStranger: boolean][] = [
  ['push', {}, false],
  ['pull_request', {}, false],
  ['pull_request_target', {}, true],
  ['workflow_run', run('acme/crm'), false],
  ['workflow_run', run('stranger/crm'), true],
  ['workflow_run', run(null), true],
  ['workflow_run', { workflow_run: { head_repository: null } }, true],
  ['workflow_run', {}, true],
  ['workflow_run', null, true],
  ['issue_comment', comment('NONE'), false],
  ['issue_comment', comment('OWNER', pull), false],
  ['issue_comment', comment('MEMBER', pull), false],
  ['issue_comment', comment('COLLABORATOR', pull), false],
  ['issue_comment', comment('CONTRIBUTOR', pull), true],
  ['issue_comment', comment('FIRST_TIME_CONTRIBUTOR', pull), true],
  ['issue_comment', comment('NONE', pull), true],
  ['issue_comment', {}, true],
]

describe('a file may be a stranger’s:', () => {
  test.for(cases)('%s with %j: %s', ([GITHUB_EVENT_NAME, payload, isStranger]) => {
    const environment = { GITHUB_EVENT_NAME, GITHUB_REPOSITORY: 'acme/crm', DEPLOY_KEY: 's3cret' }

    expect(refusalFor(environment, payload, false) !== undefined).toBe(isStranger)
    expect(refusalFor(environment, payload, true)).toBeUndefined()
    expect('DEPLOY_KEY' in contextsOf(environment, payload).env).toBe(!isStranger)
  })
})

test('a refusal says why, and what to do', () => {
  expect(refusalFor({ GITHUB_EVENT_NAME: 'workflow_run' }, {}, false)).toMatch(
    /^This workflow_run comes from another repository, .* stranger, so it is read in a dry run only\. Use another event/,
  )
  expect(refusalFor({ GITHUB_EVENT_NAME: 'issue_comment' }, comment('NONE', pull), false)).toMatch(
    /^This comment on a pull request is by somebody who is no member/,
  )
})
