import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as z from 'zod'

const coverageSchema = z.object({ result: z.array(z.object({ url: z.string() })) })

/**
 * The names of the files of `dist/` that a process loads, by V8's own account.
 *
 * @param run runs the bundle with these variables on top of its environment
 */
export async function loadedFiles(
  run: (env: { NODE_V8_COVERAGE: string }) => Promise<unknown>,
): Promise<string[]> {
  const directory = mkdtempSync(join(tmpdir(), 'walkme-loaded-'))
  try {
    await run({ NODE_V8_COVERAGE: directory })
    const urls = readdirSync(directory).flatMap((name) =>
      coverageSchema
        .parse(JSON.parse(readFileSync(join(directory, name), 'utf8')))
        .result.map(({ url }) => url),
    )
    const files = urls.filter((url) => url.startsWith('file:')).map((url) => basename(fileURLToPath(url)))
    return [...new Set(files)].sort()
  } finally {
    rmSync(directory, { recursive: true })
  }
}
