import { type Diagnostic, type Diagnostics, errorsIn, formatDiagnostic } from '../diagnostics.ts'
import type { Log } from '../log/log.ts'
import type { SendBody } from '../notification/notification.ts'
import type { SystemResult } from '../walkme/result.ts'
import { setOutputs } from './outputs.ts'
import type { Report } from './report.ts'

// GitHub shows ten errors a step and drops the rest without a word.
const MAX_ANNOTATIONS = 10

// Nobody reads more at once, and a file can hold as many mistakes as characters.
const MAX_LISTED = 200

/** Tells what reading found: warnings, then mistakes, the tenth saying how many more the log holds. */
export function reportDiagnostics(diagnostics: Diagnostics, log: Log): void {
  for (const finding of diagnostics)
    if (finding.level === 'warning') log.warning(formatDiagnostic(finding), finding.location)

  const errors = errorsIn(diagnostics)
  const shown = errors.length > MAX_ANNOTATIONS ? MAX_ANNOTATIONS - 1 : errors.length
  for (const finding of errors.slice(0, shown)) log.error(formatDiagnostic(finding), finding.location)
  const rest: Diagnostic[] = errors.slice(shown)
  if (rest.length > 0) {
    log.error(`There are ${rest.length} more mistakes, listed in the log of this step.`)
    for (const finding of rest.slice(0, MAX_LISTED)) log.info(formatDiagnostic(finding))
    if (rest.length > MAX_LISTED) log.info(`And ${rest.length - MAX_LISTED} more.`)
  }
}

/** Tells the outcome, as one annotation where it failed, and returns the exit code. */
export function reportOutcome({ outcome, results }: Report, failOnError: boolean, log: Log): 0 | 1 {
  for (const result of results) if (result.outcome === 'sent') warnOfOddities(result, log)
  switch (outcome) {
    case 'sent':
      return 0
    case 'dry-run':
    case 'skipped':
      log.notice(
        `${outcome === 'dry-run' ? 'Dry run' : 'Skipped'}: nothing was sent. ${results[0]?.reason ?? ''}`,
      )
      return 0
    default: {
      const message = [FAILURE[outcome], ...describeFailures(results)].join(' ')
      if (failOnError) log.error(message)
      else log.warning(message)
      return failOnError ? 1 : 0
    }
  }
}

/** Tells of an exception, which is always a bug of the action; once there was something to send, nobody knows. */
export function reportBug(bug: unknown, payload: SendBody[] | undefined, log: Log): 1 {
  const outcome = payload === undefined ? 'not-sent' : 'uncertain'
  setOutputs({ outcome, results: [], payload: payload ?? [] }, log)
  log.error(
    `${FAILURE[outcome]} This is a bug of the action: ${bug}. Please report it, with the log at debug level.`,
  )
  if (bug instanceof Error) log.debug(bug.stack ?? '')
  return 1
}

const FAILURE = {
  partial: 'Sent to some systems, but not to all.',
  'not-sent': 'Not sent.',
  uncertain:
    'Nobody can tell whether it was sent: people may have got it. Look in ComCenter before you send it again.',
}

const HEADLINE = {
  'not-sent': 'not sent',
  uncertain: 'uncertain, look in ComCenter',
  sent: '',
  'dry-run': '',
  skipped: '',
}

/** Why it is not sent everywhere: each reason once, with the systems that it holds for. */
function describeFailures(results: readonly SystemResult[]): string[] {
  const failed = results.filter(({ outcome }) => outcome === 'not-sent' || outcome === 'uncertain')
  if (results.length === 1) return failed.map(({ reason }) => reason)
  const byReason = Map.groupBy(failed, ({ outcome, reason }) => `${HEADLINE[outcome]}. ${reason}`)
  return [...byReason].map(
    ([reason, same]) => `${same.map(({ systemId }) => systemId).join(', ')}: ${reason}`,
  )
}

function warnOfOddities({ systemId, notificationId, reason }: SystemResult, log: Log): void {
  const where = systemId === '' ? '' : `${systemId}: `
  if (notificationId === '') {
    log.warning(`${where}WalkMe took the notification, but its answer holds no ID, so the output is empty.`)
  }
  if (reason !== '') log.warning(`${where}${reason}`)
}
