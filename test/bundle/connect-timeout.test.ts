import { describe, expect } from 'vitest'
import { runAction } from '../../runner/runner.ts'
import { test } from '../emulated.ts'
import { runsIf } from '../skipped.ts'
import { validInputs } from '../world.ts'
import { openSilentPort } from './silent-port.ts'

const onLinux = runsIf(
  process.platform === 'linux',
  'a connection that times out. Only Linux lets a test drop connections.',
)

describe.runIf(onLinux)('a host behind a firewall that drops packets', () => {
  test('is not-sent, in words, after ten seconds', async ({ emulator }) => {
    const silent = await openSilentPort()
    try {
      const step = await runAction({
        inputs: { ...validInputs(emulator), 'api-url': `http://127.0.0.1:${silent.port}`, retries: '0' },
      })
      expect(step.outputs['outcome']).toBe('not-sent')
      expect(step.log).toMatch(/No token: the connection timed out: .* \(UND_ERR_CONNECT_TIMEOUT\)/)
    } finally {
      silent.close()
    }
  })

  test('is not-sent as soon as the deadline comes', async ({ emulator }) => {
    const silent = await openSilentPort()
    const began = performance.now()
    try {
      const step = await runAction({
        inputs: {
          ...validInputs(emulator),
          'api-url': `http://127.0.0.1:${silent.port}`,
          'timeout-seconds': '1',
        },
      })
      expect(step.outputs['outcome']).toBe('not-sent')
      expect(step.log).toMatch(/the deadline of 1 s passed before the request could be made/)
      expect(performance.now() - began).toBeLessThan(5_000)
    } finally {
      silent.close()
    }
  })
})
