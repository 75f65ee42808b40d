import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import type { Emulator } from '../../emulator/emulator.ts'
import { test as base } from '../emulated.ts'
import { runInProcess, type StepInputs, sentBodies, validInputs } from '../world.ts'

/** A workspace to put files into, gone when the test ends. */
interface Workspace {
  directory: string
  write(name: string, content: string | Buffer): void
  /** Runs with credentials and the file, everything else being the file's to say. */
  run(inputs?: StepInputs, environment?: Record<string, string>): ReturnType<typeof runInProcess>
}

const test = base.extend<{ workspace: Workspace }>({
  workspace: async ({ emulator }, use) => {
    const directory = mkdtempSync(join(tmpdir(), 'walkme-workspace-'))
    const write = (name: string, content: string | Buffer) => writeFileSync(join(directory, name), content)
    const { 'template-id': _, audiences: __, ...credentials } = validInputs(emulator)
    await use({
      directory,
      write,
      run: (inputs, environment) =>
        runInProcess(
          { ...credentials, 'notification-file': 'notify.yml', ...inputs },
          { GITHUB_WORKSPACE: directory, ...environment },
        ),
    })
    rmSync(directory, { recursive: true })
  },
})

const file = ({ account }: Emulator, more = '') =>
  `templateId: ${account.templates[0]?.id}\naudiencesIds: [${account.audiences[0]?.id}]\n${more}`

test('a file says it all, filled from the event', async ({ emulator, workspace }) => {
  workspace.write('event.json', JSON.stringify({ head_commit: { message: 'Fix "it"\nURL: evil' } }))
  workspace.write(
    'notify.yml',
    file(
      emulator,
      'runtimeTitle: ${{ github.actor }} deployed\noverride:\n  VERSION: 1.10\n  SUMMARY: ${{ github.event.head_commit.message }}',
    ),
  )
  const ran = await workspace.run(
    {},
    { GITHUB_ACTOR: 'octocat', GITHUB_EVENT_PATH: join(workspace.directory, 'event.json') },
  )

  expect(ran.said('error')).toEqual([])
  expect(ran.outputs['outcome']).toBe('sent')
  expect(sentBodies(emulator)).toEqual([
    {
      notification: {
        templateId: emulator.account.templates[0]?.id,
        audiencesIds: [emulator.account.audiences[0]?.id],
        runtimeTitle: 'octocat deployed',
        override: [
          { key: 'VERSION', value: '1.10' },
          { key: 'SUMMARY', value: 'Fix "it"\nURL: evil' },
        ],
      },
    },
  ])
})

test('step inputs win over the file, member by member, and overrides by key', async ({
  emulator,
  workspace,
}) => {
  workspace.write(
    'notify.yml',
    file(emulator, 'title: from the file\nruntimeTitle: kept\noverride: {VERSION: "1", SUMMARY: kept}'),
  )
  await workspace.run({ title: 'from the step', overrides: 'VERSION: 2\nMORE: 3' })

  expect(sentBodies(emulator)).toMatchObject([
    {
      notification: {
        title: 'from the step',
        runtimeTitle: 'kept',
        override: [
          { key: 'VERSION', value: '2' },
          { key: 'SUMMARY', value: 'kept' },
          { key: 'MORE', value: '3' },
        ],
      },
    },
  ])
})

test('a hostile commit message of 100 kB arrives as that text and does nothing else', async ({
  emulator,
  workspace,
}) => {
  const message = `"'\n\${{ secrets.X }}\n::set-output name=a::b\n<script>\u202e${'x'.repeat(100_000)}`
  workspace.write('event.json', JSON.stringify({ head_commit: { message } }))
  workspace.write('notify.yml', file(emulator, 'runtimeDescription: ${{ github.event.head_commit.message }}'))
  const ran = await workspace.run({}, { GITHUB_EVENT_PATH: join(workspace.directory, 'event.json') })

  expect(sentBodies(emulator)).toMatchObject([{ notification: { runtimeDescription: message } }])
  const log = ran.lines.map(({ text }) => text).join('\n')
  expect(log).not.toMatch(/^\s*::/m)
  expect(log.length).toBeLessThan(2_000)
})

test('inputs and tokens are not among what expressions can see', async ({ emulator, workspace }) => {
  workspace.write(
    'notify.yml',
    file(
      emulator,
      "title: ${{ env['INPUT_CLIENT-SECRET'] || env.ACTIONS_RUNTIME_TOKEN || env.GH_TOKEN || env.https_proxy || env.GITHUB_TOKEN || 'nothing' }}",
    ),
  )
  await workspace.run({}, { ACTIONS_RUNTIME_TOKEN: 'secret', GH_TOKEN: 'secret', GITHUB_TOKEN: 'secret' })

  expect(sentBodies(emulator)).toMatchObject([{ notification: { title: 'nothing' } }])
})

describe('a mistake in the file is an annotation on its line:', () => {
  test('with columns where it is on one line', async ({ emulator, workspace }) => {
    workspace.write('notify.yml', file(emulator, 'audienceIds: [x]'))
    const ran = await workspace.run()

    expect(ran.lines).toContainEqual({
      level: 'error',
      text: 'notify.yml, line 3, column 1: There is no member "audienceIds". Did you mean "audiencesIds"?',
      properties: { file: 'notify.yml', startLine: 3, endLine: 3, startColumn: 1, endColumn: 12 },
    })
    expect(ran.exitCode).toBe(1)
    expect(emulator.connections()).toBe(0)
  })

  test('without columns where it is on several, as GitHub wants it', async ({ emulator, workspace }) => {
    workspace.write('notify.yml', file(emulator, 'title:\n  a: b\n  c: d\n'))
    const ran = await workspace.run()

    expect(ran.lines[0]?.properties).toEqual({ file: 'notify.yml', startLine: 4, endLine: 6 })
  })

  test('a mistake of the whole is told where it was said', async ({ emulator, workspace }) => {
    workspace.write('notify.yml', file(emulator, 'startAt: 2026-12-02\nendAt: 2026-12-01 10:00'))
    const ran = await workspace.run()

    expect(ran.said('error')).toEqual([
      expect.stringMatching(/^notify\.yml, line 4, column 8: The end .* is not after the start/),
    ])
  })

  test('mistakes of the step and of the file come together', async ({ emulator, workspace }) => {
    workspace.write('notify.yml', file(emulator, 'notificationType: banner'))
    const ran = await workspace.run({ 'data-center': 'apac' })

    expect(ran.said('error')).toEqual([
      expect.stringMatching(/^data-center: /),
      expect.stringMatching(/^notify\.yml, line 3/),
    ])
  })

  test('a file without a template or recipients says what is missing', async ({ workspace }) => {
    workspace.write('notify.yml', 'title: x')
    const ran = await workspace.run()

    expect(ran.said('error')).toEqual([
      expect.stringMatching(/The template is missing/),
      expect.stringMatching(/Nobody would get this/),
    ])
  })
})

describe('what belongs in the workflow is one mistake, and nothing is missing besides:', () => {
  const step = 'uses: o/r@v1\nwith:\n  template-id: t\n  audiences: a\nif: always()\nenv:\n  A: b'
  const cases: [what: string, source: string][] = [
    ['a step', step],
    ['a step', `name: Tell\n${step}`],
    ['a step', 'with:\n  template-id: t'],
    ['a list of steps', '- name: Tell\n  uses: o/r@v1\n  with: {template-id: t}'],
    ['a list of steps', `steps:\n  - run: x\n    name: y`],
    ['a workflow', 'on: push\njobs:\n  tell:\n    runs-on: x'],
  ]
  for (const [what, source] of cases) {
    test(JSON.stringify(source), async ({ workspace }) => {
      workspace.write('notify.yml', source)
      const ran = await workspace.run()

      expect(ran.said('error')).toEqual([
        expect.stringMatching(
          `^notify\\.yml, line 1, column 1: This is ${what}, but the file takes only the members of a notification`,
        ),
      ])
    })
  }

  test('also text that is nothing at all', async ({ workspace }) => {
    workspace.write('notify.yml', 'hello')

    expect((await workspace.run()).said('error')).toEqual([
      expect.stringMatching(/A notification was expected/),
    ])
  })
})

test('the list of the members is told once', async ({ emulator, workspace }) => {
  workspace.write('notify.yml', file(emulator, 'colour: red\nshape: x\nflavour: y'))

  expect((await workspace.run()).said('error')).toEqual([
    expect.stringMatching(/"colour"\. The members are systemId, /),
    expect.stringMatching(/There is no member "shape"\. Remove it\.$/),
    expect.stringMatching(/There is no member "flavour"\. Remove it\.$/),
  ])
})

describe('people are never named, whatever is wrong with their line:', () => {
  for (const line of [
    '- jane@example.com # Jane',
    '- “jane@example.com”',
    '- &jane x',
    '- !jane x',
    '- *jane',
    '  jane@example.com: x',
    "- ${{ foo('jane') }}",
  ]) {
    test(line, async ({ emulator, workspace }) => {
      workspace.write('notify.yml', file(emulator, `endUsersIds:\n  ${line}\ntitle: x`))
      const ran = await workspace.run()

      expect(ran.said('error').join()).toMatch(/^notify\.yml, line [345]/)
      expect(ran.lines.map(({ text }) => text).join()).not.toMatch(/jane/i)
    })
  }
})

describe('what a member that does not exist holds may name people, so it is never shown:', () => {
  for (const member of [
    'recipients: someone@example.com # note',
    'users:\n  - someone@example.com # note',
    'users: [“someone@example.com”, “a]',
    'someone@example.com: x',
    'people: *someone',
    '"end\\u0055sersIds": ["someone@example.com"',
    "people: ${{ foo('someone') }}",
  ]) {
    test(member, async ({ emulator, workspace }) => {
      workspace.write('notify.yml', file(emulator, `${member}\ntitle: x`))
      const ran = await workspace.run()

      expect(ran.exitCode).toBe(1)
      expect(ran.lines.map(({ text }) => text).join()).not.toMatch(/someone/)
    })
  }

  for (const source of [
    '{"templateId": "t", "endUsersIds": [\n  jane@example.com # Jane\n]}',
    '- endUsersIds:\n    - jane@example.com # Jane',
    '{"title": "t", "recipients": [\n  &jane x\n]}',
  ]) {
    test(`as all of the file: ${source}`, async ({ workspace }) => {
      workspace.write('notify.yml', source)
      const ran = await workspace.run()

      expect(ran.said('error').join()).toMatch(/^notify\.yml, line [12]/)
      expect(ran.lines.map(({ text }) => text).join()).not.toMatch(/jane/i)
    })
  }
})

test('people under a key of YAML’s long form are not shown either', async ({ workspace }) => {
  workspace.write('notify.yml', '? endUsersIds\n: [someone@example.com')
  const ran = await workspace.run()

  expect(ran.said('error').join()).toMatch(/line 2/)
  expect(ran.lines.map(({ text }) => text).join() + ran.summary).not.toMatch(/someone/)
})

test('a member under a name that is almost right is not said to be missing too', async ({ workspace }) => {
  workspace.write('notify.yml', 'templateID: x\naudience: [a]')
  const ran = await workspace.run()

  expect(ran.said('error')).toEqual([
    expect.stringContaining('Did you mean "templateId"?'),
    expect.stringContaining('Did you mean "audiencesIds"?'),
  ])
})

test('a file that is no YAML is told as that alone', async ({ workspace }) => {
  workspace.write('notify.yml', 'title: "x')
  const ran = await workspace.run()

  expect(ran.said('error')).toEqual([
    expect.stringMatching(/^notify\.yml, line 1, column 8: The quote .* is not closed/),
  ])
})

test('a file of nothing but mistakes does not flood the log', async ({ workspace }) => {
  workspace.write('notify.yml', Array.from({ length: 5_000 }, (_, index) => `unknown${index}: x`).join('\n'))
  const ran = await workspace.run()

  expect(ran.said('info')).toHaveLength(201)
  expect(ran.said('info').at(-1)).toMatch(/^And \d+ more\.$/)
})

test('comments and quotes without end take no time', async ({ workspace }) => {
  for (const source of [`{ "${'\\"'.repeat(120_000)}`, `{ ${'/* '.repeat(80_000)}`]) {
    workspace.write('notify.yml', source)
    const began = performance.now()
    await workspace.run()

    expect(performance.now() - began).toBeLessThan(5_000)
  }
})

describe('a file that cannot be read is a mistake of the input:', () => {
  const cases: [what: string, path: string, message: RegExp][] = [
    ['one that is not there', 'missing.yml', /There is no file "missing\.yml" .* actions\/checkout/],
    ['one outside the workspace', '../notify.yml', /is outside the repository/],
    ['one outside by a detour', 'folder/../../notify.yml', /is outside/],
    ['an absolute path', '/etc/passwd', /is an absolute path/],
    ['a directory', 'folder', /is a directory/],
    ['the workspace', '.', /is outside/],
    ['a link that leads out', 'link.yml', /is a link to a file outside/],
    ['one below a file', 'notify.yml/x', /There is no file/],
    ['one of more than 256 KiB', 'large.yml', /has 262145 bytes. The maximum is 262144/],
    ['one that is not UTF-8', 'latin1.yml', /is not UTF-8/],
  ]
  for (const [what, path, message] of cases) {
    test(what, async ({ emulator, workspace }) => {
      workspace.write('notify.yml', file(emulator))
      workspace.write('large.yml', 'x'.repeat(262_145))
      workspace.write('latin1.yml', Buffer.from([0x61, 0xe9]))
      mkdirSync(join(workspace.directory, 'folder'))
      symlinkSync(tmpdir(), join(workspace.directory, 'link.yml'))
      const ran = await workspace.run({ 'notification-file': path })

      expect(ran.said('error')[0]).toMatch(/^notification-file: /)
      expect(ran.said('error')[0]).toMatch(message)
      expect(emulator.connections()).toBe(0)
    })
  }

  test('one without a workspace', async ({ workspace }) => {
    const ran = await workspace.run({}, { GITHUB_WORKSPACE: '' })

    expect(ran.said('error')[0]).toMatch(/There is no workspace/)
  })

  test('but a link within the workspace is read', async ({ emulator, workspace }) => {
    workspace.write('real.yml', file(emulator))
    symlinkSync('real.yml', join(workspace.directory, 'notify.yml'))

    expect((await workspace.run()).outputs['outcome']).toBe('sent')
  })
})

describe('on pull_request_target', () => {
  const environment = { GITHUB_EVENT_NAME: 'pull_request_target' }

  test('a file is refused', async ({ emulator, workspace }) => {
    workspace.write('notify.yml', file(emulator))
    const ran = await workspace.run({}, environment)

    expect(ran.said('error')[0]).toMatch(/^notification-file: On pull_request_target .* dry run only/)
    expect(emulator.connections()).toBe(0)
  })

  test('a dry run of it sees no environment, which it could ask one letter after the other', async ({
    emulator,
    workspace,
  }) => {
    workspace.write('notify.yml', file(emulator, "title: ${{ startsWith(env.DEPLOY_KEY, 's3c') }}"))
    const ran = await workspace.run({ 'dry-run': 'true' }, { ...environment, DEPLOY_KEY: 's3cret' })

    expect(JSON.parse(ran.outputs['payload'] ?? '')).toMatchObject([{ notification: { title: 'false' } }])
  })

  test('a dry run reads it', async ({ emulator, workspace }) => {
    workspace.write('notify.yml', file(emulator))

    expect((await workspace.run({ 'dry-run': 'true' }, environment)).outputs['outcome']).toBe('dry-run')
  })
})

describe('a file that may be a stranger’s is refused', () => {
  const cases: [name: string, event: object][] = [
    ['workflow_run', { workflow_run: { head_repository: { full_name: 'stranger/crm' } } }],
    ['issue_comment', { issue: { pull_request: {} }, comment: { author_association: 'NONE' } }],
  ]
  test.for(cases)('on %s, unless it is a dry run', async ([name, event], { emulator, workspace }) => {
    workspace.write('notify.yml', file(emulator))
    workspace.write('event.json', JSON.stringify(event))
    const environment = {
      GITHUB_EVENT_NAME: name,
      GITHUB_REPOSITORY: 'acme/crm',
      GITHUB_EVENT_PATH: join(workspace.directory, 'event.json'),
    }
    const ran = await workspace.run({}, environment)

    expect(ran.said('error')).toEqual([
      expect.stringMatching(/^notification-file: This .* so it is read in a dry run only/),
    ])
    expect(emulator.connections()).toBe(0)
    expect((await workspace.run({ 'dry-run': 'true' }, environment)).outputs['outcome']).toBe('dry-run')
  })

  test('but not on a workflow_run of the repository itself', async ({ emulator, workspace }) => {
    workspace.write('notify.yml', file(emulator))
    workspace.write(
      'event.json',
      JSON.stringify({ workflow_run: { head_repository: { full_name: 'acme/crm' } } }),
    )
    const ran = await workspace.run(
      {},
      {
        GITHUB_EVENT_NAME: 'workflow_run',
        GITHUB_REPOSITORY: 'acme/crm',
        GITHUB_EVENT_PATH: join(workspace.directory, 'event.json'),
      },
    )

    expect(ran.outputs['outcome']).toBe('sent')
  })
})

test('a dry run without credentials checks the file fully', async ({ emulator, workspace }) => {
  workspace.write('notify.yml', file(emulator, 'runtimeTitle: ${{ github.event.nope }}'))
  const ran = await workspace.run({ 'client-id': '', 'client-secret': '', 'dry-run': 'true' })

  expect(ran.said('error')).toEqual([expect.stringMatching(/notify\.yml, line 3, column 19: .*is empty/)])
})

describe('time-zone', () => {
  test('is the zone of dates without an offset, in step and file alike', async ({ emulator, workspace }) => {
    workspace.write('notify.yml', file(emulator, 'startAt: 2026-12-01 09:00'))
    await workspace.run({ 'end-at': '+2w', 'time-zone': 'Europe/Paris' })

    expect(sentBodies(emulator)).toMatchObject([
      { notification: { startAt: '2026-12-01T09:00:00+01:00', endAt: '2026-12-15T09:00:00+01:00' } },
    ])
  })

  test('of the file is that of its dates and hours, unless the step has another', async ({
    emulator,
    workspace,
  }) => {
    const hours = 'showHours: Mon-Fri 08:00-18:00'
    workspace.write(
      'notify.yml',
      file(emulator, `startAt: 2026-12-01 07:30\ntimeZone: Europe/Paris\n${hours}`),
    )
    await workspace.run({ 'end-at': '2026-12-24 18:00', 'dry-run': 'true' })
    const [own, other] = [
      await workspace.run({ 'dry-run': 'true' }),
      await workspace.run({ 'dry-run': 'true', 'time-zone': 'Asia/Tokyo', 'show-hours': 'Tue 12:00-13:00' }),
    ]

    expect(JSON.parse(own.outputs['payload'] ?? '')).toMatchObject([
      { notification: { startAt: '2026-12-01T08:00:00+01:00' } },
    ])
    expect(JSON.parse(other.outputs['payload'] ?? '')).toMatchObject([
      { notification: { startAt: '2026-12-01T12:00:00+09:00' } },
    ])
    expect(own.summary).toContain('Europe/Paris')
    expect(own.outputs['payload']).not.toMatch(/timeZone|showHours/)
  })

  test('and hours of the file that are wrong are told on their line', async ({ emulator, workspace }) => {
    workspace.write(
      'notify.yml',
      file(emulator, 'timeZone: Paris\nshowHours: Tues 8-18\nstartAt: 2025-12-01 09:00'),
    )
    const { lines } = await workspace.run()

    expect(
      lines
        .filter(({ level }) => level === 'error')
        .map(({ text, properties }) => [properties.startLine, text]),
    ).toEqual([
      [3, expect.stringContaining('"Paris" is not an IANA time zone')],
      [4, expect.stringContaining('"Tues 8-18" cannot be read.')],
      [5, expect.stringContaining('days past')],
    ])
  })

  test('that is none is a mistake, even without a date', async ({ emulator }) => {
    const ran = await runInProcess({ ...validInputs(emulator), 'time-zone': 'Paris' })

    expect(ran.said('error')).toEqual([expect.stringMatching(/^time-zone: "Paris" is not an IANA time zone/)])
  })
})
