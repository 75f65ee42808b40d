import { describe, expect, test } from 'vitest'
import { claim } from '../../src/once/claim.ts'
import { readRecord, writeRecord } from '../../src/once/record.ts'
import { bodiesFor, recordOf } from './bodies.ts'
import { type Script, scriptedKeeper } from './scripted.ts'

const LOST = { kind: 'lost', message: 'no answer' } as const
const bodies = bodiesFor('a')
const firstTry = ['readRef', 'createTree', 'createCommit', 'createRef']

describe('a claim whose answer is lost', () => {
  const given = () => ({ readRef: [{ kind: 'missing' }, LOST], createRef: [LOST] }) satisfies Script

  test('is made again as it was, if GitHub shows nothing', async () => {
    const { context, calls } = scriptedKeeper({ createRef: [LOST, { kind: 'done', value: '', at: 0 }] })

    expect(await claim(context, bodies)).toMatchObject({ kind: 'claimed', claim: { sha: 'commit 1' } })
    expect(calls).toEqual([...firstTry, 'readRef', 'createRef'])
  })

  test('is followed by another, if GitHub shows somebody else’s', async () => {
    const message = writeRecord(recordOf({ a: 'not-sent' }), (text) => text)
    const { context, calls } = scriptedKeeper({
      readRef: [{ kind: 'missing' }, { kind: 'done', value: 'other', at: 0 }],
      readCommit: [{ kind: 'done', value: { message, tree: 'tree', committedAt: 0 }, at: 0 }],
      createRef: [LOST],
    })

    expect(await claim(context, bodies)).toMatchObject({
      kind: 'claimed',
      claim: { sha: 'commit 2', parent: 'other' },
    })
    expect(calls).toEqual([...firstTry, 'readRef', 'readCommit', 'createCommit', 'moveRef'])
  })

  test('is given back, if GitHub does not say, and no timer stays behind', async () => {
    const { context, calls, commits, lines, extra } = scriptedKeeper(given())

    expect(await claim(context, bodies)).toMatchObject({ kind: 'not-claimed', advice: undefined })
    expect(calls).toEqual([...firstTry, 'readRef', 'createCommit', 'moveRef'])
    expect(commits.map(({ parent }) => parent)).toEqual([undefined, 'commit 1'])
    expect(readRecord(commits[1]?.message ?? '')).toMatchObject({
      state: 'released',
      systems: [{ systemId: 'a', outcome: 'not-sent' }],
    })
    expect(lines).toContain('Once: the claim had succeeded, and was released')
    expect(extra.map(({ aborted }) => aborted)).toEqual([true])
  })

  test('is not said to be given back where it did not stand', async () => {
    const { context, lines } = scriptedKeeper({ ...given(), moveRef: [{ kind: 'not-fast-forward' }] })
    await claim(context, bodies)

    expect(lines.join()).not.toContain('was released')
  })
})

test('a claim that was refused is not given back', async () => {
  const refused = { kind: 'refused', status: 403, message: '', isRateLimit: false, after: undefined } as const
  const { context, calls, extra } = scriptedKeeper({ createRef: [refused] })

  expect(await claim(context, bodies)).toMatchObject({ kind: 'not-claimed', advice: undefined })
  expect(calls).toEqual(firstTry)
  expect(extra).toEqual([])
})

describe('another’s claim that GitHub does not show is waited for', () => {
  const cases: [deadline: number, random: number, waits: number[]][] = [
    [999, 0, []],
    [1_000, 0, [500]],
    [10_000, 0, [1_000, 1_500, 2_250, 3_375, 1_375]],
    [3_000, 1, [750, 1_125, 625]],
    [60_000, 0, [1_000, 1_500, 2_250, 3_375, 5_062.5, 7_593.75, 11_390.625, 15_000, 12_328.125]],
  ]
  for (const [deadline, random, waits] of cases) {
    test(`within ${deadline} ms, jitter ${random}: ${waits}`, async () => {
      const script: Script = { createRef: [{ kind: 'exists' }] }
      const { context, waited } = scriptedKeeper(script, { deadline, random: () => random })

      expect(await claim(context, bodies)).toMatchObject({
        kind: 'not-claimed',
        advice: expect.stringContaining('the key guards it'),
        why: 'Another run has claimed this once-key, but GitHub does not show it.',
      })
      expect(waited).toEqual(waits)
    })
  }
})

test('one that sees the record change looks again sooner: the legs of a matrix go on one by one', async () => {
  const alive = writeRecord(recordOf({ a: 'claimed' }), (text) => text)
  const at = (value: string) => ({ kind: 'done', value, at: 0 }) as const
  const { context, waited } = scriptedKeeper({
    readRef: [...Array.from({ length: 6 }, () => at('one')), at('two')],
    readCommit: [{ kind: 'done', value: { message: alive, tree: 'tree', committedAt: 0 }, at: 0 }],
  })
  await claim(context, bodiesFor('b'))

  expect(waited.slice(0, 8)).toEqual([1_000, 1_500, 2_250, 3_375, 5_062.5, 7_593.75, 3_375, 5_062.5])
})
