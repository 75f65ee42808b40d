import { type Findings, mistakesIn, sentence } from '../findings.ts'
import type { SendBody } from '../notification/notification.ts'
import type { Log } from './log.ts'

/** What became of the notification for one system. */
export interface SystemResult {
  /** As given; empty where the account has but one system and none was named. */
  systemId: string
  outcome: 'sent' | 'not-sent' | 'uncertain' | 'dry-run' | 'skipped'
  /** The ID that WalkMe returned; empty where it returned none. */
  notificationId: string
  /** The status of the last answer to the send, null where none came. */
  httpStatus: number | null
  /** How often the send was tried. */
  attempts: number
  /** Why it is not `sent`, or what was odd about it; a sentence, or empty. */
  reason: string
  /** WalkMe's body of the last answer to the send, cut at 4 KiB. */
  response: string
}

/** What became of the whole run. */
export interface Report {
  outcome: 'sent' | 'partial' | 'not-sent' | 'uncertain' | 'dry-run' | 'skipped'
  results: SystemResult[]
  /** The request bodies, as sent or as they would be. */
  payload: SendBody[]
}

/** The names of the outputs, in the order of `action.yml`. */
export const OUTPUT_NAMES = ['outcome', 'notification-id', 'notification-ids', 'results', 'payload'] as const

const MAX_RESPONSE = 4 * 1024

// GitHub shows ten errors a step and drops the rest without a word.
const MAX_ANNOTATIONS = 10

/** Sets the outputs: always all of them, as far as they are known. */
export function setOutputs(report: Report, log: Log): void {
  const values = outputs(redactAll(report, log))
  for (const name of OUTPUT_NAMES) log.output(name, values[name])
}

function outputs({ outcome, results, payload }: Report): Record<(typeof OUTPUT_NAMES)[number], string> {
  return {
    outcome,
    'notification-id': results.find((result) => result.outcome === 'sent')?.notificationId ?? '',
    'notification-ids': JSON.stringify(results.map((result) => result.notificationId)),
    results: JSON.stringify(results.map((result) => ({ ...result, response: cut(result.response) }))),
    payload: JSON.stringify(payload),
  }
}

/** Each text is redacted before it becomes part of JSON, which writes quotes and the like in another way. */
function redactAll(report: Report, log: Log): Report {
  const redacted = (key: string, value: unknown) =>
    typeof value === 'string' && key !== 'outcome' ? log.redact(value) : value
  return JSON.parse(JSON.stringify(report, redacted))
}

function cut(text: string): string {
  const bytes = Buffer.from(text, 'utf8')
  if (bytes.length <= MAX_RESPONSE) return text
  // Decoding as a stream holds back the character that the cut may have split.
  return new TextDecoder().decode(bytes.subarray(0, MAX_RESPONSE), { stream: true })
}

/** Reports what reading found: warnings, then mistakes, the tenth saying how many more the log holds. */
export function tellFindings(found: Findings, log: Log): void {
  for (const finding of found) if (finding.level === 'warning') log.warning(sentence(finding))

  const mistakes = mistakesIn(found).map(sentence)
  const shown = mistakes.length > MAX_ANNOTATIONS ? MAX_ANNOTATIONS - 1 : mistakes.length
  for (const text of mistakes.slice(0, shown)) log.error(text)
  const rest = mistakes.slice(shown)
  if (rest.length > 0) {
    log.error(`There are ${rest.length} more mistakes, listed in the log of this step.`)
    for (const text of rest) log.info(text)
  }
}

/** Tells the outcome in the log, as one annotation where it failed, and returns the exit code. */
export function announce({ outcome, results }: Report, failOnError: boolean, log: Log): 0 | 1 {
  const reason = results.map((result) => result.reason).find((text) => text !== '') ?? ''
  switch (outcome) {
    case 'sent': {
      const id = results[0]?.notificationId
      log.info(`Sent: ${id ? `notification ${id}` : 'WalkMe took the notification'}`)
      if (!id)
        log.warning('WalkMe took the notification, but its answer holds no ID: "notification-id" is empty.')
      return 0
    }
    case 'dry-run':
      log.notice(`Dry run: nothing was sent. ${reason}`)
      return 0
    case 'skipped':
      log.notice(`Skipped: nothing was sent. ${reason}`)
      return 0
    default: {
      const message = `${FAILURE[outcome]} ${reason}`
      if (failOnError) log.error(message, 'WalkMe notification')
      else log.warning(message)
      return failOnError ? 1 : 0
    }
  }
}

const FAILURE = {
  partial: 'Sent to some systems only.',
  'not-sent': 'Not sent.',
  uncertain:
    'Nobody can tell whether it was sent: people may have got it. Look in ComCenter before you send it again.',
}
