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

  test('has each property that GitHub documents and that is an environment variable', () => {
    // https://docs.github.com/actions/reference/workflows-and-actions/contexts#github-context
    const documented =
      'action action_path action_ref action_repository action_status actor actor_id api_url base_ref env event_name ' +
      'event_path graphql_url head_ref job output path ref ref_name ref_type repository repository_id repository_owner ' +
      'repository_owner_id retention_days run_attempt run_id run_number secret_source server_url sha step_summary ' +
      'triggering_actor workflow workflow_ref workflow_sha workspace'
    const properties = Object.fromEntries(documented.split(' ').map((name) => [name, `the ${name}`]))
    const environment = Object.fromEntries(
      Object.entries(properties).map(([name, value]) => [`GITHUB_${name.toUpperCase()}`, value]),
    )

    expect(contextsOf(environment, {}).github).toMatchObject(properties)
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

test('proxies and tokens are hidden in any case, and nothing else', () => {
  const hidden = ['INPUT_A', 'ACTIONS_A', 'GH_TOKEN', 'my_token', 'http_proxy', 'HTTPS_PROXY', 'all_proxy']
  const visible = [
    'MY_INPUT_A',
    'MY_ACTIONS_A',
    'TOKEN',
    'GH_TOKEN_A',
    'no_proxy',
    'my_http_proxy',
    'http_proxy_a',
  ]
  const environment = Object.fromEntries([...hidden, ...visible].map((name) => [name, 'x']))

  expect(Object.keys(contextsOf(environment, {}).env)).toEqual(visible)
})

test('the address of a repository on a server without TLS begins with git: too', () => {
  const environment = { GITHUB_SERVER_URL: 'http://ghes', GITHUB_REPOSITORY: 'a/b' }

  expect(contextsOf(environment, {}).github).toMatchObject({ repositoryUrl: 'git://ghes/a/b.git' })
})
