import { describe, expect } from 'vitest'
import { everyoneIn, test } from './stage.ts'

const dispatch = (inputs: Record<string, string>) => ({
  environment: { GITHUB_EVENT_NAME: 'workflow_dispatch', GITHUB_WORKFLOW: 'Incident' },
  event: {
    inputs: { number: '4711', severity: 'SEV1', system: 'SSO', message: 'Stay signed in.', ...inputs },
  },
})
const HOUR = 60 * 60 * 1000

describe('an incident', () => {
  test('that begins pops up with its runbook, for a day', async ({ stage }) => {
    await stage.perform('incident.yml', dispatch({ state: 'open' }))

    expect(stage.seen()).toEqual([
      {
        title: 'SSO is down',
        message: 'Stay signed in.',
        button: { text: 'What to do', link: 'https://wiki.example.com/runbooks/SSO' },
        type: 'popup',
        recipients: everyoneIn('Everybody'),
      },
    ])
    const [entry] = stage.emulator.ledger
    expect(entry?.notification.title).toBe('SEV1 SSO, open')
    expect(Date.parse(entry?.seen.endAt ?? '') - Date.parse(entry?.at ?? '')).toBeGreaterThan(23.9 * HOUR)
    expect(Date.parse(entry?.seen.endAt ?? '') - Date.parse(entry?.at ?? '')).toBeLessThan(24.1 * HOUR)
  })

  test('that is not a SEV1 does not pop up', async ({ stage }) => {
    await stage.perform('incident.yml', dispatch({ state: 'open', severity: 'SEV2' }))

    expect(stage.seen()).toMatchObject([{ title: 'SSO is down', type: 'push' }])
  })

  test('that is over is a push without a button, for those who got its beginning', async ({ stage }) => {
    await stage.perform('incident.yml', dispatch({ state: 'open', system: 'Payroll' }))
    await stage.perform(
      'incident.yml',
      dispatch({ state: 'resolved', system: 'Payroll', message: 'Nothing to do: all slips were kept.' }),
    )

    expect(stage.seen()).toEqual([
      expect.objectContaining({ title: 'Payroll is down' }),
      {
        title: 'Payroll works again',
        message: 'Nothing to do: all slips were kept.',
        button: null,
        type: 'push',
        recipients: everyoneIn('Everybody'),
      },
    ])
    expect(stage.emulator.ledger[1]?.notification.title).toBe('SEV1 Payroll, resolved')
  })

  test('that is over is told to nobody where its beginning was not', async ({ stage }) => {
    await stage.perform('incident.yml', dispatch({ state: 'open' }))
    const { steps } = await stage.attempt('incident.yml', dispatch({ state: 'resolved', number: '4712' }))

    expect(steps.map(({ outputs }) => outputs['outcome'])).toEqual(['skipped'])
    expect(steps[0]?.log).toMatch(/^Warning: .*incident-4712-open/m)
    expect(stage.seen()).toMatchObject([{ title: 'SSO is down' }])
  })

  test('is told once, at its beginning and at its end, however often it is started', async ({ stage }) => {
    for (const state of ['open', 'open', 'resolved', 'resolved'])
      await stage.perform('incident.yml', dispatch({ state }))

    expect(stage.seen()).toMatchObject([{ title: 'SSO is down' }, { title: 'SSO works again' }])
  })

  test('takes quotes, colons and expressions in its message as text', async ({ stage }) => {
    const message = `"Hold on": don't #1 \${{ github.token }}\\x`
    await stage.perform('incident.yml', dispatch({ state: 'open', message }))

    expect(stage.seen()).toMatchObject([{ message }])
  })

  test('of a state that there is no file for cannot be started', async ({ stage }) => {
    await expect(stage.perform('incident.yml', dispatch({ state: 'closed' }))).rejects.toThrow(/no option/)
  })
})
