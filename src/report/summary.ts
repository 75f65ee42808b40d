import { type Diagnostic, formatDiagnostic } from '../diagnostics.ts'
import type { Log } from '../log/log.ts'
import { seconds } from '../text.ts'
import type { SystemResult } from '../walkme/result.ts'
import type { Report } from './report.ts'
import {
  code,
  type EscapeHtml,
  headerRow,
  notificationTable,
  overrideTable,
  type Rows,
  type ShownSchedule,
  utc,
} from './summary-notification.ts'
import { asHtml } from './summary-text.ts'
import { explainedOn, explanation, headline, nextSteps, OUTCOME } from './summary-words.ts'

/** The content of a job summary. All of it is HTML, in which text from outside is escaped. */
export interface SummaryContent {
  heading: string
  /** Empty parts of a section are left out, and so are empty sections. */
  sections: Section[]
}

interface Section {
  title?: string
  paragraphs?: string[]
  list?: string[]
  table?: Rows
}

// GitHub drops the whole summary if it has more than 1 MiB.
const MAX_BYTES = 256 * 1024
// How much of each text is shown, in UTF-16 units: the first of these with which the summary is small enough.
const TEXT_LIMITS = [2_000, 1_000, 500, 200, 100, 50] as const
const MAX_LISTED_ERRORS = 50
const NONE = '–'

/**
 * The summary of a run whose inputs were valid.
 *
 * @param schedule the zone in which times are shown, besides UTC, and from when the start was moved
 */
export function summaryOf(
  report: Report,
  schedule: ShownSchedule | undefined,
  escapeHtml: EscapeHtml,
): SummaryContent {
  // The bodies differ only in their systems.
  const notification = report.payload[0]?.notification
  return {
    heading: `WalkMe notification: ${headline(report)}`,
    sections: [
      { paragraphs: explanation(report) },
      {
        paragraphs:
          report.onceKey && report.results.some(({ outcome }) => outcome === 'sent')
            ? [`People receive it once for the key ${code(report.onceKey, escapeHtml)}.`]
            : [],
      },
      reasonsSection(report, escapeHtml),
      { title: 'What to do next', paragraphs: nextSteps(report, escapeHtml) },
      {
        title: 'The notification',
        table: notification
          ? [...notificationTable(notification, schedule ?? {}, escapeHtml), ...sentRow(report)]
          : [],
      },
      { title: 'Placeholders', table: notification ? overrideTable(notification, escapeHtml) : [] },
      { title: 'Systems', table: systemTable(report, escapeHtml) },
    ],
  }
}

/**
 * The summary of a run whose inputs have mistakes.
 *
 * @param troubleshooting HTML that names or links the troubleshooting page
 */
export function summaryOfErrors(
  errors: readonly Diagnostic[],
  escapeHtml: EscapeHtml,
  troubleshooting?: string,
): SummaryContent {
  const list = errors.slice(0, MAX_LISTED_ERRORS).map((error) => escapeHtml(formatDiagnostic(error)))
  const more = errors.length - list.length
  if (more > 0) list.push(`There are ${more} more, listed in the log of this step.`)
  const paragraphs = troubleshooting === undefined ? [] : [explainedOn(troubleshooting)]
  return {
    heading: 'WalkMe notification: not sent, there are mistakes in the inputs',
    sections: [{ list }, { paragraphs }],
  }
}

/** Writes a job summary. If it cannot be written, logs a warning. */
export function writeSummary(
  contentWith: (escapeHtml: EscapeHtml) => SummaryContent,
  log: Log,
): Promise<void> {
  return log.summary((summary) => {
    const { heading, sections } = withinBytes(MAX_BYTES, (limit) =>
      contentWith((text) => asHtml(log.redact(text), limit)),
    )
    summary.addHeading(heading, 2)
    for (const { title, paragraphs = [], list = [], table = [] } of sections) {
      if (title !== undefined && paragraphs.length + list.length + table.length > 0)
        summary.addHeading(title, 3)
      for (const paragraph of paragraphs) summary.addRaw(`<p>${paragraph}</p>`, true)
      if (list.length > 0) summary.addList(list)
      if (table.length > 0) summary.addTable(table)
    }
  })
}

function withinBytes(bytes: number, contentWith: (limit: number) => SummaryContent): SummaryContent {
  const [mostText, ...lessText] = TEXT_LIMITS
  let content = contentWith(mostText)
  for (const limit of lessText) {
    if (Buffer.byteLength(JSON.stringify(content)) <= bytes) break
    content = contentWith(limit)
  }
  return content
}

/** When it was sent, or when the last try ended that may have sent it. Empty if this run sent nothing. */
function sentRow({ results, endedAt }: Report): Rows {
  if (endedAt === undefined) return []
  const outcomes = new Set(results.flatMap(({ outcome, attempts }) => (attempts > 0 ? outcome : [])))
  const isSent = outcomes.has('sent') || outcomes.has('preview')
  if (!isSent && !outcomes.has('uncertain')) return []
  const name = isSent ? 'Sent' : 'If sent, before'
  return [[{ data: name, header: true }, utc(new Date(endedAt))]]
}

/** The reasons for the outcomes: each once, with the systems that it applies to if those are not all. */
function reasonsSection({ results }: Report, escapeHtml: EscapeHtml): Section {
  const groups = Map.groupBy(results, ({ outcome, reason }) => JSON.stringify([outcome, reason]))
  const withReason = [...groups.values()].flatMap((group) => {
    const { outcome = 'sent', reason = '' } = group[0] ?? {}
    return reason === '' ? [] : [{ outcome, reason, systems: group.map(({ systemId }) => systemId) }]
  })
  if (groups.size === 1) return { paragraphs: withReason.map(({ reason }) => escapeHtml(reason)) }
  return {
    list: withReason.map(({ outcome, reason, systems }) => {
      const named = systems.map((systemId) => code(systemId, escapeHtml)).join(', ')
      return `${named}: <strong>${OUTCOME[outcome]}</strong>. ${escapeHtml(reason)}`
    }),
  }
}

function systemTable({ results }: Report, escapeHtml: EscapeHtml): Rows {
  const rows = results.map((result) => [
    result.systemId === '' ? "<em>the account's system</em>" : code(result.systemId, escapeHtml),
    outcomeCell(result.outcome),
    result.notificationId === '' ? NONE : code(result.notificationId, escapeHtml),
    result.httpStatus === null ? NONE : String(result.httpStatus),
    result.attempts === 0 ? NONE : String(result.attempts),
    result.attempts === 0 ? NONE : seconds(result.milliseconds),
  ])
  return [headerRow('System', 'Outcome', 'Notification ID', 'HTTP status', 'Attempts', 'Time'), ...rows]
}

function outcomeCell(outcome: SystemResult['outcome']): string {
  const isFailure = outcome === 'not-sent' || outcome === 'uncertain'
  return isFailure ? `<strong>${OUTCOME[outcome]}</strong>` : OUTCOME[outcome]
}
