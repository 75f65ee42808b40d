import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import rehypeStringify from 'rehype-stringify'
import { unified } from 'unified'
import { summaryOf } from '../src/report/summary.ts'
import { render } from '../test/report/github.ts'
import { announcement, reportOf, written } from '../test/report/reports.ts'
import { notificationPage, type Theme } from './notification-image.ts'

// Draws the pictures of the README, docs/images, each for GitHub's two themes. It needs the programs chromium and pngquant, which CI does not have.
const run = promisify(execFile)

/** CSS pixels, about as wide as GitHub shows a README. */
const WIDTH = 900
const SCALE = '1.25'
const COLOURS = '10'

// A browser that does nothing but draw: no sandbox to ask for, no calls home.
const FLAGS = [
  ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
  ...['--hide-scrollbars', `--force-device-scale-factor=${SCALE}`],
]

const { override: _override, title: _title, ...notification } = announcement
const report = reportOf(
  [
    {
      systemId: 'crm-eu',
      outcome: 'sent',
      notificationId: '8f14e45f-ceea-467f-9d2c-6b1f0e5a7c31',
      httpStatus: 200,
      attempts: 1,
      milliseconds: 92,
    },
    {
      systemId: 'crm-asia',
      httpStatus: 403,
      attempts: 1,
      reason:
        'WalkMe did not accept the notification (HTTP 403, Forbidden). The API key lacks a permission: under API ' +
        'Keys, in the Admin Center or the Console, it needs the Notification API with Write.',
      milliseconds: 88,
    },
    {
      systemId: 'crm-test',
      outcome: 'uncertain',
      attempts: 1,
      reason: 'The connection broke before an answer came (ECONNRESET).',
      milliseconds: 2_310,
    },
  ],
  {
    ...notification,
    audiencesIds: ['cf0bd4c1-86fd-4c79-a46a-c730d6789e63'],
    runtimeDescription: 'New: find an account by its phone number.',
    endAt: '2026-12-15T18:00:00+01:00',
  },
)

/** A page in one of GitHub's two themes. */
async function summaryPage(markdown: string, theme: Theme): Promise<string> {
  const stylesheet = new URL(import.meta.resolve(`github-markdown-css/github-markdown-${theme}.css`))
  const css = await readFile(stylesheet, 'utf8')
  const body = unified().use(rehypeStringify).stringify(render(markdown))
  return `<!doctype html><meta charset="utf-8"><title></title>
<style>${css} body { margin: 0; padding: 16px 24px; }</style>
<body class="markdown-body">${body}</body>
<script>document.title = document.documentElement.offsetHeight</script>`
}

/** Takes a picture (PNG) of a whole page and gives it few colours. */
async function draw(html: string, picture: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'walkme-picture-'))
  const file = join(folder, 'page.html')
  const browse = (height: number, ...what: string[]) =>
    run('chromium', [
      ...FLAGS,
      `--user-data-dir=${join(folder, `profile-${height}`)}`,
      `--window-size=${WIDTH},${height}`,
      ...what,
      pathToFileURL(file).href,
    ])
  try {
    await writeFile(file, html)
    // The browser only takes pictures of a size that it is told, so the page tells its height first.
    const { stdout } = await browse(600, '--dump-dom')
    const [, height] = /<title>(\d+)<\/title>/.exec(stdout) ?? []
    if (height === undefined) throw new Error('The browser did not tell how high the page is.')
    await browse(Number(height), `--screenshot=${picture}`)
    await run('pngquant', [
      '--force',
      '--speed=1',
      '--nofs',
      '--strip',
      '--output',
      picture,
      COLOURS,
      picture,
    ])
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}

const markdown = await written((escapeHtml) => summaryOf(report, { timeZone: 'Europe/Berlin' }, escapeHtml))
for (const theme of ['light', 'dark'] as const) {
  const suffix = theme === 'light' ? '' : '-dark'
  const pages = {
    [`docs/images/notification${suffix}.png`]: notificationPage(theme),
    [`docs/images/summary${suffix}.png`]: await summaryPage(markdown, theme),
  }
  for (const [name, html] of Object.entries(pages)) {
    const picture = fileURLToPath(new URL(`../${name}`, import.meta.url))
    await draw(html, picture)
    console.log(`${name}: ${(await stat(picture)).size} bytes`)
  }
}
