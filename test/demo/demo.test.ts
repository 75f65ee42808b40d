import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { type DemoWorld, demonstrate } from '../../demo/demo.ts'
import { emulator } from '../emulator/client.ts'

/** A stand-in for the action: does with the API what the sample step asks for, `sends` times. */
const action = (sends: number, exitCode: number) => `
import { appendFileSync } from 'node:fs'
const { env } = process
const base = env['INPUT_API-URL']
const secret = env['INPUT_CLIENT-SECRET']
const call = async (path, type, authorization, body) => (await fetch(base + path, {
  method: 'POST', headers: { authorization, 'content-type': type }, body })).json()
const basic = Buffer.from(env['INPUT_CLIENT-ID'] + ':' + secret).toString('base64')
const { access_token } = await call('/accounts/connect/token', 'application/x-www-form-urlencoded', 'Basic ' + basic, 'grant_type=client_credentials')
const notification = {
  templateId: env['INPUT_TEMPLATE-ID'], audiencesIds: env.INPUT_AUDIENCES.split('\\n'),
  runtimeTitle: env['INPUT_RUNTIME-TITLE'], runtimeDescription: env['INPUT_RUNTIME-DESCRIPTION'],
  override: env.INPUT_OVERRIDES.split('\\n').map((line) => line.split(': ')).map(([key, value]) => ({ key, value })),
}
for (let index = 0; index < ${sends}; index++) {
  await call('/public/v1/notifications/send', 'application/json', 'Bearer ' + access_token, JSON.stringify({ notification }))
}
console.log('the proxy is ' + env.HTTPS_PROXY + ', the secret is ' + secret)
console.log('::warning::careful')
appendFileSync(env.GITHUB_OUTPUT, 'payload=' + JSON.stringify([notification.templateId]) + '\\n')
process.exitCode = ${exitCode}
`

async function demo(world: Partial<DemoWorld>, { sends = 1, exitCode = 0 } = {}) {
  const directory = await mkdtemp(join(tmpdir(), 'walkme-demo-'))
  onTestFinished(() => rm(directory, { recursive: true, force: true }))
  const bundle = join(directory, 'index.mjs')
  const actionFile = join(directory, 'action.yml')
  await writeFile(bundle, action(sends, exitCode))
  await writeFile(actionFile, 'name: stand-in\n')
  let printed = ''
  const print = (text: string) => {
    printed += `${text}\n`
  }
  const code = await demonstrate({ env: {}, yes: false, print, action: { bundle, actionFile }, ...world })
  return { code, printed }
}

test('the four sections are printed, and the secret nowhere', async () => {
  const { code, printed } = await demo({})
  expect(code).toBe(0)
  const titles = ['The step', 'Its log', 'Its outputs', 'What people see in Workstation']
  const places = titles.map((title) => printed.indexOf(`${title}\n`))
  expect(places).toEqual(places.toSorted((a, b) => a - b))
  expect(places).not.toContain(-1)
  expect(printed).toContain('client-secret: ${{ secrets.WALKME_CLIENT_SECRET }}')
  expect(printed).toContain('runtime-description: |-\n        New today:\n')
  expect(printed).toContain('  the proxy is undefined, the secret is ***\n  Warning: careful\n')
  expect(printed).toMatch(/ {2}payload: \[\n {4}"[\da-f-]{36}"\n {2}\]/)
  expect(printed).toContain('│ CRM 4.10 is live  ')
  expect(printed).toContain('[ What is new in 4.10 ]  https://example.com/crm/releases/4.10')
  expect(printed).not.toMatch(/not-a_real-secret|Unfilled|Unused/)
})

test.each([
  ['the step fails', { exitCode: 3 }, 3],
  ['nothing was accepted', { sends: 0 }, 1],
  ['two were accepted', { sends: 2 }, 1],
  ['the step fails and nothing was accepted', { sends: 0, exitCode: 4 }, 4],
])('the exit code tells that %s', async (_, behaviour, code) => {
  expect((await demo({}, behaviour)).code).toBe(code)
})

/** An environment that means "WalkMe itself", which is an emulator of its own here. */
async function real() {
  const walkme = await emulator()
  const { account, url } = walkme
  const env = {
    WALKME_CLIENT_ID: account.clientId,
    WALKME_CLIENT_SECRET: account.clientSecret,
    WALKME_TEMPLATE_ID: account.templates[0]?.id,
    WALKME_AUDIENCES: account.audiences.map(({ id }) => id).join('\n'),
    WALKME_API_URL: url,
    HTTPS_PROXY: 'http://127.0.0.1:1',
  }
  return { walkme, env }
}

test.each(['yes', ' Yes '])(
  'with the answer %j it goes to WalkMe, through the proxy of the machine',
  async (answer) => {
    const { walkme, env } = await real()
    const questions: string[] = []
    const ask = async (question: string) => {
      questions.push(question)
      expect(walkme.requests).toEqual([])
      return answer
    }
    const { code, printed } = await demo({ env, ask })
    expect(code).toBe(0)
    expect(questions).toEqual([
      expect.stringMatching(/^Send this to WalkMe itself, to 2 audiences\? .*Type yes: $/),
    ])
    expect(walkme.ledger).toHaveLength(1)
    expect(printed).toContain('the proxy is http://127.0.0.1:1, the secret is ***')
  },
)

test('with --yes nobody is asked', async () => {
  const { walkme, env } = await real()
  const ask = () => Promise.reject(new Error('asked'))
  expect((await demo({ env, ask, yes: true })).code).toBe(0)
  expect(walkme.ledger).toHaveLength(1)
})

test.each([
  ['no', async () => 'no'],
  ['nothing', async () => ''],
  ['y', async () => 'y'],
])('with the answer %s nothing is sent', async (_, ask) => {
  const { walkme, env } = await real()
  const { code, printed } = await demo({ env, ask })
  expect(code).toBe(1)
  expect(printed).toContain('Nothing was sent.')
  expect(walkme.requests).toEqual([])
})

test('with nobody to ask nothing is sent, and it says why', async () => {
  const { walkme, env } = await real()
  const { code, printed } = await demo({ env })
  expect(code).toBe(1)
  expect(printed).toContain('no terminal to ask on; --yes')
  expect(walkme.requests).toEqual([])
})

test('with some of the variables nothing is sent, and the others are named', async () => {
  const { code, printed } = await demo({ env: { WALKME_CLIENT_ID: 'a', WALKME_AUDIENCES: 'b' } })
  expect(code).toBe(1)
  expect(printed).toBe(
    'To send to WalkMe itself, set these as well: WALKME_CLIENT_SECRET, WALKME_TEMPLATE_ID.\n',
  )
})
