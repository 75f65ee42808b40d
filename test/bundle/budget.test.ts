import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect } from 'vitest'
import { runAction } from '../../runner/runner.ts'
import { test } from '../emulated.ts'
import { validInputs } from '../world.ts'
import { filesOfPlainSend, filesOfSendOnce, filesOfTypicalSend } from './loaded-files.ts'

const dist = fileURLToPath(new URL('../../dist', import.meta.url))
const read = (name: string) => readFileSync(join(dist, name), 'utf8')
const scripts = readdirSync(dist).filter((name) => name.endsWith('.js'))

const loaded = await filesOfPlainSend()
const bytes = (names: readonly string[]) => Buffer.byteLength(names.map(read).join(''))

/** Something that each package says exactly once, and whether a plain send needs the package. */
const PACKAGES: Record<string, [says: string, isNeeded: boolean]> = {
  undici: ['Request body length does not match content-length header', true],
  zod: ['Encountered Promise during synchronous parse', true],
  '@actions/core': ['ghadelimiter_', true],
  "undici's proxies": ['Proxy uri is mandatory', false],
  yaml: ['Nested mappings are not allowed in compact mappings', false],
  'temporal-polyfill': ['Cannot use valueOf', false],
  '@actions/expressions': ['Even number of parameters supplied', false],
  '@octokit/core': ['octokit-core.js/', false],
  '@actions/github': ['actions_orchestration_id/', false],
}

const count = (text: string, fragment: string) => text.split(fragment).length - 1

test('a plain send loads at most 275 kB, and all of dist/ is at most 700 kB', () => {
  expect(loaded).toContain('index.js')
  expect(bytes(loaded)).toBeLessThanOrEqual(275_000)
  expect(bytes(scripts)).toBeLessThanOrEqual(700_000)
})

test('a send with overrides loads at most 400 kB', async () => {
  expect(bytes(await filesOfTypicalSend())).toBeLessThanOrEqual(400_000)
})

test('a send with a once-key loads at most 405 kB', async () => {
  const once = await filesOfSendOnce()
  const whereOctokitIs = scripts.filter((name) => read(name).includes('octokit-core.js/'))

  expect(once).toEqual(expect.arrayContaining(whereOctokitIs))
  expect(bytes(once)).toBeLessThanOrEqual(405_000)
})

test('a connection is opened before the most of it is loaded', () => {
  expect(loaded.length).toBeGreaterThan(1)
  expect(bytes(['index.js'])).toBeLessThanOrEqual(40_000)
})

describe('each package is bundled once, and only what a plain send needs is in the part that it loads:', () => {
  for (const [name, [says, isNeeded]] of Object.entries(PACKAGES)) {
    test(name, () => {
      const where = scripts.filter((script) => count(read(script), says) > 0)
      expect(where).toHaveLength(1)
      expect(count(where.map(read).join(''), says)).toBe(1)
      expect(loaded.includes(where.join())).toBe(isNeeded)
    })
  }
})

test('there is one parser, the one that processors without SIMD can run', async ({ emulator }) => {
  // How WebAssembly begins, in base64.
  expect(count(scripts.map(read).join(''), 'AGFzbQ')).toBe(1)
  const step = await runAction({ inputs: validInputs(emulator), env: { UNDICI_NO_WASM_SIMD: '1' } })

  expect(step.outputs['outcome']).toBe('sent')
})

test('an environment that asks undici for its experimental parser is not heard', async ({ emulator }) => {
  const step = await runAction({ inputs: validInputs(emulator), env: { UNDICI_USE_MILO: '1' } })

  expect(step.outputs['outcome']).toBe('sent')
})
