import { expect, test } from 'vitest'
import { createLog } from '../../src/log/log.ts'
import { sendNotification } from '../../src/walkme/send.ts'
import { quietCore } from '../report/reports.ts'

test('a bug in the middle of a try leaves it uncertain: the request may have left', async () => {
  const token = async () => ({ token: 't' })
  const delivery = {
    http: {
      request() {
        throw new Error('oops')
      },
      close() {},
    },
    base: new URL('https://api.example.com'),
    tokens: { get: token, renew: token },
    retryContext: {
      ...{ now: () => 0, elapsed: () => 0, random: () => 0, delay: async () => {} },
      ...{ deadline: 1, retries: 0, signal: new AbortController().signal },
    },
    resendWhenUncertain: false,
    isPreview: false,
    log: createLog(quietCore({}), {}),
  }

  expect(await sendNotification(delivery, { notification: { templateId: 't' } })).toMatchObject({
    outcome: 'uncertain',
    attempts: 1,
    reason: expect.stringMatching(/^This is a bug of the action: Error: oops\./),
  })
})
