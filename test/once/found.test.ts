import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect } from 'vitest'
import { refOf } from '../../src/inputs/once.ts'
import type { OnceRecord } from '../../src/once/record.ts'
import { recordOf } from './bodies.ts'
import { history, hurried, KEY, plant, planted, runOnce, test } from './kept.ts'

describe('a record that is found', () => {
  const claimed = (change: Partial<OnceRecord> = {}) =>
    planted(recordOf({ '': 'claimed' }, { run: { id: '7', attempt: 1, job: 'other' }, ...change }))

  test('and cannot be read is uncertain', async ({ emulator, github }) => {
    plant(github, 'Merge branch main')
    const ran = await runOnce({ emulator, github })

    expect(ran.outputs['outcome']).toBe('uncertain')
    expect(ran.said('error')).toEqual([
      expect.stringMatching(
        /cannot be read.*Look in ComCenter first.*git push origin --delete refs\/walkme\/trial\/[0-9a-f]{64}"/,
      ),
    ])
    expect(ran.said('warning')).toEqual([])
    expect(emulator.ledger).toEqual([])
  })

  test('and of another version is uncertain', async ({ emulator, github }) => {
    plant(github, claimed().replace('"version": 1', '"version": 2'))
    expect((await runOnce({ emulator, github })).outputs['outcome']).toBe('uncertain')
  })

  test('and points at a commit that GitHub does not have is uncertain', async ({ emulator, github }) => {
    github.refs.set(refOf(KEY, true), 'f'.repeat(40))
    const ran = await runOnce({ emulator, github }, { 'timeout-seconds': '2' }, {}, hurried)

    expect(ran.outputs['outcome']).toBe('uncertain')
    expect(emulator.ledger).toEqual([])
  })

  test('and whose commit a replica does not have yet is looked at again', async ({ emulator, github }) => {
    plant(github, planted(recordOf({ '': 'sent' })))
    github.faults('GET commits', { kind: 'answer', status: 404, message: 'Not Found' })
    const ran = await runOnce({ emulator, github }, {}, {}, hurried)

    expect(ran.outputs).toMatchObject({ outcome: 'skipped', 'notification-id': 'id of ' })
    expect(github.calls).toEqual(['GET ref', 'GET commits', 'GET ref', 'GET commits'])
  })

  test('and claimed by a run that may live is waited for, in vain', async ({ emulator, github }) => {
    plant(github, claimed())
    const began = performance.now()
    const ran = await runOnce({ emulator, github }, { 'timeout-seconds': '10' }, {}, hurried)

    expect(performance.now() - began).toBeLessThan(3_000)
    expect(ran.outputs['outcome']).toBe('uncertain')
    expect(ran.said('error')).toEqual([expect.stringMatching(/Run 7 .* had not ended when the time/)])
    expect(history(github)).toHaveLength(1)
    expect(github.calls.filter((call) => call === 'GET ref').length).toBeGreaterThan(1)
    expect(github.calls.filter((call) => call === 'GET commits')).toHaveLength(1)
    expect(ran.said('info').filter((line) => line.includes('waiting for it to end'))).toHaveLength(1)
    expect(ran.said('warning')).toEqual([])
    expect(ran.said('error').join() + ran.summary).toContain('the key guards it')
    expect(ran.said('error').join() + ran.summary).not.toContain('git push')
  })

  test('and cannot be read at once is asked for again, and the log says so', async ({ emulator, github }) => {
    plant(github, planted(recordOf({ '': 'sent' })))
    github.faults('GET commits', { kind: 'answer', status: 502 })
    const ran = await runOnce({ emulator, github })

    expect(ran.outputs['outcome']).toBe('skipped')
    expect(ran.said('info')).toContainEqual(
      expect.stringMatching(/^Once: reading the record: HTTP 502.*, next try in 0\.0 s$/),
    )
  })

  test('and claimed by a run that may live is waited for until it ends', async ({ emulator, github }) => {
    plant(github, claimed())
    const ending = delay(300).then(() => plant(github, planted(recordOf({ '': 'not-sent' }))))
    const ran = await runOnce({ emulator, github }, {}, {}, hurried)
    await ending

    expect(ran.said('info')).toContainEqual(expect.stringContaining('waiting for it to end'))
    expect(ran.outputs['outcome']).toBe('sent')
  })

  test('and claimed long ago, by GitHub’s clock, is uncertain at once', async ({ emulator, github }) => {
    // GitHub's clock and that of this machine may be years apart.
    const now = Date.parse('2031-03-03T03:03:03Z')
    github.now = () => now
    plant(github, claimed({ seconds: 65 }), now - 131_000)
    const ran = await runOnce({ emulator, github })

    expect(ran.outputs['outcome']).toBe('uncertain')
    expect(ran.said('error')).toEqual([expect.stringMatching(/run 7 .* ended without recording a result/i)])
    expect(github.calls).toEqual(['GET ref', 'GET commits'])
  })
})
