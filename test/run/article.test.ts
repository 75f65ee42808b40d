import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import { test } from '../emulated.ts'
import { type Ran, runInProcess, type StepInputs, sentBodies, validInputs } from '../world.ts'

// WalkMe's article "API des notifications de Workstation" in French, as its page gives it to the clipboard.
// https://support.walkme.com/fr/knowledge-base/api-des-notifications-de-workstation/
const read = (name: string) => readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8')
const SAMPLE = read('article-sample.fr.txt')
const TEMPLATE = read('article-template.fr.txt')

/** What a run with the text as notification file says. */
async function runWithFile(text: string, inputs: StepInputs): Promise<Ran> {
  const directory = mkdtempSync(join(tmpdir(), 'walkme-article-'))
  try {
    writeFileSync(join(directory, 'notify.json'), text)
    return await runInProcess(
      { ...inputs, 'notification-file': 'notify.json' },
      { GITHUB_WORKSPACE: directory },
    )
  } finally {
    rmSync(directory, { recursive: true })
  }
}

/** The text that a run's errors give, as it should be written. */
function corrected(ran: Ran): string {
  const [text = ''] = ran.said('error').flatMap((error) => error.split('The corrected text:\n').slice(1))
  return text
}

describe('the article’s sample is usable after one failed run:', () => {
  test('as a notification file', async ({ emulator }) => {
    const { 'template-id': _, audiences: __, ...credentials } = validInputs(emulator)
    const failed = await runWithFile(SAMPLE, credentials)

    expect(failed.said('error')).toEqual([
      expect.stringMatching(/^notify\.json, line 2, column 1: Typographic quotes \(« » “ ”\) stand here/),
    ])
    // The person is not named, so the ID is the one thing to be copied over.
    expect(failed.said('error').join()).not.toContain('name@email.com')
    const { account } = emulator
    const text = corrected(failed)
      .replace('<end user>', 'name@email.com')
      .replace('bcf4c7f5682b4aa6875a0fc9bdfa21ca', account.systems[0] ?? '')
      .replace('1e5afe51-2d2a-4b22-a60a-cf2d6c01d726', account.templates[0]?.id ?? '')
    await runWithFile(text, credentials)

    expect(sentBodies(emulator)).toMatchObject([
      {
        notification: {
          endUsersIds: ['name@email.com'],
          runtimeTitle: 'API Test 3',
          notificationType: 'push',
          override: [{ key: 'URL', value: 'www.someurl.com' }],
        },
      },
    ])
  })

  test('as overrides', async ({ emulator }) => {
    const inputs = { ...validInputs(emulator), 'dry-run': 'true' }
    const failed = await runInProcess({ ...inputs, overrides: SAMPLE })

    expect(failed.said('error')).toEqual([
      expect.stringMatching(
        /^overrides, line 1, column 1: This is a whole notification, .* "notification-file"/,
      ),
      expect.stringMatching(/^overrides, line 2, column 1: Typographic quotes/),
    ])
    const ran = await runInProcess({ ...inputs, overrides: corrected(failed) })

    expect(ran.said('error')).toEqual([])
    expect(JSON.parse(ran.outputs['payload'] ?? '')).toMatchObject([
      { notification: { override: [{ key: 'URL', value: 'www.someurl.com' }] } },
    ])
  })

  test('its list alone as overrides', async ({ emulator }) => {
    const inputs = { ...validInputs(emulator), 'dry-run': 'true' }
    const list = SAMPLE.slice(SAMPLE.indexOf('['.concat('\n{')), SAMPLE.indexOf('\n]') + 2)
    const failed = await runInProcess({ ...inputs, overrides: list })

    expect(failed.said('error')).toEqual([
      expect.stringMatching(/^overrides, line 2, column 2: Typographic quotes \(“ ”\)/),
    ])
    const ran = await runInProcess({ ...inputs, overrides: corrected(failed) })

    expect(ran.said('error')).toEqual([])
    expect(ran.outputs['payload']).toContain('"www.someurl.com"')
  })

  test('its list of people, whose message names the quotes and nobody', async ({ emulator }) => {
    const inputs = { ...validInputs(emulator), audiences: '', 'dry-run': 'true' }
    const list = /\[« name.*\]/.exec(SAMPLE)?.[0] ?? ''
    const failed = await runInProcess({ ...inputs, 'end-users': list })

    expect(failed.said('error').join()).toMatch(/^end-users.*: Typographic quotes stand here/)
    expect(failed.said('error').join()).not.toContain('name@')
    const ran = await runInProcess({ ...inputs, 'end-users': list.replace(/« | »/g, '"') })

    expect(ran.outputs['payload']).toContain('["name@email.com"]')
  })
})

describe('the article’s template is told by its causes, each once:', () => {
  test('as a notification file', async ({ emulator }) => {
    const { 'template-id': _, audiences: __, ...credentials } = validInputs(emulator)
    const failed = await runWithFile(TEMPLATE, credentials)

    const errors = failed.said('error')
    expect(errors[0]).toMatch(/^notify\.json, line 2, column 1: Typographic quotes \(« »\) stand here/)
    expect(errors[1]).toMatch(
      /^notify\.json, line 3, column 17: "systemId" has <…> in it, .* Write the ID itself/,
    )
    expect(errors[2]).toMatch(
      /^notify\.json, line 3, column 64: JSON has no comments\. Remove this one and 11 more/,
    )
    expect(errors.filter((error) => /quotes|comments/.test(error))).toHaveLength(2)

    // What is in <…> is for the author to fill in.
    const { account } = emulator
    const values: Record<string, unknown> = {
      systemId: account.systems[0],
      templateId: account.templates[0]?.id,
      endUsersIds: ['name@email.com'],
      audiencesIds: [account.audiences[0]?.id],
      notificationType: 'popup',
      startAt: '2099-01-01 09:00',
      endAt: '2099-01-02 09:00',
    }
    const text = JSON.stringify(JSON.parse(corrected(failed)), (key, value) => values[key] ?? value)
    const ran = await runWithFile(text, credentials)

    expect(ran.said('error')).toEqual([])
    expect(ran.outputs['outcome']).toBe('sent')
  })

  test('as overrides', async ({ emulator }) => {
    const inputs = { ...validInputs(emulator), 'dry-run': 'true' }
    const failed = await runInProcess({ ...inputs, overrides: TEMPLATE })
    const ran = await runInProcess({ ...inputs, overrides: corrected(failed) })

    expect(ran.said('error')).toEqual([])
    expect(ran.outputs['payload']).toContain('<la valeur à mettre')
  })
})
