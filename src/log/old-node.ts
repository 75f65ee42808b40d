import type { Environment } from '../environment.ts'

// All outputs, as they are if nothing was read and nothing sent.
const OUTPUTS = {
  outcome: 'not-sent',
  'notification-id': '',
  'notification-ids': '[]',
  results: '[]',
  payload: '[]',
}

/**
 * Refuses to run on a Node that is too old: sets the outputs and returns the exit code. GitHub's own runners bring the
 * Node that `action.yml` asks for; others use whatever Node the image has. An older one lacks functions that this action
 * calls after the send. This file itself runs on Node 16, so it uses nothing else of the action.
 *
 * @param version the version that was found, such as `20.20.2`
 * @param write writes a line to the log
 */
export async function refuseOldNode(
  version: string,
  environment: Environment,
  write: (line: string) => void,
): Promise<1> {
  const lines = Object.entries(OUTPUTS).map(([name, value]) => `${name}=${value}\n`)
  const file = environment['GITHUB_OUTPUT']
  try {
    if (file) {
      // The bundle has Node's modules by a function that Node 16 and 18 lack. What is ignored stays an import.
      const { appendFileSync } = await import(/* webpackIgnore: true */ 'node:fs')
      appendFileSync(file, lines.join(''))
    }
  } catch {
    // Without outputs, the step still fails and says why.
  }
  const message =
    `Not sent. This runner starts the action with Node ${version}, but it needs Node 24: ` +
    `use GitHub's runner 2.327.1 or newer, or an image with Node 24.`
  write(`::error::${message}\n`)
  return 1
}
