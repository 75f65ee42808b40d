import { describe, expect } from 'vitest'
import { startGitHub } from '../../emulator/github/server.ts'
import { test } from '../emulated.ts'
import { type Ran, runInProcess, type StepInputs, sentBodies, validInputs } from '../world.ts'

const ME = 'user-90@example.com'
const YOU = 'user-91@example.com'
const DAY = 24 * 60 * 60 * 1_000

/** A run of now: the emulator has the clock of this machine. */
const run = (inputs: StepInputs, environment?: Record<string, string>) =>
  runInProcess(inputs, environment, { now: () => Date.now() })

/** Everything that GitHub is told. */
const told = (ran: Ran) => JSON.stringify([ran.lines, ran.summary])

test('a preview goes to its people only, at once, marked, and for a day', async ({ emulator }) => {
  const began = Date.now()
  const ran = await run({
    ...validInputs(emulator),
    'end-users': 'user-01@example.com',
    'start-at': '+2d',
    title: 'CRM',
    'runtime-title': 'CRM 4.10 is live',
    overrides: 'VERSION: 4.10',
    'preview-to': `${ME}, ${YOU}`,
  })

  expect(ran.exitCode).toBe(0)
  expect(sentBodies(emulator)).toEqual([
    {
      notification: {
        templateId: emulator.account.templates[0]?.id,
        endUsersIds: [ME, YOU],
        title: '[Preview] CRM',
        runtimeTitle: '[Preview] CRM 4.10 is live',
        override: [{ key: 'VERSION', value: '4.10' }],
        endAt: expect.stringMatching(/\+00:00$/),
      },
    },
  ])
  const [entry] = emulator.ledger
  expect(entry?.isPreview).toBe(true)
  expect(entry?.seen.recipients).toEqual({ people: 2, endUsers: 2, audiences: [] })
  expect(Math.abs(Date.parse(entry?.seen.endAt ?? '') - began - DAY)).toBeLessThan(60_000)
})

test('its outcome is `preview`, with the IDs as for a send, and everything says so', async ({ emulator }) => {
  const ran = await run({ ...validInputs(emulator), 'preview-to': ME })

  const id = emulator.ledger[0]?.notificationId
  expect(ran.outputs).toMatchObject({
    outcome: 'preview',
    'notification-id': id,
    'notification-ids': JSON.stringify([id]),
    payload: JSON.stringify(sentBodies(emulator)),
  })
  expect(JSON.parse(ran.outputs['results'] ?? '')[0]).toMatchObject({
    outcome: 'preview',
    httpStatus: 200,
    attempts: 1,
    notificationId: id,
  })
  expect(ran.said('notice')).toEqual([
    expect.stringMatching(/^Preview: only the people in "preview-to" got it/),
  ])
  expect(ran.said('info')[0]).toBe('The preview')
  expect(ran.said('info').at(-1)).toMatch(/^Send: preview, /)
  expect(ran.summary).toContain('WalkMe notification: preview, only the people in preview-to got it')
  expect(ran.summary).toContain('<code>preview-to: nobody</code>')
  expect(told(ran)).not.toMatch(/user-9|a001/)
})

describe('`nobody`, in any case, is no preview:', () => {
  for (const nobody of ['nobody', 'Nobody', '["nobody"]']) {
    test(nobody, async ({ emulator }) => {
      const ran = await run({ ...validInputs(emulator), 'preview-to': nobody, 'runtime-title': 'Hi' })

      expect(ran.outputs['outcome']).toBe('sent')
      expect(emulator.ledger[0]?.seen).toMatchObject({ title: 'Hi', recipients: { people: 40 } })
    })
  }
})

describe('an empty text is a mistake, and nobody gets anything:', () => {
  const variables = ['INPUT_PREVIEW-TO', 'INPUT_PREVIEWTO', 'INPUT_PREVIEW_TO']
  for (const variable of variables) {
    test(variable, async ({ emulator }) => {
      const ran = await run(validInputs(emulator), { 'INPUT_PREVIEW-TO': 'nobody', [variable]: ' ' })

      expect(ran.said('error').join('\n')).toContain("${{ inputs.preview-to || 'nobody' }}")
      expect(ran.exitCode).toBe(1)
      expect(ran.outputs['outcome']).toBe('not-sent')
      expect(emulator.connections()).toBe(0)
    })
  }
})

describe('a mistake names its place and no ID:', () => {
  const eleven = Array.from({ length: 11 }, (_, index) => `user-${index}@example.com`)
  const cases: [what: string, inputs: StepInputs, message: RegExp][] = [
    ['an empty array', { 'preview-to': '[]' }, /^preview-to: It is empty/],
    ['nobody and somebody', { 'preview-to': `nobody, ${ME}` }, /^preview-to: "nobody" stands beside/],
    ['eleven people', { 'preview-to': eleven.join() }, /^preview-to: There are 11 people, but at most 10/],
    ['quotes', { 'preview-to': `"${ME}", b` }, /^preview-to: Item 1 starts with a quote/],
    ['no real recipients', { 'preview-to': ME, audiences: '' }, /^audiences: Nobody would get this/],
    [
      'too many real ones',
      { 'preview-to': ME, 'end-users': `${[...Array(101).keys()]}` },
      /^end-users: .* 101/,
    ],
    ['an end in the past', { 'preview-to': ME, 'end-at': '2020-01-01' }, /^end-at: .* already past/],
    ['a key without a token', { 'preview-to': ME, 'once-key': 'k' }, /^github-token: It is empty/],
    ['no template', { 'preview-to': ME, 'template-id': '' }, /^template-id: The template is missing/],
  ]
  for (const [what, inputs, message] of cases) {
    test(what, async ({ emulator }) => {
      const ran = await run({ ...validInputs(emulator), ...inputs })

      expect(ran.said('error')).toContainEqual(expect.stringMatching(message))
      expect(told(ran)).not.toContain('user-')
      expect(emulator.connections()).toBe(0)
    })
  }
})

test('ten people may get it, each once', async ({ emulator }) => {
  const ten = Array.from({ length: 10 }, (_, index) => `user-9${index}@example.com`)
  const inputs = { 'preview-to': [...ten, ME].join('\n'), 'runtime-title': 'Hello' }
  const ran = await run({ ...validInputs(emulator), ...inputs })

  expect(ran.said('warning')).toEqual(['preview-to: One item is listed twice and counted once.'])
  expect(emulator.ledger[0]?.notification.endUsersIds).toEqual(ten)
})

test('the end that is given stays where it comes within a day', async ({ emulator }) => {
  await run({ ...validInputs(emulator), 'preview-to': ME, 'end-at': '+2h' })
  await run({ ...validInputs(emulator), 'preview-to': ME, 'end-at': '+2w' })

  const ends = emulator.ledger.map(({ seen }) => Date.parse(seen.endAt) - Date.now())
  expect(ends.map((end) => Math.round(end / 3_600_000))).toEqual([2, 24])
})

test('hours in which people may be interrupted do not move its end', async ({ emulator }) => {
  const hours = { 'show-hours': 'Wed 08:00-18:00', 'time-zone': 'UTC', 'end-at': '+2h' }
  const inputs = { ...validInputs(emulator), ...hours, 'preview-to': ME, 'dry-run': 'true' }
  const ran = await runInProcess(inputs)

  expect(JSON.parse(ran.outputs['payload'] ?? '')).toEqual([
    { notification: expect.objectContaining({ endAt: '2026-11-23T14:00:00+00:00' }) },
  ])
})

test('a key is neither read nor written, and a second attempt is nothing to tell', async ({ emulator }) => {
  const github = await startGitHub()
  const environment = {
    GITHUB_API_URL: github.url,
    GITHUB_REPOSITORY: 'octo-org/crm',
    GITHUB_RUN_ATTEMPT: '2',
  }
  const key = { 'once-key': 'deploy-1', 'github-token': github.token }
  const once: StepInputs = { ...validInputs(emulator), ...key, 'end-at': '+1h' }
  const preview = await run({ ...once, 'preview-to': ME }, environment)
  const dry = await run({ ...once, 'preview-to': ME, 'dry-run': 'true' }, environment)

  expect([preview.outputs['outcome'], dry.outputs['outcome']]).toEqual(['preview', 'dry-run'])
  expect(github.calls).toEqual([])
  expect(JSON.stringify([preview.lines, preview.summary, dry.lines])).not.toMatch(/attempt 2|deploy-1/)
  await github.close()
})

test('a dry run sends no preview either, and shows what it would be', async ({ emulator }) => {
  const ran = await run({ ...validInputs(emulator), 'preview-to': ME, 'dry-run': 'true' })

  expect(ran.outputs['outcome']).toBe('dry-run')
  expect(sentBodies(emulator)).toEqual([])
  expect(JSON.parse(ran.outputs['payload'] ?? '')).toEqual([
    { notification: expect.objectContaining({ endUsersIds: [ME] }) },
  ])
})

describe('what goes wrong is called what it is for a send:', () => {
  test('refused', async ({ emulator }) => {
    emulator.faults('send', { kind: 'answer', status: 400, body: `{"message":"no ${ME}"}` })
    const ran = await run({ ...validInputs(emulator), 'preview-to': ME })

    expect([ran.exitCode, ran.outputs['outcome']]).toEqual([1, 'not-sent'])
    expect(told(ran)).not.toContain(ME)
  })

  test('lost', async ({ emulator }) => {
    emulator.faults('send', { kind: 'reset', when: 'after-accepting' })
    const ran = await run({ ...validInputs(emulator), 'preview-to': ME })

    expect([ran.exitCode, ran.outputs['outcome']]).toEqual([1, 'uncertain'])
  })

  test('one system of two', async ({ emulator }) => {
    emulator.account.systems = ['a', 'b']
    const ran = await run({ ...validInputs(emulator), 'system-id': 'a, x', 'preview-to': ME })

    expect([ran.exitCode, ran.outputs['outcome']]).toEqual([1, 'partial'])
    const outcomes = JSON.parse(ran.outputs['results'] ?? '').map(
      ({ outcome }: { outcome: string }) => outcome,
    )
    expect(outcomes).toEqual(['preview', 'not-sent'])
    expect(ran.summary).toContain('sent to 1 of 2 systems')
  })

  test('an answer without an ID is green with a warning', async ({ emulator }) => {
    emulator.faults('send', { kind: 'answer', status: 200, body: '{}' })
    const ran = await run({ ...validInputs(emulator), 'preview-to': ME })

    expect([ran.exitCode, ran.outputs['outcome']]).toEqual([0, 'preview'])
    // The other one says that nothing people see could be marked.
    const warnings = ['Without a "runtime-title", people see no "[Preview]" mark', 'no ID']
    expect(ran.said('warning')).toEqual(warnings.map((words) => expect.stringContaining(words)))
  })
})
