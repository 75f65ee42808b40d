import { type Core, createLog } from '../../src/log/log.ts'
import type { Notification } from '../../src/notification/notification.ts'
import { createReport, type Report } from '../../src/report/report.ts'
import { type SummaryContent, writeSummary } from '../../src/report/summary.ts'
import type { EscapeHtml } from '../../src/report/summary-notification.ts'
import { type SystemResult, unsent } from '../../src/walkme/result.ts'
import { summaryInto } from '../world.ts'

/** A notification with every member that a summary shows. */
export const announcement: Notification = {
  templateId: '75cfcba6-c320-42cb-938e-4c2bd08a43a3',
  audiencesIds: ['cf0bd4c1-86fd-4c79-a46a-c730d6789e63', '0b9e6c0e-6f0b-4f6d-9d1f-3a8d4f1f6a11'],
  endUsersIds: ['user-7@example.com', 'user-8@example.com', 'user-9@example.com'],
  notificationType: 'popup',
  title: 'CRM 4.10',
  runtimeTitle: 'CRM 4.10 is live',
  runtimeDescription: 'New today:\n- Find an account by its phone number\n\nReload the page.',
  startAt: '2026-12-01T09:00:00+02:00',
  endAt: '2026-12-24T22:30:15+00:00',
  override: [
    { key: 'VERSION', value: '4.10' },
    { key: '##URL##', value: 'https://crm.example.com/releases/4.10' },
    { key: 'NOTE', value: '' },
  ],
}

/** A report of a result for each system; what is left out of a result is as if nothing had been tried. */
export function reportOf(results: Partial<SystemResult>[], notification = announcement): Report {
  const bodies = results.map(({ systemId = '' }) => ({
    notification: systemId === '' ? notification : { systemId, ...notification },
  }))
  return createReport(
    bodies,
    results.map((result, index) => ({
      ...unsent(bodies[index] ?? { notification }, 'not-sent', ''),
      ...result,
    })),
  )
}

/** A toolkit that writes nothing, but for what a test gives it. */
export function quietCore(parts: Partial<Core>): Core {
  const quiet = () => {}
  return {
    ...{ setSecret: quiet, setOutput: quiet, startGroup: quiet, endGroup: quiet },
    ...{ error: quiet, warning: quiet, notice: quiet, info: quiet, debug: quiet },
    summary: summaryInto([]),
    ...parts,
  }
}

/** What is written into the job summary, Markdown. */
export async function written(
  content: (escapeHtml: EscapeHtml) => SummaryContent,
  secrets: string[] = [],
): Promise<string> {
  const summaries: string[] = []
  const core = quietCore({
    summary: summaryInto(summaries),
    warning(problem) {
      throw new Error(String(problem))
    },
  })
  const log = createLog(core, { GITHUB_STEP_SUMMARY: 'here' })
  for (const secret of secrets) log.hide(secret)
  await writeSummary(content, log)
  return summaries.join('')
}
