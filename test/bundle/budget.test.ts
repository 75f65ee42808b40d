import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect } from 'vitest'
import { runAction } from '../../runner/runner.ts'
import { test } from '../emulated.ts'
import { validInputs } from '../world.ts'
import { filesOfPlainSend } from './plain-send.ts'

const dist = fileURLToPath(new URL('../../dist', import.meta.url))
const read = (name: string) => readFileSync(join(dist, name), 'utf8')
const scripts = readdirSync(dist).filter((name) => name.endsWith('.js'))

const loaded = await filesOfPlainSend()

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
}

const count = (text: string, fragment: string) => text.split(fragment).length - 1

test('the part that a plain send loads is at most 350 kB, and all of dist/ 650 kB', () => {
  expect(loaded).toContain('index.js')
  expect(Buffer.byteLength(loaded.map(read).join(''))).toBeLessThanOrEqual(350_000)
  expect(Buffer.byteLength(scripts.map(read).join(''))).toBeLessThanOrEqual(650_000)
})

test('a connection is opened before the most of it is loaded', () => {
  expect(loaded.length).toBeGreaterThan(1)
  expect(Buffer.byteLength(read('index.js'))).toBeLessThanOrEqual(40_000)
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
