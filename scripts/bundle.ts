import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { minify } from 'terser'
import * as z from 'zod'

// Builds the action into a directory: `node scripts/bundle.ts dist`.
const repository = fileURLToPath(new URL('..', import.meta.url))
const [directory = 'dist'] = process.argv.slice(2)

// A chunk of an earlier build would stay behind.
rmSync(directory, { recursive: true, force: true })
const ncc = join(repository, 'node_modules/@vercel/ncc/dist/ncc/cli.js')
// undici's experimental parser is off in src/walkme/http.ts; its WebAssembly would be a fifth of the bundle.
const neverLoaded = ['../milo/simd.js', '../milo/no-simd.js'].flatMap((name) => ['--external', name])
const flags = ['--minify', '--transpile-only', '--no-cache', '--quiet', ...neverLoaded, '--out', directory]
execFileSync(process.execPath, [ncc, 'build', join(repository, 'src/index.ts'), ...flags], {
  stdio: 'inherit',
  cwd: repository,
})
// ncc minifies the entry only.
for (const name of readdirSync(directory).filter((name) => /^\d+\.index\.js$/.test(name))) {
  const path = join(directory, name)
  const { code } = await minify(readFileSync(path, 'utf8'), { module: true })
  if (code === undefined) throw new Error(`${name} could not be minified.`)
  writeFileSync(path, code)
}
writeFileSync(join(directory, 'licenses.txt'), licences())

/** The licences of all that may be in the bundle. ncc's own file holds those of one chunk only. */
function licences(): string {
  const lock = z
    .object({
      packages: z.record(
        z.string(),
        z.object({ dev: z.boolean().optional(), license: z.string().optional() }),
      ),
    })
    .parse(JSON.parse(readFileSync(join(repository, 'package-lock.json'), 'utf8')))
  const shipped = Object.entries(lock.packages).filter(([path, { dev }]) => path !== '' && !dev)
  return shipped
    .map(([path, { license }]) => `${path.split('node_modules/').at(-1)}\n${license}\n${licenceText(path)}`)
    .join('\n\n')
}

function licenceText(path: string): string {
  const file = readdirSync(join(repository, path)).find((name) => /^licen[cs]e(\.\w+)?$/i.test(name))
  return file === undefined ? '' : readFileSync(join(repository, path, file), 'utf8').replaceAll('\r\n', '\n')
}
