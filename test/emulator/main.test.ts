import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { defaultAccount } from '../../emulator/account.ts'
import { ask, basic, emulator } from './client.ts'

/** Starts a program of `emulator/` as a user would. */
function start(program: string, args: string[], env: Record<string, string> = {}) {
  const path = fileURLToPath(new URL(`../../emulator/${program}`, import.meta.url))
  const child = spawn(process.execPath, [path, ...args], { env: { ...process.env, ...env } })
  onTestFinished(() => void child.kill('SIGKILL'))
  child.stdin.end()
  const output = { stdout: '', stderr: '' }
  child.stdout.on('data', (chunk) => {
    output.stdout += chunk
  })
  child.stderr.on('data', (chunk) => {
    output.stderr += chunk
  })
  return { child, output, code: exitCode(child) }
}

function exitCode(child: ChildProcess): Promise<number | null> {
  const { promise, resolve } = Promise.withResolvers<number | null>()
  child.on('close', resolve)
  return promise
}

const { clientId, clientSecret, templates, audiences } = defaultAccount()

test('it says all that a step needs, shows what it accepts, and ends on a signal', async () => {
  const { child, output, code } = start('main.ts', ['--port', '0'])
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
  const { output, code } = start('main.ts', [argument])
  expect(await code).toBe(2)
  expect(output.stderr).toMatch(message)
  expect(output.stderr).toContain('Usage: npm run emulator')
})

test('a port in use is a clear sentence', async () => {
  const { port } = await emulator()
  const { output, code } = start('main.ts', ['--port', String(port)])
  expect(await code).toBe(1)
  expect(output).toEqual({
    stdout: '',
    stderr: `Port ${port} is in use. Choose another one with --port, or a free one with --port 0.\n`,
  })
})

test.each(['main.ts', 'demo.ts'])('%s explains itself', async (program) => {
  const { output, code } = start(program, ['--help'])
  expect(await code).toBe(0)
  expect(output.stdout).toMatch(/Usage: npm /)
})

test('the demo knows no other flags', async () => {
  const { output, code } = start('demo.ts', ['--overrides', 'x'])
  expect(await code).toBe(2)
  expect(output.stderr).toMatch(/Unknown option '--overrides'[\s\S]*Usage: npm start/)
})

test('the demo does not send to WalkMe when there is no terminal to ask on', async () => {
  const walkme = await emulator()
  const { output, code } = start('demo.ts', [], {
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
