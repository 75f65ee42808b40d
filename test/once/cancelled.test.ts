import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect } from 'vitest'
import type { World } from '../../src/run.ts'
import { recordOf } from './bodies.ts'
import { history, plant, planted, runOnce, test } from './kept.ts'

describe('a cancelled job', () => {
  const cancelling = (): { world: Partial<World>; cancel: () => void } => {
    const controller = new AbortController()
    return { world: { cancelled: controller.signal }, cancel: () => controller.abort() }
  }

  test('gives its claim back if nothing was tried', async ({ emulator, github }) => {
    const { world, cancel } = cancelling()
    emulator.faults('token', { kind: 'late', ms: 5_000 })
    const ran = runOnce({ emulator, github }, {}, {}, world)
    while (emulator.requests.length === 0) await delay(5)
    cancel()

    expect((await ran).outputs['outcome']).toBe('not-sent')
    expect(history(github)).toMatchObject([
      { state: 'claimed' },
      { state: 'released', systems: [{ outcome: 'not-sent' }] },
    ])
  })

  test('gives back a claim that was under way', async ({ emulator, github }) => {
    const { world, cancel } = cancelling()
    github.faults('POST refs', { kind: 'hang', acts: true })
    const ran = runOnce({ emulator, github }, {}, {}, world)
    while (!github.calls.includes('POST refs')) await delay(5)
    await delay(20)
    cancel()

    expect((await ran).outputs['outcome']).toBe('not-sent')
    expect(history(github).map((record) => record?.state)).toEqual(['claimed', 'released'])
    expect(emulator.requests).toEqual([])
  })

  test('during the send is recorded as uncertain', async ({ emulator, github }) => {
    const { world, cancel } = cancelling()
    emulator.faults('send', { kind: 'late', ms: 5_000 })
    const ran = runOnce({ emulator, github }, {}, {}, world)
    while (!emulator.requests.some(({ call }) => call === 'send')) await delay(5)
    cancel()

    expect((await ran).outputs['outcome']).toBe('uncertain')
    expect(history(github)).toMatchObject([{ state: 'claimed' }, { systems: [{ outcome: 'uncertain' }] }])
  })

  test('that waits for another stops waiting', async ({ emulator, github }) => {
    const { world, cancel } = cancelling()
    plant(github, planted(recordOf({ '': 'claimed' })))
    const ran = runOnce({ emulator, github }, {}, { GITHUB_RUN_ID: '8' }, world)
    while (github.calls.length < 2) await delay(5)
    const began = performance.now()
    cancel()

    expect((await ran).outputs['outcome']).toBe('uncertain')
    expect(performance.now() - began).toBeLessThan(500)
  })

  for (const inputs of [{}, { 'after-key': 'another' }]) {
    test(`in a dry run stops looking: ${JSON.stringify(inputs)}`, async ({ emulator, github }) => {
      const { world, cancel } = cancelling()
      github.faults('GET ref', { kind: 'hang' })
      const ran = runOnce({ emulator, github }, { ...inputs, 'dry-run': 'true' }, {}, world)
      while (github.calls.length === 0) await delay(5)
      const began = performance.now()
      cancel()

      expect((await ran).outputs['outcome']).toBe('not-sent')
      expect(performance.now() - began).toBeLessThan(500)
    })
  }
})
