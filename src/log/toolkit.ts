import { statSync } from 'node:fs'
import { EOL } from 'node:os'
// Only the parts of @actions/core that this action calls. Its root also loads an HTTP client that we do not use, with a
// copy of undici (figures in docs/adr). GitHub's own code still writes the commands.
import { issue, issueCommand } from '../../node_modules/@actions/core/lib/command.js'
import {
  issueFileCommand,
  prepareKeyValueMessage,
} from '../../node_modules/@actions/core/lib/file-command.js'
import { summary } from '../../node_modules/@actions/core/lib/summary.js'
import { toCommandProperties } from '../../node_modules/@actions/core/lib/utils.js'
import type { Core } from './log.ts'

/** The runner's toolkit. It writes workflow commands to standard output, and outputs and summary to the runner's files. */
export const toolkit: Core = {
  setSecret: (secret) => issueCommand('add-mask', {}, secret),
  setOutput(name, value) {
    rejectPipe(process.env['GITHUB_OUTPUT'])
    issueFileCommand('OUTPUT', prepareKeyValueMessage(name, value))
  },
  error: (message, properties = {}) =>
    issueCommand('error', toCommandProperties(properties), String(message)),
  warning: (message, properties = {}) =>
    issueCommand('warning', toCommandProperties(properties), String(message)),
  notice: (message, properties = {}) =>
    issueCommand('notice', toCommandProperties(properties), String(message)),
  debug: (message) => issueCommand('debug', {}, message),
  info: (message) => void process.stdout.write(message + EOL),
  startGroup: (name) => issue('group', name),
  endGroup: () => issue('endgroup'),
  summary: summaryInFile(),
}

/** The toolkit's summary, but for a file that it would wait for. */
function summaryInFile(): Core['summary'] {
  const inFile: Core['summary'] = Object.create(summary)
  inFile.write = async (options) => {
    rejectPipe(process.env['GITHUB_STEP_SUMMARY'])
    return summary.write.call(inFile, options)
  }
  return inFile
}

/** Rejects a named pipe or a socket: opening one waits for a reader, for ever if there is none. */
function rejectPipe(path = ''): void {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (stats?.isFIFO() || stats?.isSocket()) throw new Error(`${path} is not a regular file`)
}
