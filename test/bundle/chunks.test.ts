import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'
import { runAction } from '../../runner/runner.ts'
import { test as base } from '../emulated.ts'
import { validInputs } from '../world.ts'
import { filesOfPlainSend } from './loaded-files.ts'

const loaded = await filesOfPlainSend()

// The bundle without the chunks that a plain send does without: whoever loads one fails. The path has a space and a hash, as runners' may.
const test = base.extend<{ bundle: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the fixtures that are needed from this pattern
  bundle: async ({}, use) => {
    const directory = mkdtempSync(join(tmpdir(), 'walkme dist #'))
    cpSync(fileURLToPath(new URL('../../dist', import.meta.url)), directory, { recursive: true })
    const chunks = readdirSync(directory).filter((name) => name.endsWith('.js') && !loaded.includes(name))
    expect(chunks.length).toBeGreaterThan(2)
    for (const chunk of chunks) rmSync(join(directory, chunk))
    await use(join(directory, 'index.js'))
    rmSync(directory, { recursive: true })
  },
})

test('a plain send loads nothing for YAML, files, dates, proxies or GitHub', async ({ emulator, bundle }) => {
  const step = await runAction({ bundle, inputs: validInputs(emulator) })

  expect(step.outputs['outcome']).toBe('sent')
})

test('a chunk that is missing is told as a bug, and nothing is sent', async ({ emulator, bundle }) => {
  const step = await runAction({ bundle, inputs: { ...validInputs(emulator), 'end-at': '+2h' } })

  expect(step.exitCode).toBe(1)
  expect(step.outputs['outcome']).toBe('not-sent')
  expect(step.log).toMatch(/Not sent\. This is a bug of the action/)
  expect(emulator.connections()).toBe(0)
})

test('the chunks are found in a path with a space and a hash', async ({ emulator }) => {
  const directory = join(mkdtempSync(join(tmpdir(), 'walkme dist #')), 'a #b c')
  mkdirSync(directory)
  cpSync(fileURLToPath(new URL('../../dist', import.meta.url)), directory, { recursive: true })
  writeFileSync(join(directory, 'notify.yml'), 'endAt: +2h\ntitle: ${{ github.actor }}')
  const step = await runAction({
    bundle: join(directory, 'index.js'),
    workspace: directory,
    inputs: { ...validInputs(emulator), 'notification-file': 'notify.yml' },
  })
  rmSync(directory, { recursive: true })

  expect(step.outputs['outcome']).toBe('sent')
  expect(emulator.ledger[0]?.notification.title).toBe('octocat')
})
