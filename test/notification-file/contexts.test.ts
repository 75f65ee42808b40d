import { describe, expect, test } from 'vitest'
import { contextsOf } from '../../src/notification-file/contexts.ts'

const RUN = {
  GITHUB_SERVER_URL: 'https://github.example.com',
  GITHUB_REPOSITORY: 'acme/crm',
  GITHUB_SHA: '4f1c',
  GITHUB_RUN_ATTEMPT: '2',
}

describe('the context github', () => {
  test('has what the environment tells, as text, and the event', () => {
    expect(contextsOf(RUN, { number: 7 }).github).toEqual({
      server_url: 'https://github.example.com',
      repository: 'acme/crm',
      repositoryUrl: 'git://github.example.com/acme/crm.git',
      sha: '4f1c',
      run_attempt: '2',
      event: { number: 7 },
    })
  })

  test.each([
    ['true', true],
    ['false', false],
  ])('has ref_protected as a boolean: %s', (text, value) => {
    expect(contextsOf({ GITHUB_REF_PROTECTED: text }, {}).github).toEqual({ ref_protected: value, event: {} })
  })

  test('has nothing where the environment tells nothing, and no address of a repository that is not named', () => {
    expect(contextsOf({}, {}).github).toEqual({ event: {} })
    expect(contextsOf({ ...RUN, GITHUB_REPOSITORY: undefined }, {}).github).not.toHaveProperty(
      'repositoryUrl',
    )
    expect(contextsOf({ ...RUN, GITHUB_SERVER_URL: undefined }, {}).github).not.toHaveProperty(
      'repositoryUrl',
    )
  })

  test('never has the token', () => {
    expect(JSON.stringify(contextsOf({ GITHUB_TOKEN: 'ghs_secret' }, {}))).not.toContain('ghs_secret')
  })
})

test('the context env has the environment without the inputs and the runner’s tokens', () => {
  const environment = {
    SEVERITY: 'SEV1',
    'INPUT_CLIENT-SECRET': 'secret',
    ACTIONS_RUNTIME_TOKEN: 'secret',
    actions_id_token_request_token: 'secret',
    GITHUB_TOKEN: 'secret',
  }

  expect(contextsOf(environment, {}).env).toEqual({ SEVERITY: 'SEV1' })
})
