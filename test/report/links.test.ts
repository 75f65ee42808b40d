import { describe, expect, test } from 'vitest'
import { troubleshootingPage } from '../../src/report/links.ts'

describe('the troubleshooting page', () => {
  test.each([
    [
      'of the version that runs',
      { GITHUB_ACTION_REPOSITORY: 'octo-org/notify', GITHUB_ACTION_REF: 'v1.2.3' },
      'https://github.com/octo-org/notify/blob/v1.2.3/docs/troubleshooting.md',
    ],
    [
      'of a branch with a slash',
      { GITHUB_ACTION_REPOSITORY: 'octo-org/notify', GITHUB_ACTION_REF: 'releases/v1"#' },
      'https://github.com/octo-org/notify/blob/releases/v1%22%23/docs/troubleshooting.md',
    ],
    [
      'of the default branch if the version is unknown',
      { GITHUB_ACTION_REPOSITORY: 'octo-org/notify', GITHUB_ACTION_REF: '' },
      'https://github.com/octo-org/notify/blob/HEAD/docs/troubleshooting.md',
    ],
    [
      'on a server of its own',
      { GITHUB_ACTION_REPOSITORY: 'octo-org/notify', GITHUB_SERVER_URL: 'https://github.example.com:8443' },
      'https://github.example.com:8443/octo-org/notify/blob/HEAD/docs/troubleshooting.md',
    ],
  ])('%s', (_, environment, url) => {
    expect(troubleshootingPage(environment)).toContain(`<a href="${url}">`)
  })

  test.each([
    {},
    { GITHUB_ACTION_REPOSITORY: '' },
    { GITHUB_ACTION_REPOSITORY: 'a/b"><script>' },
    { GITHUB_ACTION_REPOSITORY: 'a/b', GITHUB_SERVER_URL: 'javascript:x' },
  ])('is only named with %j', (environment) => {
    expect(troubleshootingPage(environment)).toMatch(/^<code>docs\/troubleshooting\.md<\/code>/)
  })
})
