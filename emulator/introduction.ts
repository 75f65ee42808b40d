import type { Template } from './account.ts'
import type { Emulator } from './emulator.ts'
import type { GitHub } from './github/server.ts'
import { placeholdersIn } from './placeholders.ts'

/** What is printed at the start: all that a step needs, how it is watched and steered; with `github`, what a `once-key` needs. */
export function introduce({ url, port, account }: Emulator, github: GitHub | undefined): string {
  const { clientId, clientSecret, systems, templates, audiences } = account
  return [
    'The emulator of the WalkMe notification API runs. Ctrl+C ends it.',
    '',
    `  api-url        ${url}`,
    `  client-id      ${clientId}`,
    `  client-secret  ${clientSecret}`,
    ...systems.map(
      (id) => `  system-id      ${id}${systems.length > 1 ? '  needed, or another of these' : ''}`,
    ),
    ...templates.map(describeTemplate),
    ...audiences.map(({ id, name, members }) => `  audiences      ${id}  ${name}, ${members.length} people`),
    '',
    'A placeholder is filled by a key with its hashes and by one without, and the ledger says which it was: what WalkMe',
    'itself takes is not known.',
    '',
    ...(github === undefined ? [] : describeGitHub(github)),
    `What it accepted:   curl http://127.0.0.1:${port}/emulator/ledger`,
    `What it was asked:  curl http://127.0.0.1:${port}/emulator/requests`,
    `Make it fail once:  curl http://127.0.0.1:${port}/emulator/faults -d '{"call":"send","faults":[{"kind":"answer","status":503}]}'`,
  ].join('\n')
}

function describeTemplate({ id, name, title, message, button }: Template): string {
  const placeholders = placeholdersIn([title, message, button?.text ?? '', button?.link ?? ''])
  return `  template-id    ${id}  ${name}, with ${placeholders.join(', ') || 'no placeholders'}`
}

function describeGitHub({ url, token }: GitHub): string[] {
  return [
    "GitHub's git API runs beside it, for once-key. In the environment of the step:",
    '',
    `  GITHUB_API_URL     ${url}`,
    '  GITHUB_REPOSITORY  any owner/name; each has records of its own, kept until this ends',
    '',
    `  github-token       ${token}`,
    '',
  ]
}
