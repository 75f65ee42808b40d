import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { runAction } from '../../emulator/runner.ts'
import { test as withEmulator } from '../emulated.ts'
import { validInputs } from '../world.ts'

const dist = fileURLToPath(new URL('../../dist', import.meta.url))
const entry = readFileSync(join(dist, 'index.js'), 'utf8')
const chunks = readdirSync(dist)
  .filter((name) => /^\d+\.index\.js$/.test(name))
  .map((name) => readFileSync(join(dist, name), 'utf8'))

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
  expect(Buffer.byteLength(entry)).toBeLessThanOrEqual(350_000)
  expect(Buffer.byteLength([entry, ...chunks].join(''))).toBeLessThanOrEqual(650_000)
})

describe('each package is bundled once, and only what a plain send needs is in the part that it loads:', () => {
  for (const [name, [says, isNeeded]] of Object.entries(PACKAGES)) {
    test(name, () => {
      const inChunks = chunks.reduce((sum, chunk) => sum + count(chunk, says), 0)
      expect({ entry: count(entry, says), inChunks }).toEqual(
        isNeeded ? { entry: 1, inChunks: 0 } : { entry: 0, inChunks: 1 },
      )
    })
  }
})

withEmulator('a processor without SIMD finds its own parser', async ({ emulator }) => {
  const step = await runAction({ inputs: validInputs(emulator), env: { UNDICI_NO_WASM_SIMD: '1' } })

  expect(step.outputs['outcome']).toBe('sent')
})

withEmulator(
  'an environment that asks undici for its experimental parser is not heard',
  async ({ emulator }) => {
    const step = await runAction({ inputs: validInputs(emulator), env: { UNDICI_USE_MILO: '1' } })

    expect(step.outputs['outcome']).toBe('sent')
  },
)
