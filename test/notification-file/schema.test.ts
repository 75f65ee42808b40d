import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { readRepository, schemaUrl } from '../../scripts/repository.ts'
import type { Diagnostics } from '../../src/diagnostics.ts'
import { errorsIn } from '../../src/diagnostics.ts'
import { INPUT_OF } from '../../src/notification/draft.ts'
import { notificationSchema } from '../../src/notification/notification.ts'
import { readNotificationFile } from '../../src/notification-file/read.ts'
import { fileMembers, jsonSchema } from '../../src/notification-file/schema.ts'

const repository = fileURLToPath(new URL('../..', import.meta.url))
const published = JSON.parse(readFileSync(join(repository, 'schemas/notification.schema.json'), 'utf8'))
// `type` lists several types where an editor may see text as a number.
const isValid = new Ajv2020({ allowUnionTypes: true }).compile(published)

/** What an editor says of a file: it reads YAML with numbers and booleans, unlike the action. */
const isMarked = (source: string) => !isValid(parse(source))

/** What the action says of it. */
const isRefused = (source: string) => {
  const diagnostics: Diagnostics = []
  readNotificationFile(source, 'notify.yml', { github: { sha: 'x' }, env: {} }, diagnostics)
  return errorsIn(diagnostics).length > 0
}

test('the published schema is what the code generates: run "npm run schema"', () => {
  expect(published).toEqual(jsonSchema(schemaUrl(readRepository())))
  expect(published.$schema).toBe('https://json-schema.org/draft/2020-12/schema')
})

test('a file has the members that a notification has, and those that are never sent', () => {
  expect(Object.keys(fileMembers)).toEqual(Object.keys(INPUT_OF))
  expect(Object.keys(fileMembers)).toEqual(expect.arrayContaining(Object.keys(notificationSchema.shape)))
})

describe('an editor marks what the action refuses:', () => {
  const cases = [
    'templateId: a\naudienceIds: [b]',
    'templateId: a\ntitel: b',
    'templateId: a\naudiencesIds: b',
    'templateId: [a]',
    'templateId: a\ntitle: {b: c}',
    'templateId: a\nshowHours: {Mon: 08:00-18:00}',
    'templateId: a\ntimeZone: [UTC]',
    'templateId: a\ntitle:',
    'templateId: a\nnotificationType: banner',
    'templateId: a\noverride: [{key: A}]',
    'templateId: a\noverride: [{key: A, value: b, more: c}]',
    'templateId: a\noverride: {A: [b]}',
    'notification: {templateId: a, colour: red}',
    'notification: {templateId: a}\ntitle: b',
    '- a',
  ]
  for (const source of cases) {
    test(JSON.stringify(source), () => expect([isMarked(source), isRefused(source)]).toEqual([true, true]))
  }

  test('and a missing template, which only a step input could make good', () => {
    expect(isMarked('title: a')).toBe(true)
  })
})

describe('and leaves alone what is legal:', () => {
  const cases = [
    'templateId: 0012\noverride:\n  VERSION: 1.10\n  IS_BETA: yes\n  DONE: true',
    'templateId: a\nnotificationType: Push\naudiencesIds: [1, b]',
    'templateId: a\nsystemId: b',
    'templateId: a\nsystemId: [b, c]',
    'templateId: ${{ github.sha }}\nnotificationType: push\nstartAt: ${{ github.sha }}',
    'templateId: a\noverride: [{key: A, value: 1}]',
    'templateId: a\nstartAt: 2026-12-24\nendAt: +2h',
    'templateId: a\nshowHours: Mon-Fri 08:00-18:00\ntimeZone: Europe/Paris',
    'templateId: a\nshowHours: [Mon 08:00-12:00, Tue 08:00-24:00]\ntimeZone: UTC',
    '{"$schema": "x.json", "notification": {"templateId": "a"}}',
  ]
  for (const source of cases) {
    test(JSON.stringify(source), () => expect([isMarked(source), isRefused(source)]).toEqual([false, false]))
  }

  test('${{ … }} in any value', () => {
    expect(
      isMarked(
        'templateId: a\nnotificationType: ${{ env.TYPE }}\nsystemId: ${{ env.SYSTEM }}\ntitle: ${{ env.T }}',
      ),
    ).toBe(false)
  })
})

test('every notification file in examples/ is clean', () => {
  const directory = join(repository, 'examples/notifications')
  const files = readdirSync(directory).filter((name) => /\.(ya?ml|json)$/.test(name))

  expect(files.length).toBeGreaterThan(3)
  for (const name of files)
    expect([name, isMarked(readFileSync(join(directory, name), 'utf8'))]).toEqual([name, false])
})
