import { execFile } from 'node:child_process'
import { access, constants, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

// A browser that does nothing but draw: no sandbox to ask for, no profile, no calls home.
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--hide-scrollbars',
]

/** The Chromium or Chrome on `PATH`; undefined where there is none. */
export async function findBrowser(path: string): Promise<string | undefined> {
  const candidates = path.split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)))
  for (const candidate of candidates) {
    const isThere = await access(candidate, constants.X_OK).then(
      () => true,
      () => false,
    )
    if (isThere) return candidate
  }
  return undefined
}

/** Takes a picture (PNG) of a whole HTML page, as high as the page is, two pixels for each of CSS's. */
export async function takePicture(browser: string, html: string, width: number): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'walkme-picture-'))
  try {
    const page = join(folder, 'page.html')
    // The browser only takes pictures of a size that it is told, so the page tells its height first.
    const tellHeight = '<script>document.title = document.documentElement.offsetHeight</script>'
    await writeFile(page, html + tellHeight)
    const draw = (height: number, ...what: string[]) =>
      run(browser, [
        ...FLAGS,
        `--user-data-dir=${join(folder, `profile-${height}`)}`,
        '--force-device-scale-factor=2',
        `--window-size=${width},${height}`,
        ...what,
        pathToFileURL(page).href,
      ])
    const { stdout } = await draw(600, '--dump-dom')
    const [, height] = /<title>(\d+)<\/title>/.exec(stdout) ?? []
    if (height === undefined) throw new Error('The browser did not tell how high the page is.')
    const picture = join(folder, 'picture.png')
    await draw(Number(height), `--screenshot=${picture}`)
    return await readFile(picture)
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}
