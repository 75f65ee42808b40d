import type { Environment } from '../environment.ts'

/** HTML: a link to ComCenter, at the address in WalkMe's article. */
export const COMCENTER = '<a href="https://console.walkme.com/workstation/comcenter">ComCenter</a>'

/**
 * HTML: the troubleshooting page of this version of the action, as a link if the runner says where the action is from. It
 * does not for an action that is used by a path, such as `uses: ./`.
 * https://docs.github.com/actions/reference/workflows-and-actions/variables#default-environment-variables
 */
export function troubleshootingPage(environment: Environment): string {
  const repository = environment['GITHUB_ACTION_REPOSITORY'] ?? ''
  const server = environment['GITHUB_SERVER_URL'] || 'https://github.com'
  const ref = environment['GITHUB_ACTION_REF'] || 'HEAD'
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository) || !/^https?:\/\/[\w.:-]+$/.test(server))
    return '<code>docs/troubleshooting.md</code> in the repository of the action'
  const path = ref.toWellFormed().split('/').map(encodeURIComponent).join('/')
  return `<a href="${server}/${repository}/blob/${path}/docs/troubleshooting.md">the troubleshooting page</a>`
}
