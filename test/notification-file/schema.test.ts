import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { readRepository, schemaUrl } from '../../scripts/repository.ts'
import type { Diagnostics } from '../../src/diagnostics.ts'
import { errorsIn } from '../../src/diagnostics.ts'
import { INPUT_OF } from '../../src/notification/draft.ts'
import { parseMoment } from '../../src/notification/moment.ts'
import { notificationSchema } from '../../src/notification/notification.ts'
import { readNotificationFile } from '../../src/notification-file/read.ts'
import { fileMembers, jsonSchema } from '../../src/notification-file/schema.ts'

const repository = fileURLToPath(new URL('../..', import.meta.url))
const published = JSON.parse(readFileSync(join(repository, 'schemas/notification.schema.json'), 'utf8'))
// `errorMessage` is a word of VS Code's, for what it shows instead of a regular expression.
const ajv = new Ajv2020({ strict: true }).addKeyword({ keyword: 'errorMessage', schemaType: 'string' })
const isValid = ajv.compile(published)

/** What an editor says of a file: it reads YAML with numbers and booleans, unlike the action. */
const isMarked = (source: string) => !isValid(parse(source))

const isMoment = (text: string) => typeof parseMoment(text.trim(), 'UTC') !== 'string'

/** What the action says of it. */
const isRefused = (source: string) => {
  const diagnostics: Diagnostics = []
  const contexts = { github: { sha: '2026-12-24' }, env: {} }
  const draft = readNotificationFile(source, 'notify.yml', contexts, diagnostics)
  const moments = [draft?.startAt?.value, draft?.endAt?.value].filter((moment) => moment !== undefined)
  return errorsIn(diagnostics).length > 0 || !moments.every(isMoment)
}

test('the published schema is what the code generates: run "npm run schema"', () => {
  expect(published).toEqual(jsonSchema(schemaUrl(readRepository())))
  expect(published.$schema).toBe('https://json-schema.org/draft/2020-12/schema')
})

test('a file has the members that a notification has, and those that are never sent', () => {
  expect(Object.keys(fileMembers)).toEqual(Object.keys(INPUT_OF))
  expect(Object.keys(fileMembers)).toEqual(expect.arrayContaining(Object.keys(notificationSchema.shape)))
})

describe('editors', () => {
  const layouts = [published.anyOf[0].properties, published.anyOf[1].properties.notification.properties]

  test('offer push and popup for the type, and no booleans for any text', () => {
    for (const { notificationType } of layouts) {
      expect(notificationType.anyOf[0].enum).toEqual(['push', 'popup'])
      expect(notificationType.anyOf.map(({ type }: { type: unknown }) => type)).toEqual(['string', 'string'])
    }
    expect(JSON.stringify(published)).not.toContain('"boolean"')
  })

  test('say in words what is wrong, where they would show a regular expression', () => {
    for (const { notificationType, startAt, endAt } of layouts) {
      for (const { errorMessage } of notificationType.anyOf)
        expect(errorMessage).toMatch(/^Write push or popup/)
      expect(startAt.errorMessage).toMatch(/^Write a date such as 2026-12-24/)
      expect(endAt.errorMessage).toBe(startAt.errorMessage)
    }
  })
})

test('a moment is marked where the action cannot read it, and nowhere else', () => {
  const digits = fc.constantFrom('0', '1', '2', '3', '9', '10', '12', '24', '28', '60', '2026')
  const piece = fc.oneof(digits, fc.constantFrom('-', ':', 'T', ' ', 'Z', '+', '.', 'h', 'w', '+02:00'))
  const usual = fc
    .tuple(
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 28 }),
      fc.constantFrom('', ' 08:30', 'T23:59:59', 't00:00', ' 08:30.5'),
      fc.constantFrom('', 'Z', 'z', ' +02:00', '-11:00', '+14:00'),
    )
    .map(([month, day, time, offset]) => {
      const two = (number: number) => String(number).padStart(2, '0')
      return `2026-${two(month)}-${two(day)}${time}${offset}`
    })
  const drawn = fc.oneof(
    usual,
    fc.array(piece, { maxLength: 9 }).map((pieces) => pieces.join('')),
  )
  fc.assert(
    fc.property(drawn, (text) => {
      const isRead = isMoment(text)
      const isAccepted = isValid({ templateId: 'a', endAt: text })
      // Beyond the form, the action knows how long a month is.
      if (isRead) expect(isAccepted).toBe(true)
      if (isAccepted && !isRead) expect(text).toMatch(/-(29|3[01])|\d{4}-\d{2}-\d{2}|\+14/)
    }),
    { numRuns: 2_000 },
  )
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
    'templateId: a\nnotificationType: true',
    'templateId: a\nendAt: tomorrow',
    'templateId: a\nendAt: 2026',
    'templateId: a\nendAt: 24.12.2026',
    'templateId: a\nendAt: 2026-13-01',
    'templateId: a\nendAt: 2026-12-24 24:00',
    'templateId: a\nendAt: 2h',
    'templateId: a\nstartAt: 2026-12-24 9:00',
    'templateId: a\nplaceholders: {A: b}',
    'templateId: a\nplaceholders: A',
    'templateId: a\nplaceholders: [[A]]',
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
    'templateId: a\nplaceholders: []',
    'notification:\n  templateId: a\n  placeholders: ["##A##", 1]\n  override: {"##A##": true}',
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
