import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import ncc from '@vercel/ncc'
import { parse } from 'acorn'
import { simple } from 'acorn-walk'
import { minify } from 'terser'
import * as z from 'zod'

// Builds the action into a directory: `node scripts/bundle.ts dist`.
const repository = fileURLToPath(new URL('..', import.meta.url))
const directory = resolve(process.argv[2] ?? 'dist')

// A chunk of an earlier build would stay behind.
rmSync(directory, { recursive: true, force: true })
mkdirSync(directory, { recursive: true })

// ncc has no other aliases than the paths of the tsconfig.json in its working directory.
process.chdir(join(repository, 'scripts/bundle'))
const { code, assets } = await ncc(resolve('entry.ts'), {
  // Its minifier only renames; terser's also drops what is never used: 320 kB instead of 433.
  minify: false,
  transpileOnly: true,
  cache: false,
  quiet: true,
  // undici asks for these files with a way out for where they cannot be had; none of them exists.
  externals: {
    // Its experimental parser is off in src/http/http.ts.
    '../milo/simd.js': './no-milo.cjs',
    '../milo/no-simd.js': './no-milo.cjs',
    // One parser for all: the one for processors without SIMD, which parses as fast what is as small as here.
    '../llhttp/llhttp_simd-wasm.js': './no-simd.cjs',
  },
})

for (const [name, source] of [['index.js', code], ...sources(assets)] as const)
  writeFileSync(join(directory, name), /\.js$/.test(name) ? await minified(name, source) : source)
writeFileSync(join(directory, 'licenses.txt'), licences())

function sources(assets: Record<string, { source: string | Buffer }>): [name: string, source: string][] {
  return Object.entries(assets).map(([name, { source }]) => [name, String(source)])
}

async function minified(name: string, source: string): Promise<string> {
  // Importing @actions/github makes its context, which reads the event's file. Nobody uses it: terser may drop it.
  const { code } = await minify(source, { module: true, compress: { pure_funcs: ['Context'] } })
  if (code === undefined) throw new Error(`${name} could not be minified.`)
  return compiledAtOnce(code)
}

/**
 * Puts the bundled modules, which are functions, into parentheses. By these V8 knows what is called at once, and does
 * not read it a first time only to find its end: a tenth of the time of a plain send.
 */
function compiledAtOnce(code: string): string {
  const marks: [at: number, mark: string][] = []
  simple(parse(code, { ecmaVersion: 'latest', sourceType: 'module' }), {
    Property({ key, value }) {
      if (key.type === 'Literal' && typeof key.value === 'number' && value.type === 'ArrowFunctionExpression')
        marks.push([value.start, '('], [value.end, ')'])
    },
  })
  return marks
    .toSorted(([a], [b]) => b - a)
    .reduce((text, [at, mark]) => text.slice(0, at) + mark + text.slice(at), code)
}

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
