import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import { startGitHub } from '../../emulator/github/server.ts'
import { runAction } from '../../runner/runner.ts'
import { test } from '../emulated.ts'
import { validInputs } from '../world.ts'

const ME = 'user-01@example.com'

test('a preview of a file goes to its people, some of whom are recipients too, and no key is used', async ({
  emulator,
}) => {
  const github = await startGitHub()
  const workspace = mkdtempSync(join(tmpdir(), 'walkme-preview-'))
  const [, audience] = emulator.account.audiences
  const file =
    `audiencesIds: [${audience?.id}]\nendUsersIds: [${ME}, user-02@example.com]\nruntimeTitle: CRM is live\n` +
    'startAt: +20d\nplaceholders: [VERSION]\noverride: {VERSION: 4.10}'
  writeFileSync(join(workspace, 'notify.yml'), file)
  const step = await runAction({
    inputs: {
      ...validInputs(emulator),
      'notification-file': 'notify.yml',
      'preview-to': `["${ME}"]`,
      'once-key': 'deploy-1',
      'github-token': github.token,
    },
    env: { GITHUB_API_URL: github.url, GITHUB_RUN_ATTEMPT: '3' },
    workspace,
  })
  rmSync(workspace, { recursive: true })

  expect([step.exitCode, step.outputs['outcome']]).toEqual([0, 'preview'])
  expect(github.calls).toEqual([])
  expect(emulator.ledger).toHaveLength(1)
  expect(emulator.ledger[0]?.notification).toEqual({
    templateId: emulator.account.templates[0]?.id,
    endUsersIds: [ME],
    runtimeTitle: '[Preview] CRM is live',
    override: [{ key: 'VERSION', value: '4.10' }],
    endAt: expect.any(String),
  })
  const requests = JSON.stringify(emulator.requests)
  for (const other of [audience?.id, emulator.account.audiences[0]?.id, 'user-02']) {
    expect(requests).not.toContain(other)
    expect(step.log).not.toContain('user-')
  }
  await github.close()
})

test('all ten people may be previewers of several systems', async ({ emulator }) => {
  emulator.account.systems = ['a', 'b', 'c']
  const ten = Array.from({ length: 10 }, (_, index) => `p${index}`)
  const step = await runAction({
    inputs: { ...validInputs(emulator), 'system-id': 'a, b, c', 'preview-to': ten.join('\n') },
  })

  expect(step.outputs['outcome']).toBe('preview')
  expect(JSON.parse(step.outputs['notification-ids'] ?? '')).toHaveLength(3)
  expect(emulator.ledger.map(({ notification }) => notification.endUsersIds)).toEqual([ten, ten, ten])
})

describe('nobody gets anything where the step is wrong:', () => {
  const cases: [what: string, inputs: Record<string, string>, says: string][] = [
    ['an empty preview-to', { 'preview-to': '' }, "${{ inputs.preview-to || 'nobody' }}"],
    ['a blank one', { 'preview-to': ' \n' }, 'preview-to: It is empty'],
    ['nobody and somebody', { 'preview-to': `nobody\n${ME}` }, '"nobody" stands beside others'],
    ['eleven', { 'preview-to': Array.from({ length: 11 }, (_, index) => `p${index}`).join() }, 'at most 10'],
    ['a misspelt key', { placeholders: 'VERSION', overrides: 'VERSOIN: 4.10' }, 'Did you mean "VERSION"?'],
    ['a text that is missing', { placeholders: '##URL##' }, 'The placeholder "##URL##" has no text'],
    ['texts as placeholders', { placeholders: '##URL##: x' }, 'Texts for placeholders belong in'],
  ]
  for (const [what, inputs, says] of cases) {
    test(what, async ({ emulator }) => {
      const step = await runAction({ inputs: { ...validInputs(emulator), ...inputs } })

      expect([step.exitCode, step.outputs['outcome']]).toEqual([1, 'not-sent'])
      expect(step.log).toContain(says)
      expect(step.log).not.toContain(ME)
      expect(emulator.connections()).toBe(0)
    })
  }
})

test('a runner that passes no defaults sends to everybody, as without the input', async ({ emulator }) => {
  const step = await runAction({ inputs: validInputs(emulator), defaults: false })

  expect(step.outputs['outcome']).toBe('sent')
  expect(emulator.ledger[0]?.seen.recipients.people).toBe(40)
})
