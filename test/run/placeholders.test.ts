import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import type { Emulator } from '../../emulator/emulator.ts'
import { test } from '../emulated.ts'
import { runInProcess, type StepInputs, sentBodies, validInputs } from '../world.ts'

const TEMPLATE = '["###VERSION###", "###SUMMARY###", "##URL##"]'
const TEXTS = '"###VERSION###": 4.10\n"###SUMMARY###": search\n"##URL##": https://example.com'

/** A run with a notification file, if one is given. */
async function runWith(emulator: Emulator, inputs: StepInputs, file?: string) {
  const directory = mkdtempSync(join(tmpdir(), 'walkme-placeholders-'))
  if (file !== undefined) writeFileSync(join(directory, 'notify.yml'), file)
  const named: StepInputs = file === undefined ? {} : { 'notification-file': 'notify.yml' }
  const environment = { GITHUB_WORKSPACE: directory, GITHUB_REF_NAME: 'main' }
  const ran = await runInProcess({ ...validInputs(emulator), ...named, ...inputs }, environment)
  rmSync(directory, { recursive: true })
  return ran
}

test('without the list, a misspelt key is sent, and people read the placeholder', async ({ emulator }) => {
  const ran = await runWith(emulator, { overrides: TEXTS.replace('VERSION', 'VERSOIN') })

  expect(ran.outputs['outcome']).toBe('sent')
  expect(emulator.ledger[0]?.unfilledPlaceholders).toEqual(['###VERSION###'])
  expect(emulator.ledger[0]?.unusedOverrides).toEqual(['###VERSOIN###'])
})

describe('with texts for all placeholders of the list it is sent, and the list is not:', () => {
  const cases: [what: string, inputs: StepInputs, file?: string][] = [
    ['from inputs', { placeholders: TEMPLATE, overrides: TEXTS }],
    ['one a line', { placeholders: '###VERSION###\n###SUMMARY###\n##URL##', overrides: TEXTS }],
    ['from a file', {}, `placeholders: ${TEMPLATE}\noverride:\n  ${TEXTS.replaceAll('\n', '\n  ')}`],
    [
      'from a file in the form of a request',
      {},
      `notification:\n  placeholders: ${TEMPLATE}\n  override:\n    ${TEXTS.replaceAll('\n', '\n    ')}`,
    ],
    [
      'from both',
      { overrides: TEXTS.split('\n').slice(1).join('\n') },
      `placeholders: ${TEMPLATE}\noverride: {"###VERSION###": 4.10}`,
    ],
    [
      "the input's list in place of the file's",
      { placeholders: TEMPLATE, overrides: TEXTS },
      'placeholders: [A]',
    ],
  ]
  for (const [what, inputs, file] of cases) {
    test(what, async ({ emulator }) => {
      const ran = await runWith(emulator, inputs, file)

      expect(ran.said('error')).toEqual([])
      expect(JSON.stringify(sentBodies(emulator))).not.toContain('placeholders')
      expect(emulator.ledger[0]?.unfilledPlaceholders).toEqual([])
    })
  }
})

describe('a text that is missing, and one too many, are mistakes at their place:', () => {
  const cases: [what: string, inputs: StepInputs, file: string | undefined, ...messages: RegExp[]][] = [
    [
      'a misspelt key',
      { placeholders: 'VERSION', overrides: 'VERSOIN: 4.10' },
      undefined,
      /^overrides, line 1, column 1: The template has no placeholder "VERSOIN", .* Did you mean "VERSION"\?$/,
    ],
    [
      'a misspelt key of a file, beside a mistake of another kind',
      { placeholders: 'VERSION, URL' },
      'notificationType: banner\noverride:\n  VERSION: 4.10\n  ULR: x',
      /^notify\.yml, line 1, column 19: "banner" is not/,
      /^notify\.yml, line 4, column 3: .* Did you mean "URL"\?$/,
    ],
    [
      'a key of the input for a list of the file',
      { overrides: 'VERSION: 4.10' },
      'placeholders: ["###VERSION###"]',
      /^overrides, line 1, column 1: .*: only the hashes are different\./,
    ],
    ['no texts', { placeholders: 'A' }, undefined, /^placeholders: The placeholder "A" has no text/],
    [
      'no text for one, in a file',
      {},
      'placeholders: [A, B]\noverride:\n  A: x',
      /^notify\.yml, line 3, column 3: The placeholder "B" has no text/,
    ],
    [
      'any text for a template without placeholders',
      { placeholders: '[]', overrides: 'A: x' },
      undefined,
      /^overrides, line 1, column 1: The template has no placeholder "A"\. Remove/,
    ],
    [
      'a mapping',
      { placeholders: 'VERSION: 4.10' },
      undefined,
      /^placeholders: Texts for placeholders belong in "overrides"/,
    ],
    [
      'a mapping in a file',
      {},
      'placeholders:\n  VERSION: 4.10',
      /^notify\.yml, line 2, column 3: Texts for placeholders belong in "overrides"/,
    ],
    [
      "the API's list of texts in a file",
      {},
      'placeholders: [{key: A, value: b}]',
      /^notify\.yml, line 1, column 15: Texts for placeholders belong in/,
    ],
    [
      'more than 200',
      { placeholders: Array.from({ length: 201 }, (_, index) => `K${index}`).join() },
      undefined,
      /^placeholders: There are 201 placeholders\. The maximum is 200\.$/,
    ],
  ]
  for (const [what, inputs, file, ...messages] of cases) {
    test(what, async ({ emulator }) => {
      const ran = await runWith(emulator, inputs, file)

      expect(ran.said('error')).toEqual(messages.map((message) => expect.stringMatching(message)))
      expect(ran.outputs['outcome']).toBe('not-sent')
      expect(emulator.connections()).toBe(0)
    })
  }
})

describe('what follows from another mistake is not told beside it:', () => {
  const cases: [what: string, inputs: StepInputs, file: string | undefined, message: RegExp][] = [
    [
      'overrides that cannot be read',
      { placeholders: 'A, B', overrides: 'A: x\nB:' },
      undefined,
      /The text for "B" is missing/,
    ],
    [
      'a text of a file that cannot be read',
      { placeholders: 'A, B', overrides: 'A: x' },
      'override: {B: ~}',
      /The text for "B" is ~, which is no text/,
    ],
    [
      'a line that YAML takes for a comment',
      { placeholders: 'A, ##URL##' },
      'override:\n  A: x\n  ##URL##: https://x',
      /YAML reads this line as a comment/,
    ],
    [
      'a placeholder that YAML takes for a comment',
      { overrides: '"##URL##": x' },
      'placeholders:\n  - A\n  - ##URL##',
      /YAML reads everything from " #"/,
    ],
    ['a list that cannot be read', { placeholders: '["A"', overrides: 'A: x' }, undefined, /^placeholders/],
  ]
  for (const [what, inputs, file, message] of cases) {
    test(what, async ({ emulator }) => {
      const ran = await runWith(emulator, inputs, file)

      expect(ran.said('error')[0]).toMatch(message)
      expect(ran.said('error').join('\n')).not.toMatch(/has no text|has no placeholder|has the placeholder/)
    })
  }
})

test('a placeholder of a file may come from an expression', async ({ emulator }) => {
  await runWith(emulator, { overrides: '"##main##": x' }, 'placeholders: ["##${{ github.ref_name }}##"]')
  expect(emulator.ledger[0]?.unusedOverrides).toEqual(['##main##'])
})
