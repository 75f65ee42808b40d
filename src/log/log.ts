import type * as core from '@actions/core'
import type { Location } from '../diagnostics.ts'
import type { Environment } from '../environment.ts'
import { neutralize } from './neutralize.ts'
import { type Forms, formsOf, redact, redactCutOff, withDecoded } from './redact.ts'

/** What the action needs of `@actions/core`. */
export type Core = Pick<
  typeof core,
  | 'setSecret'
  | 'setOutput'
  | 'summary'
  | 'error'
  | 'warning'
  | 'notice'
  | 'info'
  | 'debug'
  | 'startGroup'
  | 'endGroup'
>

/** All text leaves the action through this log: every line and every output. It removes secrets and workflow commands. */
export interface Log {
  /**
   * Hides a secret, in all its forms, from everything that is written from now on. A secret of less than
   * four characters is not hidden: that would blank the log of the whole job.
   */
  hide(secret: string): void
  /** An annotation. If its location is in a file, GitHub also shows it there in the pull request. */
  error(message: string, location?: Location): void
  warning(message: string, location?: Location): void
  notice(message: string): void
  info(message: string): void
  /** Writes lines that the log shows collapsed under a title. */
  group(title: string, lines: readonly string[]): void
  debug(message: string): void
  /** Replaces the secrets that are known so far. If the text is not complete, it may end in the middle of one. */
  redact(text: string, isComplete?: boolean): string
  /** Sets an output. The caller must redact the text first. Logs a warning if it cannot be written. */
  output(name: string, value: string): void
  /** Adds to the job summary. The caller must redact the text first. Logs a warning if it cannot be written. */
  summary(add: (summary: Core['summary']) => void): Promise<void>
}

/** Creates a log that writes through the runner's toolkit. */
export function createLog(core: Core, environment: Environment): Log {
  const masks = new Set<string>()
  let known: Forms | undefined
  const forms = () => {
    known ??= withDecoded([...masks])
    return known
  }
  const clean = (text: string) => neutralize(redact(text, forms()))
  const log: Log = {
    hide(secret) {
      for (const form of formsOf(secret)) {
        if (masks.has(form)) continue
        masks.add(form)
        core.setSecret(form)
      }
      known = undefined
    },
    error: (message, location) => core.error(clean(message), annotation(location, clean)),
    warning: (message, location) => core.warning(clean(message), annotation(location, clean)),
    notice: (message) => core.notice(clean(message)),
    info: (message) => core.info(clean(message)),
    debug: (message) => core.debug(clean(message)),
    group(title, lines) {
      core.startGroup(clean(title))
      for (const line of lines) core.info(clean(line))
      core.endGroup()
    },
    redact: (text, isComplete = true) => (isComplete ? redact : redactCutOff)(text, forms()),
    output(name, value) {
      // Without the file, the toolkit would print the `::set-output` command, which GitHub has disabled.
      const problem = environment['GITHUB_OUTPUT']
        ? attempt(() => core.setOutput(name, value))
        : 'GITHUB_OUTPUT is not set'
      if (problem !== undefined)
        log.warning(`The output "${name}" could not be written: ${problem}. The outcome stands.`)
    },
    async summary(add) {
      try {
        if (!environment['GITHUB_STEP_SUMMARY']) throw new Error('GITHUB_STEP_SUMMARY is not set')
        add(core.summary)
        await core.summary.write()
      } catch (error) {
        log.warning(`The job summary could not be written: ${messageOf(error)}. The outcome stands.`)
      }
    },
  }
  return log
}

function annotation(
  location: Location | undefined,
  clean: (text: string) => string,
): core.AnnotationProperties {
  if (location === undefined || !('file' in location)) return {}
  const { file, line, column, endLine = line, endColumn } = location
  const known = { file: clean(file), startLine: line, endLine }
  // GitHub accepts columns only if the annotation covers a single line.
  const columns = line === endLine ? { startColumn: column, endColumn } : {}
  return Object.fromEntries(
    Object.entries({ ...known, ...columns }).filter(([, value]) => value !== undefined),
  )
}

function attempt(write: () => void): string | undefined {
  try {
    write()
    return undefined
  } catch (error) {
    return messageOf(error)
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
