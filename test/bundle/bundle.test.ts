import { describe, expect } from 'vitest'
import { runAction } from '../../runner/runner.ts'
import { test } from '../emulated.ts'
import { SPELLINGS, validInputs } from '../world.ts'

test('the bundle sends, sets its outputs and says what it did', async ({ emulator }) => {
  const step = await runAction({ inputs: { ...validInputs(emulator), overrides: 'VERSION: 4.10' } })

  const id = emulator.ledger[0]?.notificationId
  expect(step.exitCode).toBe(0)
  expect(emulator.ledger).toHaveLength(1)
  expect(step.outputs).toMatchObject({ outcome: 'sent', 'notification-id': id })
  expect(step.log).toMatch(/^Token: ok \(\d+ ms\)$/m)
  expect(step.log).toContain(`Send: sent, ${id?.slice(0, 4)}…${id?.slice(-4)} (1 attempt, `)
  expect(step.stderr).toBe('')
})

test('without a GITHUB_OUTPUT file the outcome stands, and the log says what is missing', async ({
  emulator,
}) => {
  const step = await runAction({ inputs: validInputs(emulator), env: { GITHUB_OUTPUT: undefined } })

  expect(step.exitCode).toBe(0)
  expect(emulator.ledger).toHaveLength(1)
  expect(step.stdout).not.toContain('set-output')
  expect(step.log).toContain('could not be written: GITHUB_OUTPUT is not set')
})

test('a GITHUB_OUTPUT that is not there is a warning', async ({ emulator }) => {
  const step = await runAction({ inputs: validInputs(emulator), env: { GITHUB_OUTPUT: '/nowhere/at/all' } })

  expect(step.exitCode).toBe(0)
  expect(emulator.ledger).toHaveLength(1)
  expect(step.log).toMatch(/Warning: The output "outcome" could not be written/)
})

test('an input that is empty is absent, and the defaults hold without those of action.yml', async ({
  emulator,
}) => {
  const step = await runAction({
    inputs: {
      ...validInputs(emulator),
      'data-center': '',
      'dry-run': '',
      'fail-on-error': '',
      overrides: ' \n ',
    },
    defaults: false,
  })

  expect(step.outputs).toMatchObject({ outcome: 'sent' })
})

test('a log that nobody reads any more does not stop a delivery', async ({ emulator }) => {
  emulator.faults('token', { kind: 'late', ms: 300 })
  const step = await runAction({
    inputs: validInputs(emulator),
    onSpawn: (child) => void child.stdout?.once('data', () => child.stdout?.destroy()),
  })

  expect(step.exitCode).toBe(0)
  expect(step.outputs['outcome']).toBe('sent')
})

test('the process ends with its work, not with its keep-alive connection', async ({ emulator }) => {
  const began = performance.now()
  await runAction({ inputs: validInputs(emulator) })

  expect(performance.now() - began).toBeLessThan(5_000)
  expect(emulator.connections()).toBe(1)
})

describe('at debug level no secret is written, in any form:', () => {
  const paths: [
    what: string,
    prepare: (emulator: import('../../emulator/emulator.ts').Emulator) => Record<string, string>,
  ][] = [
    [
      'a send that is refused',
      (emulator) => {
        emulator.account.mayNotify = false
        return {}
      },
    ],
    [
      'a send that is answered with all it was sent',
      (emulator) => {
        const { clientId, clientSecret } = emulator.account
        emulator.faults('send', {
          kind: 'answer',
          status: 400,
          headers: { 'content-type': 'text/plain' },
          body: `${clientId}:${clientSecret}`,
        })
        return {}
      },
    ],
    ['wrong credentials', () => ({ 'client-id': 'somebody-else' })],
    [
      'a token request that is answered with all it was sent',
      (emulator) => {
        const { clientId, clientSecret } = emulator.account
        const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64')
        emulator.faults('token', {
          kind: 'answer',
          status: 400,
          headers: { 'content-type': 'text/plain' },
          body: `${basic} ${clientSecret}`,
        })
        return {}
      },
    ],
    [
      'a token that cannot be used',
      (emulator) => {
        const { clientSecret } = emulator.account
        emulator.faults('token', {
          kind: 'answer',
          status: 200,
          body: JSON.stringify({ access_token: `a b ${clientSecret}` }),
        })
        return {}
      },
    ],
    [
      'a reset',
      (emulator) => {
        emulator.faults('send', { kind: 'reset', when: 'after-body' })
        return {}
      },
    ],
    ['a server that cannot be reached', () => ({ 'api-url': 'http://127.0.0.1:9', retries: '0' })],
    [
      'mistakes in the inputs',
      ({ account }) => ({
        'data-center': account.clientSecret,
        'api-url': `https://x:${account.clientSecret}@example.com`,
        overrides: `A: ${account.clientSecret} #1`,
        'start-at': account.clientSecret,
        'notification-type': encodeURIComponent(account.clientSecret),
      }),
    ],
    [
      'a secret with a line break',
      ({ account }) => ({ 'client-secret': `${account.clientSecret}\n${account.clientSecret}` }),
    ],
    ['a success', () => ({})],
  ]
  for (const [what, prepare] of paths) {
    test.for(SPELLINGS.slice(0, 2))(
      `${what}, with inputs in %s spelling`,
      async ([, spell], { emulator }) => {
        const change = prepare(emulator)
        const { clientId, clientSecret } = emulator.account
        const step = await runAction({ inputs: spell({ ...validInputs(emulator), ...change }), debug: true })

        const token = emulator.requests
          .find(({ call }) => call === 'send')
          ?.headers['authorization']?.slice('Bearer '.length)
        const secrets = [clientSecret, ...(token ? [token] : [])]
        const forms = secrets.flatMap((secret) => [
          secret,
          encodeURIComponent(secret),
          Buffer.from(secret).toString('base64'),
          Buffer.from(`${clientId}:${secret}`).toString('base64'),
        ])
        // The masks are commands to the runner, which consumes them: all else is for readers.
        const written = [step.stdout, step.stderr].join('\n').replaceAll(/^::add-mask::.*$/gm, '')
        for (const form of forms) {
          expect(written).not.toContain(form)
          expect(step.summary).not.toContain(form)
          expect(JSON.stringify(step.outputs)).not.toContain(form)
        }
        expect(step.stdout).toContain(`::add-mask::${clientSecret}`)
        expect(step.outputs['outcome']).toMatch(what === 'a success' ? /^sent$/ : /^(not-sent|uncertain)$/)
      },
    )
  }
})
