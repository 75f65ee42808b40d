import type { Environment } from '../environment.ts'
import { strangersFile } from './stranger.ts'

/** The values that an expression can read: plain JSON, by context name. */
export interface Contexts {
  github: Readonly<Record<string, unknown>>
  env: Readonly<Record<string, unknown>>
}

// The properties of `github` that are also environment variables. All are text, except `ref_protected`.
// https://docs.github.com/actions/reference/workflows-and-actions/contexts#github-context
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
 * The contexts of expressions: `github` without its token, and `env` without inputs, tokens and proxies.
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
    // A stranger could read a value letter by letter with dry runs.
    env: strangersFile(environment, event) === undefined ? visible(environment) : {},
  }
}

function visible(environment: Environment): Environment {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => isVisible(name)))
}

function isVisible(name: string): boolean {
  // Also hides variables that often hold a token or a password, since people would read them.
  return !/^(INPUT_|ACTIONS_)|_TOKEN$|^(https?|all)_proxy$/i.test(name)
}
