import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as core from '@actions/core'
import rehypeStringify from 'rehype-stringify'
import { unified } from 'unified'
import { createLog } from '../src/log/log.ts'
import type { Notification } from '../src/notification/notification.ts'
import { createReport } from '../src/report/report.ts'
import { summaryOf, writeSummary } from '../src/report/summary.ts'
import type { SystemResult } from '../src/walkme/result.ts'
import { render } from '../test/report/github.ts'
import { withFewColours } from './palette.ts'
import { findBrowser, takePicture } from './picture.ts'

const WIDTH = 980
const MOST_BYTES = 150_000

const notification: Notification = {
  templateId: '75cfcba6-c320-42cb-938e-4c2bd08a43a3',
  audiencesIds: ['cf0bd4c1-86fd-4c79-a46a-c730d6789e63', '0b9e6c0e-6f0b-4f6d-9d1f-3a8d4f1f6a11'],
  endUsersIds: ['user-1@example.com', 'user-2@example.com', 'user-3@example.com'],
  notificationType: 'popup',
  runtimeTitle: 'CRM 4.10 is live',
  runtimeDescription: 'New today:\n- Find an account by its phone number\n- Export any list to Excel',
  startAt: '2026-12-01T08:00:00+01:00',
  endAt: '2026-12-15T18:00:00+01:00',
  override: [
    { key: '###VERSION###', value: '4.10' },
    { key: '##URL##', value: 'https://crm.example.com/releases/4.10' },
  ],
}

const nothing = { notificationId: '', reason: '', response: '' }
const results: SystemResult[] = [
  { ...sent('crm-europe', 92), notificationId: '8f14e45f-ceea-467f-9d2c-6b1f0e5a7c31' },
  { ...sent('crm-americas', 104), notificationId: 'c9f0f895-fb98-4b91-a3f5-2d7e8c6b1a40' },
  {
    ...nothing,
    systemId: 'crm-asia',
    outcome: 'not-sent',
    httpStatus: 403,
    attempts: 1,
    reason:
      'WalkMe did not take the notification (HTTP 403, Forbidden). The API key lacks the right: in the Admin ' +
      'Center, under API Keys, it needs the Notification API with Write.',
    milliseconds: 88,
  },
  {
    ...nothing,
    systemId: 'crm-training',
    outcome: 'uncertain',
    httpStatus: null,
    attempts: 1,
    reason: 'The connection broke before an answer came (ECONNRESET).',
    milliseconds: 2_310,
  },
]

function sent(systemId: string, milliseconds: number): SystemResult {
  return { ...nothing, systemId, outcome: 'sent', httpStatus: 200, attempts: 1, milliseconds }
}

/** The job summary of a run that reached two of four systems, as the toolkit writes it. */
async function summary(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'walkme-summary-'))
  try {
    const file = join(folder, 'summary.md')
    await writeFile(file, '')
    // The toolkit reads it from here.
    process.env['GITHUB_STEP_SUMMARY'] = file
    const payload = results.map(({ systemId }) => ({ notification: { systemId, ...notification } }))
    const log = createLog(core, process.env)
    await writeSummary((say) => summaryOf(createReport(payload, results), 'Europe/Berlin', say), log)
    const markdown = await readFile(file, 'utf8')
    if (markdown === '') throw new Error('The summary was not written.')
    return markdown
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** A page in one of GitHub's two dresses. */
async function page(markdown: string, dress: 'light' | 'dark'): Promise<string> {
  const stylesheet = new URL(import.meta.resolve(`github-markdown-css/github-markdown-${dress}.css`))
  const css = await readFile(stylesheet, 'utf8')
  const body = unified().use(rehypeStringify).stringify(render(markdown))
  return `<!doctype html><meta charset="utf-8"><title></title>
<style>${css} body { margin: 0; padding: 24px 32px; }</style>
<body class="markdown-body">${body}</body>`
}

const browser = await findBrowser(process.env['PATH'] ?? '')
if (browser === undefined) {
  console.error(
    'There is no chromium, chromium-browser or google-chrome on PATH. Install one to draw the images.',
  )
  process.exitCode = 1
} else {
  const markdown = await summary()
  for (const dress of ['light', 'dark'] as const) {
    const picture = withFewColours(await takePicture(browser, await page(markdown, dress), WIDTH))
    if (picture.length > MOST_BYTES) throw new Error(`The picture must not be over ${MOST_BYTES} bytes.`)
    const name = `docs/images/${dress === 'light' ? 'summary' : 'summary-dark'}.png`
    await writeFile(new URL(`../${name}`, import.meta.url), picture)
    console.log(`${name}: ${picture.length} bytes`)
  }
}
