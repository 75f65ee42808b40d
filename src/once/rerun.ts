import type { Environment } from '../environment.ts'
import { runOf } from '../inputs/once.ts'
import type { Log } from '../log/log.ts'
import type { Schedule } from '../notification/schedule.ts'

/** Logs a notice if this is a re-run: without a `once-key`, people may get the notification again. */
export function noticeRerun(environment: Environment, log: Log): void {
  const { attempt } = runOf(environment)
  if (attempt === 1) return
  log.notice(
    `This is attempt ${attempt} of the run: if an earlier one has sent this already, people are told again. ` +
      'With "once-key" they are not.',
  )
}

/** Says of a run that was started again that its relative times are others than those of the first attempt. */
export function noticeRelativeTimes({ countsFromNow }: Schedule, environment: Environment, log: Log): void {
  const { attempt } = runOf(environment)
  if (attempt === 1 || !countsFromNow) return
  log.notice(
    `This is attempt ${attempt} of the run: its relative times count from now, not from the first attempt.`,
  )
}
