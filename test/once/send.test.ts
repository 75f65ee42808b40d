import { expect, test } from 'vitest'
import { sendRemaining } from '../../src/once/send.ts'
import { unsent } from '../../src/walkme/result.ts'
import { bodiesFor } from './bodies.ts'
import { scriptedKeeper } from './scripted.ts'

test('an outcome of which no commit can be made is not recorded, and a warning says so', async () => {
  const refused = { kind: 'refused', status: 403, message: '', isRateLimit: false, after: undefined } as const
  const { context, calls, lines } = scriptedKeeper({
    createCommit: [{ kind: 'done', value: 'commit 1', at: 0 }, refused],
  })
  const results = await sendRemaining(context, bodiesFor('a'), async (bodies) =>
    bodies.map((body) => unsent(body, 'not-sent', 'Why.')),
  )

  expect(results).toMatchObject([{ outcome: 'not-sent' }])
  expect(calls).not.toContain('moveRef')
  expect(lines).toContainEqual(expect.stringMatching(/^The outcome could not be recorded \(HTTP 403\)/))
})
