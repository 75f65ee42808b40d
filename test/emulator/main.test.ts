import { expect, test } from 'vitest'
import { defaultAccount } from '../../emulator/account.ts'
import { runAction } from '../../runner/runner.ts'
import { startProgram } from '../program.ts'
import { ask, basic, emulator } from './client.ts'

const { clientId, clientSecret, systems, templates, audiences } = defaultAccount()

test('it says all that a step needs, shows what it accepts, and ends on a signal', async () => {
  const { child, output, code } = startProgram('emulator/main.ts', ['--port', '0'])
  await expect.poll(() => output.stdout, { timeout: 10_000 }).toContain('/emulator/ledger')
  const port = Number(/api-url +http:\/\/127\.0\.0\.1:(\d+)\n/.exec(output.stdout)?.[1])
  for (const each of [
    clientId,
    clientSecret,
    ...systems,
    templates[0]?.id,
    ...audiences.map(({ id }) => id),
  ]) {
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
  const notification = {
    systemId: systems[1],
    templateId: templates[0]?.id,
    endUsersIds: ['a'],
    runtimeTitle: 'Hi ##[x]',
    override: [{ key: 'SUMMARY', value: 'search' }],
  }
  await ask(port, {
    path: '/public/v1/notifications/send',
    headers: {
      authorization: `Bearer ${JSON.parse(body).access_token}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ notification }),
  })
  await expect.poll(() => output.stdout).toMatch(/│ Hi ##\u2060\[x\] +│/)
  expect(output.stdout).toMatch(/│ Filled +###SUMMARY###: by keys without hashes +│/)

  child.kill('SIGTERM')
  if (process.platform !== 'win32') expect(await code).toBe(0)
})

test('with --systems the account has these', async () => {
  const { output } = startProgram('emulator/main.ts', ['--port', '0', '--systems', 'crm, hr,erp'])
  await expect.poll(() => output.stdout, { timeout: 10_000 }).toContain('/emulator/ledger')
  const [, port] = /api-url +http:\/\/127\.0\.0\.1:(\d+)\n/.exec(output.stdout) ?? []
  const { body } = await ask(Number(port), { method: 'GET', path: '/emulator/account' })
  expect(JSON.parse(body).systems).toEqual(['crm', 'hr', 'erp'])
  expect([...output.stdout.matchAll(/^ {2}system-id +(\S+)/gm)].map(([, id]) => id)).toEqual([
    'crm',
    'hr',
    'erp',
  ])
})

test('with --github a once-key can be tried with what is printed, in a repository of any name', async () => {
  const { child, output, code } = startProgram('emulator/main.ts', ['--port', '0', '--github'])
  await expect.poll(() => output.stdout, { timeout: 10_000 }).toContain('/emulator/ledger')
  const printed = (name: string) => new RegExp(`^ +${name} +(\\S+)`, 'm').exec(output.stdout)?.[1] ?? ''
  const names = [
    'api-url',
    'client-id',
    'client-secret',
    'system-id',
    'template-id',
    'audiences',
    'github-token',
  ]
  const inputs = Object.fromEntries(names.map((name) => [name, printed(name)]))
  const step = async (repository: string) => {
    const env = { GITHUB_API_URL: printed('GITHUB_API_URL'), GITHUB_REPOSITORY: repository }
    return (await runAction({ inputs: { ...inputs, 'once-key': 'a' }, env })).outputs['outcome']
  }
  const outcomes: unknown[] = []
  for (const name of ['me/mine', 'me/mine', 'Me/Mine', 'me/other', 'octo-org/crm'])
    outcomes.push(await step(name))
  expect(outcomes).toEqual(['sent', 'skipped', 'skipped', 'sent', 'sent'])

  child.kill('SIGTERM')
  if (process.platform !== 'win32') expect(await code).toBe(0)
})

test('GitHub listens on the port after that of WalkMe, and if it cannot, neither does', async () => {
  const { port } = await emulator()
  const { output, code } = startProgram('emulator/main.ts', ['--port', String(port - 1), '--github'])
  expect(await code).toBe(1)
  expect(output.stdout).toBe('')
  expect(output.stderr).toMatch(new RegExp(`^Port ${port} is in use\\.`))
})

test.each([
  ['--systems=a,,b', /--systems must be different IDs with commas between them, not "a,,b"/],
  ['--systems=a,a', /--systems must be different IDs/],
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
