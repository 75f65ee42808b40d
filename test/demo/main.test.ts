import { expect, test } from 'vitest'
import { defaultAccount } from '../../emulator/account.ts'
import { emulator } from '../emulator/client.ts'
import { startProgram } from '../program.ts'

const { clientId, clientSecret, templates, audiences } = defaultAccount()

test('the demo knows no other flags', async () => {
  const { output, code } = startProgram('demo/main.ts', ['--overrides', 'x'])
  expect(await code).toBe(2)
  expect(output.stderr).toMatch(/Unknown option '--overrides'[\s\S]*Usage: npm start/)
})

test('the demo does not send to WalkMe when there is no terminal to ask on', async () => {
  const walkme = await emulator()
  const { output, code } = startProgram('demo/main.ts', [], {
    WALKME_CLIENT_ID: clientId,
    WALKME_CLIENT_SECRET: clientSecret,
    WALKME_TEMPLATE_ID: templates[0]?.id ?? '',
    WALKME_AUDIENCES: audiences[0]?.id ?? '',
    WALKME_API_URL: walkme.url,
  })
  expect(await code).toBe(1)
  expect(output.stdout).toContain('Nothing was sent.')
  expect(walkme.requests).toEqual([])
})
