import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished } from 'vitest'
import type { Emulator } from '../../emulator/emulator.ts'
import type { Fault } from '../../emulator/faults.ts'
import { test } from '../emulated.ts'
import { type Ran, runInProcess, type StepInputs, validInputs } from '../world.ts'

const SECRET = 'q7+/=Zx-se  cret\\w"d'

/** Everything a reader of the log, the outputs and the summary could see. */
const visible = ({ lines, outputs, summary }: Ran) =>
  [
    ...lines.flatMap((line) => [line.text, JSON.stringify(line.properties)]),
    ...Object.values(outputs),
    summary,
  ].join('\n')

const answer = (body: string, type = 'text/plain', status = 400): Fault => ({
  kind: 'answer',
  status,
  headers: { 'content-type': type },
  body,
})

/** A server that announces a longer body than it sends, and then ends the connection. */
const brokenOff = (status: number, body: string): Fault => ({
  kind: 'garbage',
  bytes: `HTTP/1.1 ${status} X\r\ncontent-type: text/plain\r\ncontent-length: 10000\r\n\r\n${body}`,
})

const escaped: [how: string, write: (secret: string) => string][] = [
  ['as .NET writes JSON', (secret) => JSON.stringify(secret).slice(1, -1).replaceAll('+', '\\u002B')],
  ['as PHP writes JSON', (secret) => JSON.stringify(secret).slice(1, -1).replaceAll('/', '\\/')],
  ['as JSON in JSON', (secret) => JSON.stringify(JSON.stringify(secret)).slice(3, -3)],
  [
    'as HTML, hexadecimal',
    (secret) => secret.replace(/\W/g, (sign) => `&#x${sign.charCodeAt(0).toString(16)};`),
  ],
  ['as HTML, decimal', (secret) => secret.replace(/\W/g, (sign) => `&#${sign.charCodeAt(0)};`)],
  ['in a URL', (secret) => encodeURIComponent(secret)],
  [
    'in a URL, in small letters',
    (secret) => encodeURIComponent(secret).replace(/%../g, (byte) => byte.toLowerCase()),
  ],
  ['in a URL in HTML', (secret) => encodeURIComponent(secret).replaceAll('%', '&#37;')],
]

describe('no part of a secret is shown', () => {
  for (const [how, write] of escaped) {
    test(`that a server writes ${how}`, async ({ emulator }) => {
      emulator.account.clientSecret = SECRET
      emulator.faults('send', answer(`no ${write(SECRET)} here`))
      const ran = await runInProcess({ ...validInputs(emulator), 'client-secret': SECRET })

      expect(JSON.parse(ran.outputs['results'] ?? '')).toMatchObject([{ response: 'no *** here' }])
      expect(ran.said('error').join()).toContain('HTTP 400, no *** here')
      expect(visible(ran)).not.toMatch(/q7|cret/)
    })
  }

  test('whose answer broke off in the middle of it', async ({ emulator }) => {
    emulator.faults('token', answer('{"access_token":"tok-1-SECRETTOKEN"}', 'application/json', 200))
    emulator.faults('send', brokenOff(400, 'refused bearer tok-1-SECRETTOKE'))
    const ran = await runInProcess(validInputs(emulator))

    expect(visible(ran)).toContain('HTTP 400, refused bearer')
    expect(JSON.parse(ran.outputs['results'] ?? '')).toMatchObject([{ response: 'refused bearer ' }])
    expect(visible(ran)).not.toContain('tok-1')
  })

  test('whose beginning is there, in an answer that broke off later', async ({ emulator }) => {
    emulator.faults('token', answer('{"access_token":"tok-1-SECRETTOKEN"}', 'application/json', 200))
    emulator.faults('send', brokenOff(502, 'Bearer tok-1-SECRET... was refused by janeroe@exam'))
    const ran = await runInProcess(validInputs(emulator))

    expect(JSON.parse(ran.outputs['results'] ?? '')).toMatchObject([
      { response: 'Bearer ***... was refused by ' },
    ])
    expect(visible(ran)).not.toMatch(/tok-1|janeroe/)
  })

  test('of which a name of a person is a part', async ({ emulator }) => {
    emulator.account.clientSecret = 'alpha jane omega'
    emulator.faults('send', answer('no alpha jane omega, jane'))
    const inputs = { ...validInputs(emulator), 'client-secret': 'alpha jane omega', 'end-users': 'jane' }
    const ran = await runInProcess(inputs)

    expect(ran.said('error').join()).toContain('HTTP 400, no ***, (an end user))')
    expect(visible(ran)).not.toMatch(/alpha|omega/)
  })

  test('that becomes another text on one line', async ({ emulator }) => {
    emulator.account.clientSecret = 'two  spaces'
    emulator.faults('token', answer('no two  spaces here', 'text/plain', 401))
    const ran = await runInProcess({ ...validInputs(emulator), 'client-secret': 'two  spaces' })

    expect(ran.said('error').join()).toContain('HTTP 401, no *** here')
  })

  for (const status of [400, 401, 403, 404, 500]) {
    test(`that a refusal of the token call holds, HTTP ${status}`, async ({ emulator }) => {
      emulator.faults('token', answer('access_token=tok-1-SECRET', 'text/plain', status))
      const ran = await runInProcess({ ...validInputs(emulator), retries: '0' })

      expect(ran.outputs['outcome']).toBe('not-sent')
      expect(visible(ran)).toContain('an answer that may hold a token, so it is not shown')
      expect(visible(ran)).not.toContain('SECRET')
    })
  }

  test('that a refusal of the token call holds in its JSON, written with escapes', async ({ emulator }) => {
    const body = '{"access\\u005ftoken":"tok-1-SECRET","message":"tok-1-SECRET it is"}'
    emulator.faults('token', answer(body, 'application/json', 403))
    const ran = await runInProcess(validInputs(emulator))

    expect(visible(ran)).not.toContain('SECRET')
  })

  test('as the ID of the notification', async ({ emulator }) => {
    emulator.faults('token', answer('{"access_token":"tok-1-SECRETTOKEN"}', 'application/json', 200))
    emulator.faults('send', answer('{"id":"tok-1-SECRETTOKEN"}', 'application/json', 200))
    const ran = await runInProcess(validInputs(emulator))

    expect(ran.outputs).toMatchObject({ outcome: 'sent', 'notification-id': '***' })
    expect(visible(ran)).not.toMatch(/tok-|OKEN/)
  })
})

/** A notification file, gone when the test ends. */
async function fileWith(text: string, name = 'notify.yml') {
  const workspace = await mkdtemp(join(tmpdir(), 'walkme-secrets-'))
  onTestFinished(() => rm(workspace, { recursive: true, force: true }))
  await writeFile(join(workspace, name), text)
  return workspace
}

test('the name of a file in an annotation is cleaned like all else', async ({ emulator }) => {
  const { clientSecret } = emulator.account
  const name = `${clientSecret} ##[error]\u202e.yml`
  const GITHUB_WORKSPACE = await fileWith('titel: x', name)
  const ran = await runInProcess(
    { ...validInputs(emulator), 'notification-file': name },
    { GITHUB_WORKSPACE },
  )

  expect(ran.lines.map(({ properties }) => properties.file)).toContain('*** ##\\[error]\ufffd.yml')
  expect(visible(ran)).not.toContain(clientSecret)
})

describe('a text that people read is refused, with its place, where it holds', () => {
  const PASSWORD = 'pass word+1'
  const environment = {
    https_proxy: `http://me:${encodeURIComponent(PASSWORD)}@127.0.0.1:9`,
    NO_PROXY: '*',
    WALKME_CLIENT_SECRET: SECRET,
  }

  async function refused(emulator: Emulator, inputs: StepInputs, file?: string): Promise<string[]> {
    const GITHUB_WORKSPACE = await fileWith(file ?? '')
    const ran = await runInProcess(
      {
        ...validInputs(emulator),
        ...{ 'client-secret': SECRET, 'github-token': 'ghs_0123456789' },
        ...(file === undefined ? {} : { 'notification-file': 'notify.yml' }),
        ...inputs,
      },
      { ...environment, GITHUB_WORKSPACE },
    )
    expect(ran.outputs['outcome']).toBe('not-sent')
    expect(emulator.requests).toEqual([])
    expect(visible(ran)).not.toMatch(/q7|cret\\|0123456789|pass word/)
    return ran.said('error')
  }

  const basic = (emulator: Emulator) => btoa(`${emulator.account.clientId}:${SECRET}`)

  test.for<[what: string, place: string, named: string, (emulator: Emulator) => StepInputs]>([
    ['the client secret', 'title', '"client-secret"', () => ({ title: `x${SECRET}` })],
    [
      'it in a URL',
      'runtime-title',
      '"client-secret"',
      () => ({ 'runtime-title': encodeURIComponent(SECRET) }),
    ],
    ['the Basic value', 'title', '"client-secret"', (emulator) => ({ title: `Basic ${basic(emulator)}` })],
    [
      'the GitHub token',
      'runtime-description',
      '"github-token"',
      () => ({ 'runtime-description': 'ghs_0123456789' }),
    ],
    ['the password of a proxy', 'title', 'password in https_proxy', () => ({ title: `see ${PASSWORD}` })],
    ['it, encoded', 'title', 'password in https_proxy', () => ({ title: encodeURIComponent(PASSWORD) })],
    [
      'it in an override',
      'overrides, line 2',
      '"github-token"',
      () => ({ overrides: 'A: b\nC: ghs_0123456789' }),
    ],
    [
      'it in the key of one',
      'overrides, line 1',
      '"github-token"',
      () => ({ overrides: 'ghs_0123456789: b' }),
    ],
  ])('%s: %s', async ([, place, named, inputs], { emulator }) => {
    const errors = await refused(emulator, inputs(emulator))

    expect(errors).toHaveLength(1)
    expect(errors[0]).toContain(`${place}`)
    expect(errors[0]).toContain(named)
  })

  test('what an expression of the file makes of env', async ({ emulator }) => {
    const file = 'title: fine\noverride:\n  A: "see ${{ env.WALKME_CLIENT_SECRET }}"\n'
    const errors = await refused(emulator, {}, file)

    expect(errors).toEqual([expect.stringMatching(/^notify\.yml, line 3, column \d+: .*"client-secret"/)])
  })

  test('in a dry run too', async ({ emulator }) => {
    expect(await refused(emulator, { title: SECRET, 'dry-run': 'true' })).toHaveLength(1)
  })
})

test('a password that is an ordinary word refuses no text', async ({ emulator }) => {
  const ran = await runInProcess(
    { ...validInputs(emulator), title: 'Proxy maintenance, the proxy is down' },
    { https_proxy: 'http://proxy:proxy@127.0.0.1:9', NO_PROXY: '*' },
  )

  expect(ran.outputs['outcome']).toBe('sent')
  expect(emulator.ledger).toHaveLength(1)
})

describe('a secret of less than four characters is not masked, but warned of', () => {
  test.for<[what: string, inputs: StepInputs, environment: Record<string, string>]>([
    ['The value of "client-secret"', { 'client-secret': 'sen' }, {}],
    ['The value of "github-token"', { 'github-token': 's' }, {}],
    ['The password in HTTPS_PROXY', {}, { HTTPS_PROXY: 'http://me:%73e@127.0.0.1:9', NO_PROXY: '*' }],
    [
      'The password in https_proxy',
      {},
      { https_proxy: 'http://me:se@127.0.0.1:9', HTTP_PROXY: 'http://me:se@127.0.0.1:9', NO_PROXY: '*' },
    ],
  ])('%s', async ([what, inputs, environment], { emulator }) => {
    Object.assign(emulator.account, {
      clientSecret: inputs['client-secret'] ?? emulator.account.clientSecret,
    })
    const ran = await runInProcess({ ...validInputs(emulator), ...inputs }, environment)

    expect(ran.outputs['outcome']).toBe('sent')
    expect(ran.said('warning')).toEqual([
      expect.stringMatching(`^${what} has less than four characters.*whole job\\. Use a longer one\\.$`),
    ])
    expect(ran.masked.filter((mask) => mask.length < 4)).toEqual([])
  })

  test('four are masked', async ({ emulator }) => {
    emulator.account.clientSecret = 'four'
    const ran = await runInProcess({ ...validInputs(emulator), 'client-secret': 'four' })

    expect(ran.masked).toContain('four')
    expect(ran.said('warning')).toEqual([])
  })
})
