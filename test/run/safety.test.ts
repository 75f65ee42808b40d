import { describe, expect } from 'vitest'
import type { Fault } from '../../emulator/faults.ts'
import { test } from '../emulated.ts'
import { type Ran, runInProcess, SPELLINGS, sentBodies, summaryInto, validInputs } from '../world.ts'

const SECRET = 'q7_+/&"é-secret\\x'

/** Everything a reader of the log or of the outputs could see; the masks themselves are for the runner only. */
const visible = ({ lines, outputs }: Ran) =>
  [...lines.map((line) => line.text), ...Object.values(outputs)].join('\n')

const echo = (text: string): Fault => ({
  kind: 'answer',
  status: 400,
  headers: { 'content-type': 'text/plain' },
  body: text,
})

describe.each(SPELLINGS)('where secrets are given in %s spelling,', (_, spell) => {
  const run: typeof runInProcess = (inputs, ...rest) => runInProcess(spell(inputs), ...rest)

  describe('a server that echoes secrets gives none away:', () => {
    test('in an answer to the token request', async ({ emulator }) => {
      const { clientId } = emulator.account
      const forms = [
        SECRET,
        encodeURIComponent(SECRET),
        btoa(String.fromCharCode(...Buffer.from(SECRET))),
        Buffer.from(`${clientId}:${SECRET}`).toString('base64'),
        JSON.stringify(SECRET).slice(1, -1),
      ]
      emulator.faults('token', echo(`you said ${forms.join(' and ')}`))
      const ran = await run({ ...validInputs(emulator), 'client-secret': SECRET })

      expect(visible(ran)).toContain('you said *** and *** and *** and *** and ***')
      for (const form of forms) expect(visible(ran)).not.toContain(form)
      for (const form of forms.slice(0, 4)) expect(ran.masked).toContain(form)
    })

    test('in an answer to the send, though its body is an output', async ({ emulator }) => {
      emulator.account.clientSecret = SECRET
      const inputs = { ...validInputs(emulator), 'client-secret': SECRET }
      emulator.faults('token', {
        kind: 'answer',
        status: 200,
        body: '{"access_token":"tok-en-very-secret","token_type":"Bearer"}',
      })
      emulator.faults('send', echo(`Bearer tok-en-very-secret, ${SECRET}`))
      const ran = await run(inputs)

      expect(JSON.parse(ran.outputs['results'] ?? '')).toMatchObject([{ response: 'Bearer ***, ***' }])
      expect(visible(ran)).not.toContain('very-secret')
      expect(ran.masked).toContain('tok-en-very-secret')
    })

    test('in what the author of the workflow wrote', async ({ emulator }) => {
      const { clientSecret } = emulator.account
      const ran = await run({ ...validInputs(emulator), audiences: clientSecret, 'dry-run': 'true' })

      expect(visible(ran)).not.toContain(clientSecret)
      expect(JSON.parse(ran.outputs['payload'] ?? '')).toMatchObject([
        { notification: { audiencesIds: ['***'] } },
      ])
    })
  })

  test('a cut never leaves the first part of a secret, which nobody would mask', async ({ emulator }) => {
    const { clientSecret } = emulator.account
    const said = `${'p '.repeat(140)}${clientSecret} end`
    emulator.faults('token', {
      kind: 'answer',
      status: 401,
      body: JSON.stringify({ error: 'x', message: said }),
    })
    const ran = await run({
      ...validInputs(emulator),
      'template-id': `${'p'.repeat(290)}${clientSecret}`,
    })

    expect(visible(ran)).toContain('p p p')
    expect(visible(ran)).not.toContain(clientSecret.slice(0, 8))
  })

  test('a body that writes a secret with escapes gives none away either', async ({ emulator }) => {
    emulator.account.clientSecret = 'a/b+c-very-secret'
    const body = '{"message":"a\\/b\\u002bc-very-secret"}'
    emulator.faults('send', { kind: 'answer', status: 400, body })
    const ran = await run({ ...validInputs(emulator), 'client-secret': 'a/b+c-very-secret' })

    expect(JSON.parse(ran.outputs['results'] ?? '')).toMatchObject([{ response: '{"message":"***"}' }])
    expect(visible(ran)).not.toContain('very-secret')
  })

  test('the password of a proxy is masked, as it is and decoded, and so is its header', async ({
    emulator,
  }) => {
    const ran = await run(validInputs(emulator), {
      https_proxy: 'http://me:p%40ss@127.0.0.1:9',
      NO_PROXY: '*',
    })

    expect(ran.masked).toEqual(expect.arrayContaining(['p%40ss', 'p@ss', btoa('me:p@ss')]))
  })

  test('the masks come before anything is said', async ({ emulator }) => {
    const order: string[] = []
    const say = () => void order.push('said')
    await run(
      { ...validInputs(emulator), 'template-id': '' },
      {},
      {
        core: {
          setSecret: () => void order.push('masked'),
          setOutput: () => {},
          summary: summaryInto([]),
          ...{ error: say, warning: say, notice: say, info: say, debug: say, startGroup: say, endGroup: say },
        },
      },
    )

    expect(order.lastIndexOf('masked')).toBeLessThan(order.indexOf('said'))
    expect(order).toContain('masked')
  })
})

test('two client secrets in two spellings are a mistake that shows neither, and both are masked', async ({
  emulator,
}) => {
  const ran = await runInProcess({
    ...validInputs(emulator),
    'client-secret': 'first-hidden',
    clientSecret: 'second-hidden',
  })

  expect(ran.said('error')).toEqual([expect.stringMatching(/^client-secret: /)])
  expect(ran.masked).toEqual(expect.arrayContaining(['first-hidden', 'second-hidden']))
  expect(visible(ran)).not.toContain('hidden')
})

describe('text from a server is inert:', () => {
  const hostile: [what: string, text: string, dangerous: RegExp][] = [
    ['a workflow command on a line of its own', 'x\n::set-output name=a::b\n', /^\s*::/m],
    ['one after white space that only .NET strips', 'x\n\u00a0\u2003::error::b', /^\s*::/m],
    ['the older command, in the middle of a line', 'a ##[add-mask]b and ##[ERROR]c', /##\[/],
    ['a terminal escape', 'a \u001b[2J \u009b31m b', /[\u001b\u009b]/],
    ['a carriage return', 'a\r::error::b', /\r/],
    ['text that turns the line around', 'a \u202e b \u2066 c', /[\u202e\u2066]/],
  ]
  for (const [what, text, dangerous] of hostile) {
    test(what, async ({ emulator }) => {
      emulator.faults('send', echo(text))
      const ran = await runInProcess(validInputs(emulator))

      const lines = ran.lines.map((line) => line.text)
      expect(lines.join('')).toContain('b')
      for (const line of lines) expect(line).not.toMatch(dangerous)
    })
  }

  test('as an ID with a line break, which is none', async ({ emulator }) => {
    emulator.faults('send', { kind: 'answer', status: 200, body: JSON.stringify({ id: 'x\n::error::y' }) })
    const ran = await runInProcess(validInputs(emulator))

    expect(ran.outputs).toMatchObject({ outcome: 'sent', 'notification-id': '' })
  })

  test('as an ID with the older command in it, which the log shows harmlessly', async ({ emulator }) => {
    emulator.faults('send', { kind: 'answer', status: 200, body: JSON.stringify({ id: '##[error]y' }) })
    const ran = await runInProcess(validInputs(emulator))

    expect(ran.said('info').join()).toContain('sent, ##\\[error]y (1 attempt')
    expect(ran.outputs['notification-id']).toBe('##[error]y')
  })
})

test('end users are counted, never named, even where WalkMe names them', async ({ emulator }) => {
  emulator.faults('send', echo('unknown: Jane.Roe@example.com, jane and 7/+='))
  const ran = await runInProcess(
    { ...validInputs(emulator), 'end-users': 'jane.roe@example.com\njane\n7/+=' },
    { RUNNER_DEBUG: '1' },
  )

  expect(ran.said('error').join()).toContain('unknown: (an end user), (an end user) and (an end user)')
  expect(ran.lines.map(({ text }) => text).join()).not.toMatch(/jane/i)
})

test('a redirect is not followed, and takes no credentials elsewhere', async ({ emulator }) => {
  emulator.faults('token', {
    kind: 'answer',
    status: 307,
    headers: { location: `${emulator.url}/public/v1/notifications/send` },
  })
  const ran = await runInProcess(validInputs(emulator))

  expect(emulator.requests).toHaveLength(1)
  expect(ran.outputs['outcome']).toBe('not-sent')
})

test('a long response is cut at 4 KiB, between characters', async ({ emulator }) => {
  emulator.faults('send', { kind: 'answer', status: 400, body: `x${'é'.repeat(5000)}` })
  const ran = await runInProcess(validInputs(emulator))

  const [{ response }] = JSON.parse(ran.outputs['results'] ?? '')
  expect(response).toBe(`x${'é'.repeat(2047)}`)
})

describe('a report that cannot be written changes no outcome:', () => {
  test('without GITHUB_OUTPUT', async ({ emulator }) => {
    const ran = await runInProcess(validInputs(emulator), { GITHUB_OUTPUT: '' })

    expect(ran.exitCode).toBe(0)
    expect(emulator.ledger).toHaveLength(1)
    expect(ran.outputs).toEqual({})
    expect(ran.said('warning')).toContainEqual(
      expect.stringMatching(/"outcome" could not be written: GITHUB_OUTPUT is not set/),
    )
  })

  test('on a full disk', async ({ emulator }) => {
    const lines: string[] = []
    const ran = await runInProcess(
      validInputs(emulator),
      {},
      {
        core: {
          setSecret() {},
          setOutput() {
            throw new Error('ENOSPC: no space left on device')
          },
          summary: summaryInto([]),
          ...{ error() {}, notice() {}, info() {}, debug() {}, startGroup() {}, endGroup() {} },
          warning: (text) => void lines.push(String(text)),
        },
      },
    )

    expect(ran.exitCode).toBe(0)
    expect(lines).toContainEqual(
      expect.stringMatching(/"outcome" could not be written: ENOSPC.*outcome stands/),
    )
  })
})

test('a commit message full of tricks, as JSON in overrides, arrives as that text', async ({ emulator }) => {
  const message = 'Fix "quotes"\nEVIL: yes\n::error::x\n$& $1 # not a comment\n${{ secrets.X }} <script>'
  await runInProcess({ ...validInputs(emulator), overrides: `SUMMARY: ${JSON.stringify(message)}` })

  expect(sentBodies(emulator)).toMatchObject([
    { notification: { override: [{ key: 'SUMMARY', value: message }] } },
  ])
})
