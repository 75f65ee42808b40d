import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { runsIf } from '../skipped.ts'

const repository = fileURLToPath(new URL('../..', import.meta.url))
const dist = join(repository, 'dist')
const MAX_BYTES = 1_600_000

const files = (directory: string) =>
  readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(directory, name)).isFile())
    .sort()

// The release is built on Linux; elsewhere paths inside the bundle come out in another order.
const onLinux = runsIf(process.platform === 'linux', 'dist/ against its sources. It is built on Linux.')

test.runIf(onLinux)('dist/ is exactly what the sources build, and all of it is committed', () => {
  const built = mkdtempSync(join(tmpdir(), 'walkme-dist-'))
  try {
    execFileSync(process.execPath, ['scripts/bundle.ts', built], { cwd: repository })

    expect(files(dist)).toEqual(files(built))
    for (const name of files(built)) {
      // Not toEqual: nobody wants to read the difference of two bundles.
      const isSame = readFileSync(join(dist, name)).equals(readFileSync(join(built, name)))
      expect(isSame, `dist/${name} is not what the sources build: run "npm run build" and commit it`).toBe(
        true,
      )
    }
    const tracked = execFileSync('git', ['ls-files', 'dist'], { cwd: repository, encoding: 'utf8' })
    expect(tracked.trim().split('\n')).toEqual(files(built).map((name) => `dist/${name}`))
  } finally {
    rmSync(built, { recursive: true })
  }
})

test('dist/ stays within its size, licences aside', () => {
  const bytes = files(dist)
    .filter((name) => name !== 'licenses.txt')
    .reduce((sum, name) => sum + statSync(join(dist, name)).size, 0)

  expect(bytes).toBeLessThan(MAX_BYTES)
})
