import type { Environment } from '../environment.ts'
import { runOf } from '../inputs/once.ts'
import type { Log } from '../log/log.ts'

/** Logs a notice if this is a re-run: without a `once-key`, people may get the notification again. */
export function noticeRerun(environment: Environment, log: Log): void {
  const { attempt } = runOf(environment)
  if (attempt === 1) return
  log.notice(
    `This is attempt ${attempt} of the run: if an earlier one has sent this already, people are told again. ` +
      'With "once-key" they are not.',
  )
}
