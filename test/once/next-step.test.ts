import { expect, test } from 'vitest'
import { claim } from '../../src/once/claim.ts'
import { warnOfAnother } from '../../src/once/next-step.ts'
import { type OnceRecord, writeRecord } from '../../src/once/record.ts'
import { bodiesFor, recordOf } from './bodies.ts'
import { scriptedKeeper } from './scripted.ts'

const found = (record: OnceRecord) => {
  const message = writeRecord(record, (text) => text)
  return { kind: 'done', value: { message, tree: 'tree', committedAt: 0 }, at: 0 } as const
}
const readRef = [{ kind: 'done', value: 'one', at: 0 } as const]

/** A record of which each entry is that of another notification. */
function ofAnother(record: OnceRecord): OnceRecord {
  return { ...record, systems: record.systems.map((entry) => ({ ...entry, digest: 'another' })) }
}

test.each([{ kind: 'missing' } as const, { kind: 'lost', message: 'no answer' } as const])(
  'a commit that GitHub does not show yet is asked for again after a pause: %j',
  async (answer) => {
    const readCommit = [answer, found(recordOf({ a: 'sent' }))]
    const { context, waited } = scriptedKeeper({ readRef, readCommit })

    expect(await claim(context, bodiesFor('a'))).toMatchObject({ kind: 'settled' })
    expect(waited).toEqual([1_000])
  },
)

test('a refusal after another run was first says that the other may have sent it', async () => {
  const refused = { kind: 'refused', status: 403, message: '', isRateLimit: false, after: undefined } as const
  const { context } = scriptedKeeper({ createRef: [{ kind: 'exists' }, refused] })

  expect(await claim(context, bodiesFor('a'))).toMatchObject({
    kind: 'not-claimed',
    why: expect.stringContaining('HTTP 403'),
    advice: expect.stringContaining('the key guards it'),
  })
})

test('another notification is warned of once, however often the record is read', async () => {
  const readCommit = [found(ofAnother(recordOf({ a: 'sent', b: 'claimed' })))]
  const { context, waited, lines } = scriptedKeeper({ readRef, readCommit })
  await claim(context, bodiesFor('a', 'b'))

  expect(waited.length).toBeGreaterThan(1)
  expect(lines.filter((line) => line.startsWith('Another notification'))).toHaveLength(1)
})

test.each([
  [['a', 'b', 'c'], 'sent to a, b under this once-key, so'],
  [[''], 'sent under this once-key, so'],
])('the warning of another notification says where it was sent: %j', (systems, words) => {
  const { context, lines } = scriptedKeeper({})
  const record = ofAnother(recordOf({ a: 'sent', b: 'sent', c: 'not-sent', '': 'sent' }))

  expect(warnOfAnother(record, context, bodiesFor(...systems))).toBe(true)
  expect(lines).toEqual([expect.stringContaining(words)])
})
