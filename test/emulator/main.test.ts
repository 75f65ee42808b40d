import { expect, test } from 'vitest'
import { defaultAccount } from '../../emulator/account.ts'
import { startProgram } from '../program.ts'
import { ask, basic, emulator } from './client.ts'

const { clientId, clientSecret, templates, audiences } = defaultAccount()

test('it says all that a step needs, shows what it accepts, and ends on a signal', async () => {
  const { child, output, code } = startProgram('emulator/main.ts', ['--port', '0'])
  await expect.poll(() => output.stdout, { timeout: 10_000 }).toContain('/emulator/ledger')
  const port = Number(/api-url +http:\/\/127\.0\.0\.1:(\d+)\n/.exec(output.stdout)?.[1])
  for (const each of [clientId, clientSecret, templates[0]?.id, ...audiences.map(({ id }) => id)]) {
    expect(output.stdout).toContain(each)
  }
  expect(output.stdout).toContain('###VERSION###, ###SUMMARY###, ##URL##')

  const { body } = await ask(port, {
    path: '/accounts/connect/token',
    headers: {
      authorization: basic(`${clientId}:${clientSecret}`),
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: 'grant_type=client_credentials',
  })
  const notification = { templateId: templates[0]?.id, endUsersIds: ['a'], runtimeTitle: 'Hi ##[x]' }
  await ask(port, {
    path: '/public/v1/notifications/send',
    headers: {
      authorization: `Bearer ${JSON.parse(body).access_token}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ notification }),
  })
  await expect.poll(() => output.stdout).toMatch(/│ Hi ##\u2060\[x\] +│/)

  child.kill('SIGTERM')
  if (process.platform !== 'win32') expect(await code).toBe(0)
})

test.each([
  ['--prt', /Unknown option '--prt'/],
  ['--port=many', /--port must be a whole number from 0 to 65535, not "many"/],
  ['--port=65536', /--port must be a whole number/],
])('%s is a clear error', async (argument, message) => {
  const { output, code } = startProgram('emulator/main.ts', [argument])
  expect(await code).toBe(2)
  expect(output.stderr).toMatch(message)
  expect(output.stderr).toContain('Usage: npm run emulator')
})

test('a port in use is a clear sentence', async () => {
  const { port } = await emulator()
  const { output, code } = startProgram('emulator/main.ts', ['--port', String(port)])
  expect(await code).toBe(1)
  expect(output).toEqual({
    stdout: '',
    stderr: `Port ${port} is in use. Choose another one with --port, or a free one with --port 0.\n`,
  })
})

test.each(['emulator/main.ts', 'demo/main.ts'])('%s explains itself', async (program) => {
  const { output, code } = startProgram(program, ['--help'])
  expect(await code).toBe(0)
  expect(output.stdout).toMatch(/Usage: npm /)
})
