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

// What packages ask for when they are loaded and a run never uses, and what they get in its place.
const STAND_INS: Readonly<Record<string, string>> = {
  ...nothingFor(
    // undici: HTTP/2 is off in src/http/http.ts, bodies are always text, and a SOCKS proxy is refused.
    ['./client-h2.js', './socks5-proxy-agent'],
    ['../web/fetch/body.js', '../web/fetch/formdata', '../web/webidl'],
    // Its parser for processors with SIMD. The other one, which it takes if this is none, parses as fast what is as small
    // as here.
    ['../llhttp/llhttp_simd-wasm.js'],
    // yaml: what changes a text without reading it into nodes, and the tags that its failsafe schema is without.
    ['./cst-scalar.js', './cst-stringify.js', './cst-visit.js'],
    ['./core/bool.js', './core/float.js', './core/int.js', './core/schema.js', './json/schema.js'],
    ['binary', 'omap', 'pairs', 'schema', 'set', 'timestamp'].map((name) => `./yaml-1.1/${name}.js`),
  ),
  // undici's experimental parser: it asks whether the environment wants it where src/http/http.ts has no say, for the
  // connection to a proxy.
  './parser-h1.js': '{getMiloEnabled(){}}',
  // undici again: it asks for a class of messages that are not its own, and for this limit in bytes, which
  // src/http/http.ts sets for all connections but those to a proxy.
  'node:http': '{maxHeaderSize:16384}',
}

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
  externals: { ...STAND_INS },
})

for (const [name, source] of [['index.js', code], ...sources(assets)] as const)
  writeFileSync(join(directory, name), /\.js$/.test(name) ? await minified(name, source) : source)
writeFileSync(join(directory, 'licenses.txt'), licences())

function sources(assets: Record<string, { source: string | Buffer }>): [name: string, source: string][] {
  return Object.entries(assets).map(([name, { source }]) => [name, String(source)])
}

async function minified(name: string, source: string): Promise<string> {
  // Importing @actions/github makes its context, which reads the event's file. Nobody uses it: terser may drop it.
  const { code } = await minify(withBuiltins(source), { module: true, compress: { pure_funcs: ['Context'] } })
  if (code === undefined) throw new Error(`${name} could not be minified.`)
  return compiledAtOnce(code)
}

function nothingFor(...requests: string[][]): Record<string, string> {
  return Object.fromEntries(requests.flat().map((request) => [request, '{}']))
}

/** Node's own modules as they come, without a loader in between, and stand-ins as the code that they are. */
function withBuiltins(source: string): string {
  const REQUIRE = '__WEBPACK_EXTERNAL_createRequire'
  const bound = source
    .replace(`import { createRequire as ${REQUIRE} } from "module";`, '')
    .replaceAll(new RegExp(`${REQUIRE}\\(import\\.meta\\.url\\)\\("(\\{[^"]*\\})"\\)`, 'g'), '$1')
    .replaceAll(`${REQUIRE}(import.meta.url)(`, 'process.getBuiltinModule(')
  if (bound.includes(REQUIRE)) throw new Error(`The bundler writes ${REQUIRE} in another way.`)
  return bound
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
