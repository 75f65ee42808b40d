import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ncc from '@vercel/ncc'
import { minify } from 'terser'
import * as z from 'zod'

// Builds the action into a directory: `node scripts/bundle.ts dist`.
const repository = fileURLToPath(new URL('..', import.meta.url))
const [directory = 'dist'] = process.argv.slice(2)

// A chunk of an earlier build would stay behind.
rmSync(directory, { recursive: true, force: true })
mkdirSync(directory, { recursive: true })

const { code, assets } = await ncc(join(repository, 'src/index.ts'), {
  minify: true,
  transpileOnly: true,
  cache: false,
  quiet: true,
  externals: {
    // undici's experimental parser is off in src/walkme/http.ts, and this file does not exist.
    '../milo/simd.js': './no-milo.cjs',
    '../milo/no-simd.js': './no-milo.cjs',
    // For the few processors without SIMD: copied below, loaded only there.
    '../llhttp/llhttp-wasm.js': './llhttp-wasm.cjs',
  },
})
writeFileSync(join(directory, 'index.js'), code)
for (const [name, { source }] of Object.entries(assets)) writeFileSync(join(directory, name), source)
copyFileSync(
  join(repository, 'node_modules/undici/lib/llhttp/llhttp-wasm.js'),
  join(directory, 'llhttp-wasm.cjs'),
)

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
