import { fileURLToPath } from 'node:url'
import { describe, expect } from 'vitest'
import type { Emulator } from '../../emulator/emulator.ts'
import type { GitHub } from '../../emulator/github/server.ts'
import { runAction, type Step, type StepResult } from '../../runner/runner.ts'
import { refusingProxy } from '../counterparts/servers.ts'
import { validInputs } from '../world.ts'
import { history, KEY, test } from './kept.ts'

const RACES = Number(process.env['ONCE_E2E_RUNS'] ?? 1)
const RIVALS = 5

interface Stage {
  emulator: Emulator
  github: GitHub
}

/** A step in a process of its own, with the job's token where action.yml puts it. */
function step(
  { emulator, github }: Stage,
  env: Step['env'] = {},
  key = KEY,
  inputs: Step['inputs'] = {},
): Promise<StepResult> {
  return runAction({
    inputs: { ...validInputs(emulator), 'once-key': key, ...inputs },
    env: { GITHUB_API_URL: github.url, GITHUB_TOKEN: github.token, ...env },
    debug: true,
  })
}

describe('through the committed bundle', () => {
  test('twice in a row: the second is skipped, green, with the ID of the first', async ({
    emulator,
    github,
  }) => {
    const first = await step({ emulator, github })
    const second = await step({ emulator, github }, { GITHUB_RUN_ATTEMPT: '2' })

    expect(first).toMatchObject({ exitCode: 0, outputs: { outcome: 'sent' } })
    expect(second).toMatchObject({
      exitCode: 0,
      outputs: { outcome: 'skipped', 'notification-id': first.outputs['notification-id'] },
    })
    expect(emulator.ledger.map(({ notificationId }) => notificationId)).toEqual([
      first.outputs['notification-id'],
    ])
  })

  test(`${RIVALS} at the same moment put one entry in the ledger, ${RACES} of ${RACES} times`, {
    timeout: 30_000 + RACES * 20_000,
  }, async ({ emulator, github }) => {
    for (let race = 1; race <= RACES; race++) {
      const key = `race-${race}`
      const jobs = Array.from({ length: RIVALS }, () => step({ emulator, github }, {}, key))
      const ended = await Promise.all(jobs)

      expect(emulator.ledger, `in race ${race}`).toHaveLength(race)
      expect(ended.map(({ outputs }) => outputs['outcome']).toSorted()).toEqual([
        'sent',
        ...Array.from({ length: RIVALS - 1 }, () => 'skipped'),
      ])
      const ids = ended.map(({ outputs }) => outputs['notification-id'])
      expect(new Set(ids)).toEqual(new Set([emulator.ledger.at(-1)?.notificationId]))
      expect(ended.map(({ exitCode }) => exitCode)).toEqual(ids.map(() => 0))
      expect(history(github, key).map((record) => record?.state)).toEqual(['claimed', 'finished'])
    }
  })

  test('the process ends at once, and shows the token to nobody', async ({ emulator, github }) => {
    const began = performance.now()
    const { stdout, stderr, outputs, summary } = await step({ emulator, github })

    expect(performance.now() - began).toBeLessThan(5_000)
    const written = [stdout, stderr].join('\n').replaceAll(/^::add-mask::.*$/gm, '')
    expect(written + summary + JSON.stringify(outputs)).not.toContain(github.token)
    expect(stdout).toContain(`::add-mask::${github.token}`)
  })

  test('where GitHub refuses, nothing is sent, and the step says which permission', async ({
    emulator,
    github,
  }) => {
    github.permission = 'read'
    const { exitCode, outputs, log } = await step({ emulator, github })

    expect({ exitCode, outcome: outputs['outcome'] }).toEqual({ exitCode: 1, outcome: 'not-sent' })
    expect(log).toContain('permissions: contents: write')
    expect(emulator.requests).toEqual([])
  })

  test.for([
    ['is not there', '/nowhere/at/all'],
    ['is no JSON', fileURLToPath(import.meta.url)],
  ] as const)(
    'an event’s file that %s changes nothing, since nobody reads it',
    async ([, path], { emulator, github }) => {
      const { outputs, log } = await step({ emulator, github }, { GITHUB_EVENT_PATH: path })

      expect(outputs['outcome']).toBe('sent')
      expect(log).not.toContain('GITHUB_EVENT_PATH')
    },
  )

  test('a record that cannot be looked up is uncertain, never "nobody got it"', async ({
    emulator,
    github,
  }) => {
    await step({ emulator, github })
    github.faults('GET ref', { kind: 'answer', status: 401, message: 'Bad credentials' })
    const { exitCode, outputs, log, summary } = await step({ emulator, github }, { GITHUB_RUN_ATTEMPT: '2' })

    expect({ exitCode, outcome: outputs['outcome'] }).toEqual({ exitCode: 1, outcome: 'uncertain' })
    expect(log).toMatch(/Check github-token.*this run sent nothing.*the key guards it/)
    expect(log + summary).not.toMatch(/nobody got it|git push/)
    expect(emulator.ledger).toHaveLength(1)
  })

  test('the legs of a matrix with one key are each sent to, at the same time', async ({
    emulator,
    github,
  }) => {
    emulator.account.systems = ['s1', 's2', 's3']
    const leg = (system: string) => step({ emulator, github }, {}, KEY, { 'system-id': system })
    const legs = await Promise.all(emulator.account.systems.map(leg))

    expect(legs.map(({ outputs }) => outputs['outcome'])).toEqual(['sent', 'sent', 'sent'])
    expect(emulator.ledger.map(({ notification }) => notification.systemId).toSorted()).toEqual([
      ...['s1', 's2', 's3'],
    ])
    expect(
      history(github)
        .at(-1)
        ?.systems.map(({ outcome }) => outcome),
    ).toEqual(['sent', 'sent', 'sent'])
  })

  test('an all-clear goes to those who heard the alarm, once, and clears nothing up for others', async ({
    emulator,
    github,
  }) => {
    emulator.account.systems = ['s1', 's2']
    await step({ emulator, github }, {}, 'open', { 'system-id': 's1' })
    const allClear = { 'after-key': 'open', 'system-id': 's1,s2' }
    const first = await step({ emulator, github }, {}, 'resolved', allClear)
    const second = await step({ emulator, github }, {}, 'resolved', allClear)

    expect([first, second].map(({ outputs }) => outputs['outcome'])).toEqual(['sent', 'skipped'])
    expect(emulator.ledger.map(({ notification }) => notification.systemId)).toEqual(['s1', 's1'])
  })

  test('an uncertain send is told with the command that clears its record', async ({ emulator, github }) => {
    emulator.faults('send', { kind: 'answer', status: 504 })
    const { outputs, log, summary } = await step({ emulator, github })
    const [, ref = ''] = [...github.refs.keys()]

    expect(outputs['outcome']).toBe('uncertain')
    expect(ref).toMatch(/^refs\/walkme\/trial\/[0-9a-f]{64}$/)
    for (const text of [log, summary]) expect(text).toContain(`git push origin --delete ${ref}`)
  })

  test('a local GitHub is not reached through a proxy', async ({ emulator, github }) => {
    const proxies = { HTTPS_PROXY: 'http://127.0.0.1:9', HTTP_PROXY: 'http://127.0.0.1:9' }
    expect((await step({ emulator, github }, proxies)).outputs['outcome']).toBe('sent')
  })

  test('GitHub is reached through the proxy of everything else', async ({ emulator, github }) => {
    const { url, asked } = await refusingProxy()
    const ran = await step(
      { emulator, github },
      { GITHUB_API_URL: 'https://github.example.com/api/v3', HTTPS_PROXY: url },
      KEY,
      { retries: '0' },
    )
    expect(ran.outputs['outcome']).toBe('uncertain')
    expect(asked).toEqual(['github.example.com:443'])
    expect(emulator.requests).toEqual([])
  })
})
