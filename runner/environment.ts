/** What a machine's programs cannot do without. Proxies, tokens and `NODE_OPTIONS` of this process stay out. */
const inherited = [
  'PATH',
  'Path',
  'HOME',
  'USERPROFILE',
  'SystemRoot',
  'windir',
  'PATHEXT',
  'TEMP',
  'TMP',
  'TMPDIR',
]

const commit = '8b1f0d6c5a4e3f2d1c0b9a8f7e6d5c4b3a2f1e0d'

/** The variables of a hosted runner during a push to `octo-org/crm`, without those that name files. */
export function runnerEnvironment(): Record<string, string> {
  const own = inherited.flatMap((name) => {
    const value = process.env[name]
    return value === undefined ? [] : [[name, value] as const]
  })
  return {
    ...Object.fromEntries(own),
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTION: 'notify',
    GITHUB_ACTOR: 'octocat',
    GITHUB_EVENT_NAME: 'push',
    GITHUB_JOB: 'deploy',
    GITHUB_REF: 'refs/heads/main',
    GITHUB_REF_NAME: 'main',
    GITHUB_REF_TYPE: 'branch',
    GITHUB_REPOSITORY: 'octo-org/crm',
    GITHUB_REPOSITORY_OWNER: 'octo-org',
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_RUN_ID: '1658821493',
    GITHUB_RUN_NUMBER: '42',
    GITHUB_SERVER_URL: 'https://github.com',
    // There is no GitHub here; the discard port keeps a mistaken call on this machine.
    GITHUB_API_URL: 'http://127.0.0.1:9',
    GITHUB_GRAPHQL_URL: 'http://127.0.0.1:9/graphql',
    GITHUB_SHA: commit,
    GITHUB_WORKFLOW: 'Deploy',
    RUNNER_ENVIRONMENT: 'github-hosted',
    RUNNER_NAME: 'GitHub Actions 2',
    RUNNER_OS: { win32: 'Windows', darwin: 'macOS' }[process.platform as string] ?? 'Linux',
    RUNNER_ARCH: process.arch === 'arm64' ? 'ARM64' : 'X64',
  }
}

/** The event behind {@link runnerEnvironment}, cut down to what a notification would quote. */
export const samplePush = {
  ref: 'refs/heads/main',
  after: commit,
  repository: { name: 'crm', full_name: 'octo-org/crm', html_url: 'https://github.com/octo-org/crm' },
  sender: { login: 'octocat' },
  head_commit: {
    id: commit,
    message: 'Find an account by phone number\n\nAlso: "quotes", a # and an export to Excel.',
    url: `https://github.com/octo-org/crm/commit/${commit}`,
    author: { name: 'Octo Cat', email: 'octocat@example.com', username: 'octocat' },
  },
}
