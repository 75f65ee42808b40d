import type { Environment } from '../environment.ts'

/** What an expression can see: plain JSON, by context name. */
export interface Contexts {
  github: Readonly<Record<string, unknown>>
  env: Readonly<Record<string, unknown>>
}

// https://docs.github.com/actions/reference/workflows-and-actions/contexts#github-context: what of it comes with
// the environment, always as text but for `ref_protected`.
const FROM_ENVIRONMENT = [
  'action',
  'action_path',
  'action_ref',
  'action_repository',
  'action_status',
  'actor',
  'actor_id',
  'api_url',
  'base_ref',
  'env',
  'event_name',
  'event_path',
  'graphql_url',
  'head_ref',
  'job',
  'output',
  'path',
  'ref',
  'ref_name',
  'ref_type',
  'repository',
  'repository_id',
  'repository_owner',
  'repository_owner_id',
  'retention_days',
  'run_attempt',
  'run_id',
  'run_number',
  'secret_source',
  'server_url',
  'sha',
  'step_summary',
  'triggering_actor',
  'workflow',
  'workflow_ref',
  'workflow_sha',
  'workspace',
]

/**
 * The contexts of expressions: `github` without its token, and `env` without the inputs and the runner's tokens.
 *
 * @param event the event's payload, as GitHub wrote it
 */
export function contextsOf(environment: Environment, event: unknown): Contexts {
  const github = FROM_ENVIRONMENT.flatMap((name) => {
    const value = environment[`GITHUB_${name.toUpperCase()}`]
    return value === undefined ? [] : [[name, value] as const]
  })
  const {
    GITHUB_REF_PROTECTED: isProtected,
    GITHUB_REPOSITORY: repository,
    GITHUB_SERVER_URL: server,
    GITHUB_EVENT_NAME: eventName,
  } = environment
  return {
    github: {
      ...Object.fromEntries(github),
      ...(isProtected === undefined ? {} : { ref_protected: isProtected === 'true' }),
      ...(repository && server
        ? { repositoryUrl: `${server.replace(/^https?:/, 'git:')}/${repository}.git` }
        : {}),
      event,
    },
    // On pull_request_target the file may be a stranger's, whose dry run could ask one letter after the other.
    env: eventName === 'pull_request_target' ? {} : visible(environment),
  }
}

function visible(environment: Environment): Environment {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => isVisible(name)))
}

function isVisible(name: string): boolean {
  // Beyond the design's list: what commonly holds a token or a password, which people would read.
  return !/^(INPUT_|ACTIONS_)|_TOKEN$|^(https?|all)_proxy$/i.test(name)
}
