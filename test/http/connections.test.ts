import { expect, onTestFinished, test } from 'vitest'
import { connectionsTo, connectOptions } from '../../src/http/connections.ts'
import { createHttpClient } from '../../src/http/http.ts'
import { openSilentPort } from '../counterparts/silent-port.ts'
import { runsIf } from '../skipped.ts'

const onLinux = runsIf(
  process.platform === 'linux',
  'a connection that times out. Only Linux lets a test drop connections.',
)

test.runIf(onLinux)(
  'a connection that is not made in time has failed, before anything was sent',
  async () => {
    const silent = await openSilentPort()
    onTestFinished(silent.close)
    const base = new URL(`http://127.0.0.1:${silent.port}`)
    const client = await createHttpClient({ base, early: connectionsTo(base, undefined, 100) })
    onTestFinished(client.close)
    const exchange = await client.request({ method: 'GET', url: base, headers: {} })

    expect(exchange).toMatchObject({
      kind: 'failure',
      mayHaveBeenSent: false,
      error: { code: 'UND_ERR_CONNECT_TIMEOUT' },
    })
  },
)

test('the time is ten seconds', () => {
  expect(connectOptions(AbortSignal.abort()).timeout).toBe(10_000)
})
