import { describe, expect } from 'vitest'
import { oneSystem } from '../../emulator/account.ts'
import { startEmulator } from '../../emulator/emulator.ts'
import { test } from '../emulated.ts'
import { runInProcess, SPELLINGS, type StepInputs, sentBodies, validInputs } from '../world.ts'

const users = (count: number) =>
  Array.from({ length: count }, (_, index) => `user-${index}@example.com`).join('\n')

describe('a mistake is told with its place, exit 1, `not-sent`, and nothing on the network:', () => {
  const cases: [what: string, inputs: StepInputs, ...messages: RegExp[]][] = [
    ['no template', { 'template-id': '' }, /^template-id: The template is missing/],
    ['no recipients', { audiences: '' }, /^audiences: Nobody would get this/],
    [
      'expressions without a dollar sign in texts',
      {
        title: 'Deploy {{ github.ref_name }}',
        'runtime-description': 'By {{ vars.TEAM }}',
        overrides: 'A: b\nC: Now {{ env.X }}',
      },
      /^title: .* around it: \$\{\{ github\.ref_name }}$/,
      /^runtime-description: This is not an expression/,
      /^overrides, line 2, column 1: This is not an expression, .* around it: \$\{\{ env\.X }}$/,
    ],
    ['an empty array of recipients', { audiences: '[]' }, /^audiences: Nobody would get this/],
    ['101 end users', { 'end-users': users(101) }, /^end-users: There are 101 end users, .* at most 100/],
    [
      'no credentials',
      { 'client-id': '', 'client-secret': '' },
      /^client-id: The credentials are missing: .* both empty\. Pull .*, Dependabot .* no secrets; "on-missing.* pass\.$/,
    ],
    ['no secret', { 'client-secret': '' }, /^client-secret: It is missing\. "client-id" alone/],
    ['no client ID', { 'client-id': ' ' }, /^client-id: It is missing\. "client-secret" alone/],
    ['no secret in a dry run', { 'client-secret': '', 'dry-run': 'true' }, /^client-secret: It is missing/],
    ['ID and secret in one', { 'client-id': 'id:secret' }, /^client-id: A client ID has no colon/],
    ['a secret over two lines', { 'client-secret': 'one\ntwo' }, /^client-secret: There is a line break/],
    [
      'an unknown data centre',
      { 'data-center': 'apac' },
      /^data-center: "apac" is not one of "us", "eu", "ca", "fedramp"/,
    ],
    ['http: to another machine', { 'api-url': 'http://api.example.com' }, /^api-url: Plain http: would send/],
    [
      'http: to a name that only begins like loopback',
      { 'api-url': 'http://127.0.0.1.example.com' },
      /^api-url: Plain/,
    ],
    ['a query', { 'api-url': 'https://api.example.com/?x=1' }, /^api-url: A base URL has no query/],
    ['an empty fragment', { 'api-url': 'https://api.example.com/#' }, /^api-url: A base URL has no query/],
    ['user info', { 'api-url': 'https://me:pass@api.example.com' }, /^api-url: A URL with a user name/],
    ['no URL', { 'api-url': 'api.walkme.com' }, /^api-url: This is not a URL/],
    ['another scheme', { 'api-url': 'ftp://api.example.com' }, /^api-url: This is not a URL/],
    [
      'an unknown type',
      { 'notification-type': 'banner' },
      /^notification-type: "banner" is not one of "push", "popup"/,
    ],
    ['a flag that is none', { 'dry-run': 'yes' }, /^dry-run: "yes" is neither "true" nor "false"/],
    [
      'an unknown choice',
      { 'on-missing-credentials': 'warn' },
      /^on-missing-credentials: "warn" is not one of "fail", "skip"/,
    ],
    ['two templates', { 'template-id': 'a\nb' }, /^template-id: One ID was expected/],
    [
      'an audience that is an end user too',
      { audiences: 'a1, x2', 'end-users': 'e1, x2' },
      /^end-users: Item 2 is in "audiences" too\. Keep it in one of the two\.$/,
    ],
    [
      'a preview to an audience of the step',
      { audiences: 'a1, x2', 'preview-to': 'me, x2' },
      /^preview-to: Item 2 is one of the audiences of this step\. Name single end users/,
    ],
    ['a preview to the word', { 'preview-to': 'false' }, /^preview-to: "false" would be a person here/],
    ['a key that never varies', { 'once-key': 'true' }, /^once-key: "true" would be the key of each/],
    ['a key that nothing fills in', { 'once-key': '$SHA' }, /^once-key: Nothing replaces "\$SHA"/],
    ['an audience by its name', { audiences: 'Everybody in sales' }, /^audiences: .* If this is a name/],
    ['the name of a token', { 'github-token': 'GITHUB_TOKEN' }, /^github-token: This is the name of a token/],
    [
      'the address of a call',
      { 'api-url': 'https://api.walkme.com/public/v1' },
      /^api-url: This ends .* alone: https:\/\/api\.walkme\.com$/,
    ],
    ['a quoted ID', { 'template-id': '“a”' }, /^template-id: The ID starts with a quote/],
    [
      'quoted items',
      { audiences: '"a", "b"' },
      /^audiences: Item 1 starts with a quote/,
      /^audiences: Item 2/,
    ],
    ['a comment behind an item', { audiences: 'a # sales' }, /^audiences: Item 1 has a comment/],
    ['audiences on lines that YAML joined', { audiences: 'a1 a2' }, /^audiences: Item 1 has a space in it/],
    ['the word of an expression', { 'system-id': 'Object' }, /^system-id: Item 1 is the word "Object"/],
    [
      'a placeholder of a document',
      { audiences: '["<id1>"]' },
      /^audiences, line 1, column 2: Item 1 has <…>/,
    ],
    ['an invisible character', { 'end-users': 'jane\u200b@x' }, /^end-users: Item 1 has a .* \(U\+200B\)/],
    [
      'a name of a secret',
      { 'template-id': 'secrets.ID' },
      /^template-id: The ID is .* Write \$\{\{ secrets\.ID \}\}/,
    ],
    [
      'a nested array',
      { audiences: '[a, [b]]' },
      /^audiences, line 1, column 5: Item 2 of the list must be text/,
    ],
    ['a start that is no date', { 'start-at': 'tomorrow' }, /^start-at: "tomorrow" is not a date/],
    ['30 February', { 'end-at': '2027-02-30' }, /^end-at: "2027-02-30" does not exist/],
    [
      'an end before the start',
      { 'start-at': '2026-12-02', 'end-at': '2026-12-01 23:00' },
      /^end-at: .* not after/,
    ],
    [
      'an end that is the start',
      { 'start-at': '2026-12-02', 'end-at': '2026-12-02T01:00+01:00' },
      /^end-at: .* not after/,
    ],
    ['an end in the past', { 'end-at': '2026-11-23 11:59' }, /^end-at: .* already past/],
    [
      'a start that the default end precedes',
      { 'start-at': '2026-12-24' },
      /^start-at: .* nobody would see it/,
    ],
    [
      'a key that YAML takes for a comment',
      { overrides: 'A: b\n##URL##: https://x' },
      /^overrides, line 2, column 1: .* Put the key in quotes: "##URL##": "https:\/\/x"$/,
    ],
    [
      'text that YAML cuts short',
      { overrides: 'TITLE: Deploy of PR #123 done' },
      /^overrides, line 1, column 21: .* Put the text in quotes: TITLE: "Deploy of PR #123 done"$/,
    ],
    [
      'typographic quotes',
      { overrides: 'A: “hi”' },
      /^overrides, line 1, column 4: Typographic quotes .*\nA: "hi"$/,
    ],
  ]
  for (const [what, change, ...messages] of cases) {
    test(what, async ({ emulator }) => {
      const ran = await runInProcess({ ...validInputs(emulator), ...change })

      expect(ran.said('error')).toEqual(messages.map((message) => expect.stringMatching(message)))
      expect(ran.exitCode).toBe(1)
      expect(ran.outputs).toEqual({
        outcome: 'not-sent',
        'notification-id': '',
        'notification-ids': '[]',
        results: '[]',
        payload: '[]',
      })
      expect(emulator.connections()).toBe(0)
    })
  }
})

test('all mistakes are told at once; the tenth annotation counts those that only the log holds', async ({
  emulator,
}) => {
  const overrides = Array.from({ length: 12 }, (_, index) => `K${index}: a #b`).join('\n')
  const ran = await runInProcess({ ...validInputs(emulator), 'data-center': 'x', overrides })

  const errors = ran.said('error')
  expect(errors).toHaveLength(10)
  expect(errors.at(-1)).toBe('There are 4 more mistakes, listed in the log of this step.')
  expect(ran.said('info')).toHaveLength(4)
})

test('ten mistakes are ten annotations', async ({ emulator }) => {
  const overrides = Array.from({ length: 10 }, (_, index) => `K${index}: a #b`).join('\n')
  const ran = await runInProcess({ ...validInputs(emulator), overrides })

  expect(ran.said('error').filter((text) => text.startsWith('overrides, line '))).toHaveLength(10)
})

test('mistakes fail the step even with fail-on-error: false, and are in the summary', async ({
  emulator,
}) => {
  const ran = await runInProcess({ ...validInputs(emulator), 'template-id': '', 'fail-on-error': 'false' })

  expect(ran.exitCode).toBe(1)
  expect(ran.summary).toContain('The template is missing')
})

test('a misspelt input is a mistake that names the right one, unless it is empty', async ({ emulator }) => {
  const ran = await runInProcess(validInputs(emulator), {
    INPUT_OVERRIDE: 'A: b',
    INPUT_MESSAGE: ' ',
    INPUT_UNRELATED: 'x',
  })

  expect(ran.said('error')).toEqual([
    'override: There is no such input. Did you mean "overrides"? If the variable INPUT_OVERRIDE of "env:" is meant for something else, write INPUT_OVERRIDE: \'\' in the "env:" of this step.',
  ])
  expect(emulator.connections()).toBe(0)
})

test('an empty variable that looks like an input is left alone', async ({ emulator }) => {
  const empty = { INPUT_MESSAGE: '', INPUT_URL: ' ', INPUT_TIMEOUT: '' }

  expect((await runInProcess(validInputs(emulator), empty)).outputs['outcome']).toBe('sent')
})

test.each([
  ['INPUT_MESSAGE', 'runtime-description'],
  ['INPUT_URL', 'api-url'],
  ['INPUT_TIMEOUT', 'timeout-seconds'],
])('a variable %s of "env:" is told to be one, and what to do', async (variable, meant) => {
  const ran = await runInProcess(
    { 'template-id': 't', audiences: 'a', 'dry-run': 'true' },
    { [variable]: 'x' },
  )

  expect(ran.said('error')).toEqual([
    `${variable.slice(6).toLowerCase()}: There is no such input. Did you mean "${meant}"? If the variable ${variable} of "env:" is meant for something else, write ${variable}: '' in the "env:" of this step.`,
  ])
})

describe('an input in another spelling is that input:', () => {
  test.each(SPELLINGS)('%s', async (_, spell) => {
    const emulator = await startEmulator({ account: oneSystem() })
    const inputs = { ...validInputs(emulator), 'data-center': 'us', 'end-users': 'jane@example.com' }
    const ran = await runInProcess(spell(inputs))
    await emulator.close()

    expect(ran.said('error')).toEqual([])
    expect(ran.outputs['outcome']).toBe('sent')
  })

  test('the default that the runner fills in does not contradict it', async ({ emulator }) => {
    const inputs = { ...validInputs(emulator), 'dry-run': 'false', DRY_RUN: 'true' }
    expect((await runInProcess(inputs)).outputs['outcome']).toBe('dry-run')
  })

  test('`onMissingCredentials` too', async ({ emulator }) => {
    const inputs = {
      'template-id': 't',
      audiences: 'a',
      'on-missing-credentials': 'fail',
      onMissingCredentials: 'skip',
    }
    const ran = await runInProcess(
      { ...inputs, 'api-url': emulator.url },
      { GITHUB_EVENT_NAME: 'pull_request' },
    )
    expect(ran.outputs['outcome']).toBe('skipped')
  })

  test('two spellings with different texts are one mistake', async ({ emulator }) => {
    const inputs = { ...validInputs(emulator), templateId: 'other', clientSecret: 'other' }
    const ran = await runInProcess(inputs)

    expect(ran.said('error')).toEqual([
      expect.stringMatching(
        /^client-secret: "client-secret" and "clientsecret" are the same input, .* Keep one/,
      ),
      expect.stringMatching(/^template-id: "template-id" and "templateid" are the same input/),
    ])
    expect(emulator.connections()).toBe(0)
  })
})

test('a mistake never shows a line that could hold a credential', async ({ emulator }) => {
  const ran = await runInProcess({
    ...validInputs(emulator),
    'client-id': 'top:hidden-one',
    'client-secret': 'first-hidden\nsecond-hidden',
    'api-url': 'https://user:hidden@api.example.com',
  })

  expect(ran.said('error')).toHaveLength(3)
  expect(JSON.stringify([ran.lines, ran.outputs])).not.toContain('hidden')
})

test('a variable that names no proxy which can be used is a mistake, told with its name', async ({
  emulator,
}) => {
  const inputs = { ...validInputs(emulator), 'api-url': 'https://127.0.0.1:1' }
  const ran = await runInProcess(inputs, { https_proxy: 'ftp://127.0.0.1:1' })

  expect(ran.outputs['outcome']).toBe('not-sent')
  expect(ran.said('error')).toEqual([
    expect.stringMatching(/^https_proxy: This is not the URL of a proxy\. Write http:/),
  ])
})

describe('a warning stops nothing:', () => {
  test('11 end users', async ({ emulator }) => {
    const ran = await runInProcess({ ...validInputs(emulator), audiences: '', 'end-users': users(11) })

    expect(ran.said('warning')).toEqual([
      expect.stringMatching(/^end-users: There are 11 end users.*audience/),
    ])
    expect(ran.outputs['outcome']).toBe('sent')
  })

  test('ten end users earn none, and 100 are sent', async ({ emulator }) => {
    const ten = await runInProcess({ ...validInputs(emulator), 'end-users': users(10) })
    await runInProcess({ ...validInputs(emulator), 'end-users': users(100) })

    expect(ten.said('warning')).toEqual([])
    expect(sentBodies(emulator)).toHaveLength(2)
    expect(emulator.ledger).toHaveLength(2)
  })

  test('a repeated item is dropped', async ({ emulator }) => {
    const ran = await runInProcess({ ...validInputs(emulator), 'end-users': 'a, b, a, a' })

    expect(ran.said('warning')).toEqual(['end-users: 2 items are listed twice and counted once.'])
    expect(sentBodies(emulator)).toMatchObject([{ notification: { endUsersIds: ['a', 'b'] } }])
  })

  test('an end without a time ends as the day begins', async ({ emulator }) => {
    const ran = await runInProcess({ ...validInputs(emulator), 'end-at': '2099-12-01' })

    expect(ran.said('warning')).toEqual([expect.stringMatching(/^end-at: .*Write "2099-12-01 23:59"/)])
    expect(ran.outputs['outcome']).toBe('sent')
  })
})

describe('what is legal passes:', () => {
  const cases: [what: string, inputs: StepInputs, member: object][] = [
    ['POPUP', { 'notification-type': 'POPUP' }, { notificationType: 'popup' }],
    ['Push', { 'notification-type': 'Push' }, { notificationType: 'push' }],
    [
      'an ID with a comma, in an array',
      { 'end-users': '["a,b", 0012, "#c"]' },
      { endUsersIds: ['a,b', '0012', '#c'] },
    ],
    ['a YAML list', { 'end-users': '- 0012\n- a b' }, { endUsersIds: ['0012', 'a b'] }],
    [
      'both kinds of recipients',
      { 'end-users': 'a' },
      { endUsersIds: ['a'], audiencesIds: expect.anything() },
    ],
    [
      'a far start with an end',
      { 'start-at': '2027-01-01', 'end-at': '2027-01-02 00:00' },
      { startAt: '2027-01-01T00:00:00+00:00' },
    ],
    ['seconds and Z', { 'start-at': '2026-11-24T01:02:03.456Z' }, { startAt: '2026-11-24T01:02:03+00:00' }],
  ]
  for (const [what, change, member] of cases) {
    test(what, async ({ emulator }) => {
      const ran = await runInProcess({ ...validInputs(emulator), ...change })

      expect(ran.said('error')).toEqual([])
      expect(sentBodies(emulator)).toEqual([{ notification: expect.objectContaining(member) }])
      expect(emulator.ledger).toHaveLength(1)
    })
  }
})
