import { expect, test } from 'vitest'
import { describeRecord } from '../../src/once/dry-run.ts'
import { writeRecord } from '../../src/once/record.ts'
import { bodiesFor, recordOf } from './bodies.ts'
import { scriptedKeeper } from './scripted.ts'

test.each([
  [['a', 'b'], 'Why.'],
  [['a'], undefined],
])('what may not be sent is told of if something is left to send: %j', async (systems, why) => {
  const message = writeRecord(recordOf({ a: 'sent' }), (text) => text)
  const { context } = scriptedKeeper({
    readRef: [{ kind: 'done', value: 'one', at: 0 }],
    readCommit: [{ kind: 'done', value: { message, tree: 'tree', committedAt: 0 }, at: 0 }],
  })
  expect(await describeRecord({ ...context, beforeClaim: () => 'Why.' }, bodiesFor(...systems))).toBe(why)
})
