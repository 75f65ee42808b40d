import { describe, expect, vi } from 'vitest'
import { refOf } from '../../src/inputs/once.ts'
import { recordOf } from './bodies.ts'
import { history, hurried, KEY, plant, planted, runOnce, test } from './kept.ts'

const rerun = { GITHUB_RUN_ATTEMPT: '2' }

describe('a key', () => {
  test('is claimed, sent under and recorded, each with the calls that it takes', async ({
    emulator,
    github,
  }) => {
    const ran = await runOnce({ emulator, github })

    expect(ran.exitCode).toBe(0)
    expect(github.calls).toEqual([
      'GET ref',
      ...['POST trees', 'POST commits', 'POST refs'],
      ...['POST commits', 'PATCH refs'],
    ])
    expect(ran.said('info')).toEqual(expect.arrayContaining(['Once: claimed', 'Once: recorded as finished']))
    const id = emulator.ledger[0]?.notificationId
    const run = { id: '1658821493', attempt: 1, job: 'deploy' }
    expect(history(github)).toMatchObject([
      { key: KEY, state: 'claimed', run, seconds: 65, systems: [{ systemId: '', outcome: 'claimed' }] },
      { state: 'finished', systems: [{ systemId: '', outcome: 'sent', notificationId: id, by: run }] },
    ])
  })

  test('leaves no connection open', async ({ emulator, github }) => {
    await runOnce({ emulator, github })
    await vi.waitUntil(() => github.connections() === 0)
  })

  test('that was sent under is skipped, green, with the same ID and the run that sent it', async ({
    emulator,
    github,
  }) => {
    const first = await runOnce({ emulator, github })
    github.calls.length = 0
    const second = await runOnce({ emulator, github }, {}, rerun)

    expect(second.exitCode).toBe(0)
    expect(second.outputs).toMatchObject({
      outcome: 'skipped',
      'notification-id': first.outputs['notification-id'],
      'notification-ids': first.outputs['notification-ids'],
    })
    expect(second.said('info')).toContainEqual(
      expect.stringMatching(/^Send: skipped\. Run 1658821493 .* has sent/),
    )
    expect(second.said('notice')).toEqual([
      'Skipped: nothing was sent. Run 1658821493 (attempt 1, https://github.com/octo-org/crm/actions/runs/1658821493) has sent it under this once-key.',
    ])
    expect(github.calls).toEqual(['GET ref', 'GET commits'])
    expect(emulator.ledger).toHaveLength(1)
  })

  test('that was sent under does without a connection to WalkMe, however many the systems', async ({
    emulator,
    github,
  }) => {
    const inputs = { 'system-id': emulator.account.systems.join() }
    await runOnce({ emulator, github }, inputs)
    const before = emulator.connections()
    const second = await runOnce({ emulator, github }, inputs, rerun)

    expect(second.outputs['outcome']).toBe('skipped')
    expect(emulator.connections()).toBe(before)
  })

  test('under which nothing was sent is used again', async ({ emulator, github }) => {
    const first = await runOnce({ emulator, github }, { 'template-id': 'no-such-template' })
    expect(first.outputs['outcome']).toBe('not-sent')
    const second = await runOnce({ emulator, github }, {}, rerun)

    expect(second.outputs['outcome']).toBe('sent')
    expect(second.said('warning')).toEqual([])
    expect(history(github).map((record) => record?.state)).toEqual([
      'claimed',
      'finished',
      'claimed',
      'finished',
    ])
  })

  test('under which it is uncertain stays so, until one resends', async ({ emulator, github }) => {
    emulator.faults('send', { kind: 'answer', status: 504, accepts: true })
    expect((await runOnce({ emulator, github })).outputs['outcome']).toBe('uncertain')
    const second = await runOnce({ emulator, github }, {}, rerun)
    expect(second.exitCode).toBe(1)
    expect(second.outputs['outcome']).toBe('uncertain')
    expect(second.said('error')).toEqual([
      expect.stringMatching(/1658821493.*could not tell whether it was sent/),
    ])
    expect(emulator.ledger).toHaveLength(1)

    const third = await runOnce({ emulator, github }, { 'resend-when-uncertain': 'true' }, rerun)
    expect(third.outputs['outcome']).toBe('sent')
    expect(third.said('warning')).toEqual([expect.stringContaining('people may have it twice')])
    expect(emulator.ledger).toHaveLength(2)
  })

  test('that is another’s has a record of its own', async ({ emulator, github }) => {
    await runOnce({ emulator, github })
    expect((await runOnce({ emulator, github }, { 'once-key': 'another' })).outputs['outcome']).toBe('sent')
    expect([...github.refs.keys()].slice(1)).toEqual([refOf(KEY, true), refOf('another', true)])
  })

  test('is shown as it is', async ({ emulator, github }) => {
    const ran = await runOnce({ emulator, github }, { 'once-key': 'Ünï "x" ::error::x' })
    expect(ran.said('info').join('\n')).toContain('Ünï "x" ::error::x')
    expect(ran.summary).toMatch(/for the key <code>Ünï &#34;x&#34; .*error.*<\/code>/)
    expect([...github.commits.values()][0]?.message).toContain('Ünï "x" ::error::x')
  })
})

const a = 'acme-crm'
const b = 'acme-erp'

describe('several systems', () => {
  test('are sent to where they have not got it, in the order of the step', async ({ emulator, github }) => {
    emulator.account.systems = [a, b]
    const inputs = { 'system-id': `${a}\n${b}` }
    emulator.faults('send', { kind: 'answer', status: 400 })
    const first = await runOnce({ emulator, github }, inputs)
    expect(first.outputs['outcome']).toBe('partial')
    const second = await runOnce({ emulator, github }, inputs, rerun)

    expect(second.exitCode).toBe(0)
    expect(second.outputs['outcome']).toBe('sent')
    const results: { systemId: string; outcome: string }[] = JSON.parse(second.outputs['results'] ?? '')
    expect(results.map(({ systemId }) => systemId)).toEqual([a, b])
    expect(results.map(({ outcome }) => outcome).toSorted()).toEqual(['sent', 'skipped'])
    expect(emulator.ledger.map(({ notification }) => notification.systemId).toSorted()).toEqual(
      [a, b].toSorted(),
    )
    const ids = emulator.ledger.map(({ notificationId }) => notificationId)
    expect(JSON.parse(second.outputs['notification-ids'] ?? '').toSorted()).toEqual(ids.toSorted())
  })

  test('in the legs of a matrix, and one that is added later, are sent to once each', async ({
    emulator,
    github,
  }) => {
    emulator.account.systems = [a, b, 'acme-hr']
    const legs = [a, b].map((system) => runOnce({ emulator, github }, { 'system-id': system }, {}, hurried))
    for (const { outputs, said } of await Promise.all(legs)) {
      expect(outputs['outcome']).toBe('sent')
      expect(said('warning')).toEqual([])
    }
    const later = await runOnce({ emulator, github }, { 'system-id': `${a},${b},acme-hr` })

    expect(later.outputs['outcome']).toBe('sent')
    expect(JSON.parse(later.outputs['results'] ?? '')).toMatchObject([
      { outcome: 'skipped' },
      { outcome: 'skipped' },
      { outcome: 'sent' },
    ])
    expect(later.said('warning')).toEqual([])
    expect(emulator.ledger).toHaveLength(3)
  })

  test('of which one is named after a first try without an ID that WalkMe refused are sent to', async ({
    emulator,
    github,
  }) => {
    emulator.account.systems = [a, b]
    expect((await runOnce({ emulator, github })).outputs['outcome']).toBe('not-sent')

    expect((await runOnce({ emulator, github }, { 'system-id': a })).outputs['outcome']).toBe('sent')
  })

  test('of which one is named after it was sent without an ID are uncertain, with what to do', async ({
    emulator,
    github,
  }) => {
    await runOnce({ emulator, github })
    const named = await runOnce({ emulator, github }, { 'system-id': a })

    expect(named.outputs['outcome']).toBe('uncertain')
    expect(named.said('error')).toEqual([
      expect.stringMatching(/may be the same system\. Look in ComCenter .* another once-key/),
    ])
    expect(emulator.ledger).toHaveLength(1)
  })

  test('of which one ID comes in two notations are one', async ({ emulator, github }) => {
    const bare = 'bcf4c7f5682b4aa6875a0fc9bdfa21ca'
    const dashed = 'BCF4C7F5-682B-4AA6-875A-0FC9BDFA21CA'
    emulator.account.systems = [bare, dashed]
    const first = await runOnce({ emulator, github }, { 'system-id': `${bare}, ${dashed}` })
    expect(first.said('warning')).toEqual(['system-id: One item is listed twice and counted once.'])

    expect((await runOnce({ emulator, github }, { 'system-id': dashed })).outputs['outcome']).toBe('skipped')
    expect(emulator.ledger).toHaveLength(1)
  })
})

describe('a dry run', () => {
  test('looks and writes nothing', async ({ emulator, github }) => {
    const dry = { 'dry-run': 'true' }
    const before = await runOnce({ emulator, github }, dry)
    await runOnce({ emulator, github })
    github.calls.length = 0
    const after = await runOnce({ emulator, github }, dry)

    expect([before, after].map(({ outputs }) => outputs['outcome'])).toEqual(['dry-run', 'dry-run'])
    expect(before.said('info')).toContainEqual(expect.stringContaining('the notification would be sent'))
    expect(after.said('info')).toContainEqual(expect.stringContaining('would be skipped: Run 1658821493'))
    expect(github.calls).toEqual(['GET ref', 'GET commits'])
  })

  test('says it of each system', async ({ emulator, github }) => {
    const ran = await runOnce({ emulator, github }, { 'dry-run': 'true', 'system-id': `${a}\n${b}` })

    expect(ran.said('info')).toContain(
      'Once: by the record as it is, acme-crm would be sent; acme-erp would be sent',
    )
  })

  test('does not wait for another run', async ({ emulator, github }) => {
    plant(github, planted(recordOf({ '': 'claimed' }, { run: { id: '7', attempt: 1, job: 'other' } })))
    const ran = await runOnce({ emulator, github }, { 'dry-run': 'true' })

    expect(ran.outputs['outcome']).toBe('dry-run')
    expect(ran.said('info')).toContainEqual(
      expect.stringMatching(/the notification would wait \(run 7 .* has claimed this once-key\)$/),
    )
  })

  test('that cannot look says so, and is a dry run all the same', async ({ emulator, github }) => {
    github.faults('GET ref', { kind: 'answer', status: 401 })
    const ran = await runOnce({ emulator, github }, { 'dry-run': 'true' })

    expect(ran.outputs['outcome']).toBe('dry-run')
    expect(ran.said('warning')).toEqual([expect.stringMatching(/record could not be read \(HTTP 401/)])
  })

  test('without credentials stays off the network', async ({ emulator, github }) => {
    const ran = await runOnce(
      { emulator, github },
      { 'dry-run': 'true', 'client-id': '', 'client-secret': '' },
    )

    expect(ran.outputs['outcome']).toBe('dry-run')
    expect(github.calls).toEqual([])
  })
})

describe('without a key', () => {
  const without = { 'once-key': '' }
  test('GitHub is not asked, and a first attempt says nothing of it', async ({ emulator, github }) => {
    const ran = await runOnce({ emulator, github }, without)

    expect(github.calls).toEqual([])
    expect(ran.said('notice')).toEqual([])
  })

  test('a later attempt says that people may be told again, and what prevents it', async ({
    emulator,
    github,
  }) => {
    const ran = await runOnce({ emulator, github }, without, rerun)

    expect(ran.outputs['outcome']).toBe('sent')
    expect(ran.said('notice')).toEqual([expect.stringMatching(/attempt 2 .* told again\. With "once-key"/)])
  })

  test('a later attempt that sends nothing does not', async ({ emulator, github }) => {
    const ran = await runOnce({ emulator, github }, { ...without, 'dry-run': 'true' }, rerun)
    expect(ran.said('notice').join()).not.toContain('told again')
  })
})

test('the token of GitHub is a secret', async ({ emulator, github }) => {
  github.faults('POST refs', { kind: 'answer', status: 403, message: `no: ${github.token}` })
  const ran = await runOnce({ emulator, github })

  expect(ran.masked).toContain(github.token)
  expect(JSON.stringify([ran.lines, ran.outputs, ran.summary])).not.toContain(github.token)
  expect(ran.said('error')).toEqual([expect.stringContaining('no: ***')])
})
