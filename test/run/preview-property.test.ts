import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startEmulator } from '../../emulator/emulator.ts'
import type { Fault } from '../../emulator/faults.ts'
import { type GitHub, startGitHub } from '../../emulator/github/server.ts'
import { runInProcess, type StepInputs, validInputs } from '../world.ts'

const RUNS = Number(process.env['PREVIEW_RUNS'] ?? 400)

const directory = mkdtempSync(join(tmpdir(), 'walkme-preview-'))
let github: GitHub

beforeAll(async () => {
  github = await startGitHub()
})

afterAll(async () => {
  await github.close()
  rmSync(directory, { recursive: true })
})

const person = fc.uuid().map((id) => `${id}@example.com`)
const people = (minLength: number, maxLength: number) => fc.uniqueArray(person, { minLength, maxLength })
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })
const text = maybe(
  fc.constantFrom('CRM is live', '##A##', '[Preview] x', 'nobody', 'a\nb', '${{ github.actor }}'),
)
const time = maybe(fc.constantFrom('+10m', '+2h', '+3d', '+2w', '2099-01-01 10:00'))

/** How a list may be written as an input. */
const asInput = fc.constantFrom(
  (items: string[]) => items.join('\n'),
  (items: string[]) => items.join(', '),
  (items: string[]) => JSON.stringify(items),
  (items: string[]) => items.map((item) => `- ${item}`).join('\n'),
)

/** A notification, the members that a file gives instead of the inputs, and a file's form. */
const announcement = fc.record({
  audiences: fc.uniqueArray(fc.uuid(), { maxLength: 3 }),
  endUsers: people(0, 4),
  fileAudiences: maybe(fc.uniqueArray(fc.uuid(), { minLength: 1, maxLength: 3 })),
  fileEndUsers: maybe(people(1, 4)),
  isWrapped: fc.boolean(),
  systems: fc.constantFrom([], ['second'], ['second', 'second'], ['SECOND', 'unknown']),
  texts: fc.record({
    title: text,
    'runtime-title': text,
    'runtime-description': text,
    'end-at': time,
    overrides: maybe(fc.constantFrom('A: b', '"##A##": b', '[{"key": "A", "value": "b"}]')),
    'notification-type': maybe(fc.constantFrom('push', 'Popup')),
  }),
  fileTexts: fc.record({ title: text, runtimeTitle: text, startAt: maybe(fc.constantFrom('+1m', '+5m')) }),
})

const step = fc.record({
  'dry-run': fc.constantFrom('true', 'false', 'false', undefined),
  'once-key': maybe(fc.constantFrom('key', 'another')),
  'resend-when-uncertain': maybe(fc.constantFrom('true', 'false')),
  'fail-on-error': maybe(fc.constantFrom('true', 'false')),
  retries: maybe(fc.constantFrom('0', '2')),
})

const fault: fc.Arbitrary<Fault> = fc.constantFrom<Fault[]>(
  { kind: 'answer', status: 400, body: '{"message":"no"}' },
  { kind: 'answer', status: 401 },
  { kind: 'answer', status: 503, headers: { 'retry-after': '0' } },
  { kind: 'answer', status: 502 },
  { kind: 'answer', status: 307, headers: { location: '/elsewhere' } },
  { kind: 'reset', when: 'after-accepting' },
)

/** What `preview-to` says: people, or something that is a mistake. */
const previewTo = (recipients: string[]) =>
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ people: fc.tuple(people(1, 5), fc.subarray(recipients)), asInput }) },
    { weight: 1, arbitrary: fc.constantFrom('', ',', '[]', 'nobody, a@example.com', '"a"') },
  )

const story = announcement.chain((drawn) =>
  fc.record({
    drawn: fc.constant(drawn),
    previewTo: previewTo([...drawn.endUsers, ...(drawn.fileEndUsers ?? [])]),
    step,
    asInput,
    faults: fc.oneof(fc.constant([]), fc.array(fault, { maxLength: 2 })),
    attempt: fc.constantFrom('1', '2'),
  }),
)

test('whatever the step says, no audience and no end user but the previewers is in any request', async () => {
  let previews = 0
  await fc.assert(
    fc.asyncProperty(story, async ({ drawn, previewTo, step, asInput, faults, attempt }) => {
      const { audiences, endUsers, fileAudiences, fileEndUsers, fileTexts, texts, systems } = drawn
      const emulator = await startEmulator({
        account: { systems: systems.length > 0 ? ['second', 'first'] : ['second'] },
      })
      const members = { ...fileTexts, audiencesIds: fileAudiences, endUsersIds: fileEndUsers }
      const file = JSON.stringify(drawn.isWrapped ? { notification: members } : members)
      writeFileSync(join(directory, 'notify.json'), file)
      const previewers = typeof previewTo === 'string' ? [] : previewTo.people.flat().slice(0, 10)
      const inputs: Record<string, string | undefined> = {
        ...validInputs(emulator),
        ...texts,
        ...step,
        audiences: asInput(audiences),
        'end-users': endUsers.length > 0 ? asInput([...endUsers, ...endUsers]) : '',
        'system-id': systems.join('\n'),
        'github-token': github.token,
        'notification-file': 'notify.json',
        'preview-to': typeof previewTo === 'string' ? previewTo : previewTo.asInput(previewers),
      }
      const given: StepInputs = Object.fromEntries(
        Object.entries(inputs).filter(([, value]) => value !== undefined),
      )
      emulator.faults('send', ...faults)
      const ran = await runInProcess(
        given,
        {
          GITHUB_WORKSPACE: directory,
          GITHUB_ACTOR: 'octocat',
          GITHUB_REPOSITORY: 'octo-org/crm',
          GITHUB_RUN_ATTEMPT: attempt,
          GITHUB_API_URL: github.url,
        },
        { now: () => Date.now(), delay: async () => {} },
      )

      await emulator.close()
      const { requests } = emulator
      const sends = requests.filter(({ call }) => call === 'send')
      const others = [...audiences, ...endUsers, ...(fileAudiences ?? []), ...(fileEndUsers ?? [])]
      const everything = JSON.stringify(requests)
      for (const id of others) if (!previewers.includes(id)) expect(everything).not.toContain(id)
      for (const { body } of sends) {
        const { notification } = JSON.parse(body)
        expect(notification.endUsersIds).toEqual([...new Set(previewers)])
        expect(notification).not.toHaveProperty('audiencesIds')
        expect(notification).not.toHaveProperty('startAt')
        expect(Date.parse(notification.endAt)).toBeLessThanOrEqual(Date.now() + 24 * 60 * 60 * 1_000)
        for (const title of [notification.title, notification.runtimeTitle])
          expect(title ?? '[Preview] ').toMatch(/^\[Preview\] /)
      }
      expect(github.calls).toEqual([])
      if (typeof previewTo === 'string') expect([requests, ran.outputs['outcome']]).toEqual([[], 'not-sent'])
      expect(ran.outputs['outcome']).not.toBe('sent')
      if (ran.outputs['outcome'] === 'preview') previews++
    }),
    { numRuns: RUNS },
  )
  // Else it would be a property of steps that send nothing.
  expect(previews).toBeGreaterThan(RUNS / 10)
}, 120_000)
