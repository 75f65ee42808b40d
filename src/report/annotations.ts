import { type Diagnostic, type Diagnostics, errorsIn, formatDiagnostic } from '../diagnostics.ts'
import type { Log } from '../log/log.ts'
import type { SendBody } from '../notification/notification.ts'
import { describeBug } from '../walkme/bug.ts'
import { type SystemResult, unsent } from '../walkme/result.ts'
import type { Report } from './report.ts'

// GitHub shows ten errors per step and silently drops the rest.
const MAX_ANNOTATIONS = 10

// Nobody reads more at once, and a file can have as many errors as characters.
const MAX_LISTED = 200

/** Logs the diagnostics: warnings, then errors. If there are more than ten errors, the tenth says how many more are in the log. */
export function reportDiagnostics(diagnostics: Diagnostics, log: Log): void {
  for (const diagnostic of diagnostics)
    if (diagnostic.level === 'warning') log.warning(formatDiagnostic(diagnostic), diagnostic.location)

  const errors = errorsIn(diagnostics)
  const shown = errors.length > MAX_ANNOTATIONS ? MAX_ANNOTATIONS - 1 : errors.length
  for (const error of errors.slice(0, shown)) log.error(formatDiagnostic(error), error.location)
  const rest: Diagnostic[] = errors.slice(shown)
  if (rest.length > 0) {
    log.error(`There are ${rest.length} more mistakes, listed in the log of this step.`)
    for (const error of rest.slice(0, MAX_LISTED)) log.info(formatDiagnostic(error))
    if (rest.length > MAX_LISTED) log.info(`And ${rest.length - MAX_LISTED} more.`)
  }
}

/** Logs the outcome, as one annotation unless it was sent, and returns the exit code. */
export function reportOutcome({ outcome, results }: Report, failOnError: boolean, log: Log): 0 | 1 {
  for (const result of results)
    if (result.outcome === 'sent' || result.outcome === 'preview') warnAboutResult(result, log)
  switch (outcome) {
    case 'sent':
      return 0
    case 'preview':
      log.notice(
        'Preview: only the people in "preview-to" got it. For everybody, write "preview-to: nobody" or leave it out.',
      )
      return 0
    case 'dry-run':
    case 'skipped':
      log.notice(
        `${outcome === 'dry-run' ? 'Dry run' : 'Skipped'}: nothing was sent. ${results[0]?.reason ?? ''}`,
      )
      return 0
    default: {
      const failed = results.filter(
        (result) => result.outcome === 'not-sent' || result.outcome === 'uncertain',
      )
      // Under a once-key, the advice for each system replaces the general one.
      const hasAdvice = outcome === 'uncertain' && failed.every(({ advice }) => advice !== undefined)
      const message = [hasAdvice ? [] : FAILURE[outcome], ...describeFailures(failed, results.length)]
        .flat()
        .join(' ')
      if (failOnError) log.error(message)
      else log.warning(message)
      return failOnError ? 1 : 0
    }
  }
}

/**
 * The results after an exception outside of the deliveries, which is always a bug of the action. A system without a
 * result is `uncertain`.
 */
export function resultsDespiteBug(
  bug: unknown,
  payload: readonly SendBody[],
  known: ReadonlyMap<SendBody, SystemResult>,
): SystemResult[] {
  return payload.map((body) => {
    const { sentence } = describeBug(bug, body.notification.endUsersIds)
    return known.get(body) ?? { ...unsent(body, 'not-sent', sentence), outcome: 'uncertain' }
  })
}

/** Logs an exception, which is always a bug of the action, after what it came to, and returns the exit code. */
export function reportBug(bug: unknown, { outcome, payload }: Report, log: Log): 1 {
  const endUserIds = payload.flatMap(({ notification }) => notification.endUsersIds ?? [])
  const { sentence, stack } = describeBug(bug, [...new Set(endUserIds)])
  log.error(`${hasFailed(outcome) ? FAILURE[outcome] : `The outcome is "${outcome}".`} ${sentence}`)
  log.debug(stack)
  return 1
}

const FAILURE = {
  partial: 'Sent to some systems, but not to all.',
  'not-sent': 'Not sent.',
  uncertain:
    'Nobody can tell whether it was sent: people may have got it. Look in ComCenter before you send it again.',
}

function hasFailed(outcome: Report['outcome']): outcome is keyof typeof FAILURE {
  return Object.hasOwn(FAILURE, outcome)
}

const HEADLINE = {
  'not-sent': 'not sent',
  uncertain: 'uncertain, look in ComCenter',
  sent: '',
  preview: '',
  'dry-run': '',
  skipped: '',
}

/** Why it was not sent to every system: each reason once, with the systems that it applies to. */
function describeFailures(failed: readonly SystemResult[], systems: number): string[] {
  const words = ({ reason, advice = '' }: SystemResult) => `${reason} ${advice}`.trim()
  if (systems === 1) return failed.map(words)
  const byReason = Map.groupBy(failed, (result) => {
    const { outcome, advice } = result
    return `${advice === undefined ? HEADLINE[outcome] : outcome}. ${words(result)}`
  })
  return [...byReason].map(
    ([reason, group]) => `${group.map(({ systemId }) => systemId).join(', ')}: ${reason}`,
  )
}

function warnAboutResult({ systemId, notificationId, reason }: SystemResult, log: Log): void {
  const where = systemId === '' ? '' : `${systemId}: `
  if (notificationId === '') {
    log.warning(`${where}WalkMe took the notification, but its answer has no ID, so the output is empty.`)
  }
  if (reason !== '') log.warning(`${where}${reason}`)
}
