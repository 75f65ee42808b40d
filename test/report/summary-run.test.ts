import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as core from '@actions/core'
import { selectAll } from 'hast-util-select'
import { describe, expect, vi } from 'vitest'
import * as z from 'zod'
import { type Emulator, startEmulator } from '../../emulator/emulator.ts'
import { test } from '../emulated.ts'
import { type Ran, runInProcess, type StepInputs, summaryInto, validInputs } from '../world.ts'
import { render, textOf } from './github.ts'
import { quietCore } from './reports.ts'

const heading = ({ summary }: Ran) => textOf(selectAll('h2', render(summary))[0])

describe('every run writes a summary:', () => {
  const noCredentials = { 'client-id': '', 'client-secret': '' }
  const cases: [
    what: string,
    inputs: StepInputs,
    prepare: (emulator: Emulator) => unknown,
    heading: string,
  ][] = [
    ['sent', {}, () => {}, 'sent'],
    ['not-sent', {}, ({ account }) => Object.assign(account, { mayNotify: false }), 'not sent'],
    [
      'uncertain',
      {},
      ({ faults }) => faults('send', { kind: 'reset', when: 'after-accepting' }),
      'uncertain, people may have got it',
    ],
    ['dry-run', { 'dry-run': 'true' }, () => {}, 'dry run, nothing was sent'],
    [
      'a dry run without credentials',
      { 'dry-run': 'true', ...noCredentials },
      () => {},
      'dry run, nothing was sent',
    ],
    [
      'skipped',
      { 'on-missing-credentials': 'skip', ...noCredentials },
      () => {},
      'skipped, nothing was sent',
    ],
    ['mistakes', { 'data-center': 'apac' }, () => {}, 'not sent, there are mistakes in the inputs'],
  ]
  for (const [what, inputs, prepare, expected] of cases) {
    test(what, async ({ emulator }) => {
      prepare(emulator)
      const ran = await runInProcess({ ...validInputs(emulator), ...inputs })

      expect(heading(ran)).toBe(`WalkMe notification: ${expected}`)
    })
  }
})

test('it says when it was sent, and links the page of the version that ran', async ({ emulator }) => {
  const version = { GITHUB_ACTION_REPOSITORY: 'octo-org/notify', GITHUB_ACTION_REF: 'v1' }
  const sent = await runInProcess(validInputs(emulator), version)
  const wrong = await runInProcess({ ...validInputs(emulator), audiences: '' }, version)

  expect(selectAll('td', render(sent.summary)).map(textOf)).toContain('2026-11-23 12:00 UTC')
  expect(wrong.summary).toContain('href="https://github.com/octo-org/notify/blob/v1/docs/troubleshooting.md"')
})

test('the schedule is told in the time zone that was given', async ({ emulator }) => {
  const ran = await runInProcess({
    ...validInputs(emulator),
    'time-zone': 'Asia/Kolkata',
    'start-at': '2026-12-01 09:00',
  })

  expect(selectAll('td', render(ran.summary)).map(textOf)).toContain(
    '2026-12-01 03:30 UTC\n2026-12-01 09:00 Asia/Kolkata',
  )
})

test('end users and secrets stay out of it, even where WalkMe names them', async ({ emulator }) => {
  const { clientSecret } = emulator.account
  emulator.faults('send', {
    kind: 'answer',
    status: 400,
    headers: { 'content-type': 'text/plain' },
    body: `unknown: user-7@example.com, and your secret is ${clientSecret}`,
  })
  const ran = await runInProcess({
    ...validInputs(emulator),
    'end-users': 'user-7@example.com',
    audiences: clientSecret,
  })

  const text = textOf(render(ran.summary))
  expect(text).toContain('unknown: (an end user), and your secret is ***')
  expect(text).toContain('1 end user')
  expect(text).not.toMatch(/user-7/)
  expect(text).not.toContain(clientSecret)
})

const resultsSchema = z.array(
  z.object({
    systemId: z.string(),
    outcome: z.string(),
    notificationId: z.string(),
    httpStatus: z.number().nullable(),
    attempts: z.number(),
  }),
)

test('20 systems, of which one refuses, one resets after accepting and one is slow', async () => {
  const systems = Array.from({ length: 20 }, (_, index) => `system-${index + 1}`)
  const emulator = await startEmulator({ account: { systems } })
  // Which system meets which fault is a matter of whose request comes first; the ledger tells afterwards.
  emulator.faults(
    'send',
    { kind: 'answer', status: 403, headers: { 'content-type': 'text/plain' }, body: 'Forbidden' },
    { kind: 'reset', when: 'after-accepting' },
    { kind: 'late', ms: 600 },
  )
  const ran = await runInProcess({ ...validInputs(emulator), 'system-id': systems.join('\n') })
  await emulator.settled()
  const { ledger } = emulator
  await emulator.close()

  const results = resultsSchema.parse(JSON.parse(ran.outputs['results'] ?? ''))
  const systemsThatAre = (outcome: string) =>
    results.filter((result) => result.outcome === outcome).map(({ systemId }) => systemId)
  const [[refused = '', ...others], [lost = '', ...more]] = [
    systemsThatAre('not-sent'),
    systemsThatAre('uncertain'),
  ]
  expect(ran.exitCode).toBe(1)
  expect(ran.outputs['outcome']).toBe('partial')
  expect(results.map(({ systemId }) => systemId)).toEqual(systems)
  expect([others, more]).toEqual([[], []])
  expect(systemsThatAre('sent')).toHaveLength(18)
  expect(ran.said('error')).toHaveLength(1)

  // The one that refused has nothing in the ledger, every other has one entry: its own.
  const accepted = new Map(ledger.map(({ systemId, notificationId }) => [systemId, notificationId]))
  expect(ledger).toHaveLength(19)
  expect(accepted.has(refused)).toBe(false)
  for (const { systemId, outcome, notificationId } of results) {
    expect(notificationId).toBe(outcome === 'sent' ? accepted.get(systemId) : '')
  }

  const page = render(ran.summary)
  expect(heading(ran)).toBe('WalkMe notification: sent to 18 of 20 systems')
  expect(selectAll('h2 + ul li', page).map(textOf)).toEqual(
    results.flatMap(({ systemId }) => {
      if (systemId === refused)
        return [expect.stringMatching(`^${refused}: not sent\\. .*HTTP 403, Forbidden`)]
      return systemId === lost ? [expect.stringMatching(`^${lost}: uncertain\\. The connection broke`)] : []
    }),
  )
  const [, ...rows] = selectAll('h3:last-of-type + table tr', page).map((row) =>
    selectAll('th, td', row).map(textOf),
  )
  const words: Record<string, string> = { sent: 'sent', 'not-sent': 'not sent', uncertain: 'uncertain' }
  expect(rows).toEqual(
    results.map(({ systemId, outcome, notificationId, httpStatus, attempts }) => [
      systemId,
      words[outcome],
      notificationId || '–',
      httpStatus === null ? '–' : String(httpStatus),
      String(attempts),
      expect.stringMatching(/^\d+\.\d s$/),
    ]),
  )
  const slowest = Math.max(...rows.map((row) => Number.parseFloat(row[5] ?? '')))
  expect(slowest).toBeGreaterThanOrEqual(0.6)
})

describe('a summary that cannot be written is a warning and changes no outcome:', () => {
  test('without GITHUB_STEP_SUMMARY', async ({ emulator }) => {
    const ran = await runInProcess(validInputs(emulator), { GITHUB_STEP_SUMMARY: '' })

    expect(ran.said('warning')).toEqual([
      'The job summary could not be written: GITHUB_STEP_SUMMARY is not set. The outcome stands.',
    ])
    expect(ran).toMatchObject({ exitCode: 0, summary: '', outputs: { outcome: 'sent' } })
  })

  test('on a full disk', async ({ emulator }) => {
    const warnings: string[] = []
    const summary = Object.assign(summaryInto([]), {
      write: () => Promise.reject(new Error('ENOSPC: no space left on device')),
    })
    const core = quietCore({ summary, warning: (text) => void warnings.push(String(text)) })
    const ran = await runInProcess(validInputs(emulator), {}, { core })

    expect(ran.exitCode).toBe(0)
    expect(emulator.ledger).toHaveLength(1)
    expect(warnings).toEqual([
      'The job summary could not be written: ENOSPC: no space left on device. The outcome stands.',
    ])
  })
})

test('the toolkit appends it to the file of the runner', async ({ emulator, onTestFinished }) => {
  const folder = await mkdtemp(join(tmpdir(), 'walkme-summary-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const file = join(folder, 'summary.md')
  await writeFile(file, 'From before.\n')
  // The toolkit looks for it in the environment of the process.
  vi.stubEnv('GITHUB_STEP_SUMMARY', file)
  onTestFinished(() => void vi.unstubAllEnvs())
  await runInProcess(
    validInputs(emulator),
    { GITHUB_STEP_SUMMARY: file },
    { core: quietCore({ summary: core.summary }) },
  )

  expect(await readFile(file, 'utf8')).toMatch(/^From before\.\n<h2>WalkMe notification: sent<\/h2>/)
})
