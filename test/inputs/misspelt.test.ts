import { describe, expect, test } from 'vitest'
import { nearestInput } from '../../src/inputs/misspelt.ts'
import { INPUT_NAMES, type InputName } from '../../src/inputs/schema.ts'

describe('a name that resembles an input means it:', () => {
  const cases = [
    ['override', 'overrides'],
    ['tempalte-id', 'template-id'],
    ['audiencesIds', 'audiences'],
    ['audience', 'audiences'],
    ['endUsersIds', 'end-users'],
    ['end-user', 'end-users'],
    ['systmeId', 'system-id'],
    ['message', 'runtime-description'],
    ['tittle', 'title'],
    ['tz', 'time-zone'],
    ['working-hours', 'show-hours'],
    ['officeHours', 'show-hours'],
    ['placeholder', 'placeholders'],
    ['preview', 'preview-to'],
    ['reviewers', 'preview-to'],
    ['previewOnly', 'preview-to'],
    ['preview-end-users', 'preview-to'],
    ['is-preview', 'preview-to'],
    ['run-after-key', 'after-key'],
    ['is-dry-run', 'dry-run'],
    ['dry-run-only', 'dry-run'],
    ['test-mode', 'dry-run'],
    ['after-once-key', 'after-key'],
    ['run-once-key', 'once-key'],
    ['deduplication-id', 'once-key'],
    ['quiet-hours', 'show-hours'],
    ['expires-at', 'end-at'],
    ['client-secrets', 'client-secret'],
    ['datacentre', 'data-center'],
    ['fail-on-errors', 'fail-on-error'],
  ]
  for (const [name = '', meant] of cases)
    test(`${name} → ${meant}`, () => expect(nearestInput(name)).toBe(meant))
})

describe('a word that people are likely to write means the input:', () => {
  const words: [meant: InputName, words: string][] = [
    ['audiences', 'audienceIds audience-id recipients'],
    ['end-users', 'endUserIds end-user-id users user-ids'],
    ['runtime-title', 'subject heading'],
    ['runtime-description', 'body text description runtimeMessage'],
    ['notification-type', 'type'],
    ['template-id', 'template'],
    ['system-id', 'system systems systemsIds'],
    ['start-at', 'start startDate schedule'],
    ['end-at', 'end end-date expires expiry until'],
    ['time-zone', 'zone'],
    ['show-hours', 'hours work-hours business-hours display-hours opening-hours'],
    ['api-url', 'url base-url endpoint'],
    ['data-center', 'region'],
    ['client-id', 'client-key'],
    ['client-secret', 'secret'],
    ['overrides', 'variables'],
    ['dry-run', 'dry test simulate testRun no-op'],
    ['preview-to', 'previewers preview_users test-users'],
    ['notification-file', 'file notification config'],
    ['timeout-seconds', 'timeout timeout-minutes'],
    ['retries', 'retry max-retries attempts'],
    ['resend-when-uncertain', 'resend'],
    ['once-key', 'once idempotency-key'],
    ['after-key', 'after'],
  ]
  for (const [meant, list] of words)
    test(meant, () => expect(list.split(' ').map(nearestInput)).toEqual(list.split(' ').map(() => meant)))
})

test('any other name is left alone', () => {
  for (const name of [
    'who-to-greet',
    'review',
    'hours-of-retention',
    'token',
    'node-version',
    'tiitlles',
    'constructor',
    '__proto__',
    '',
  ]) {
    expect(nearestInput(name)).toBeUndefined()
  }
})

test('an input itself is no misspelling', () => {
  for (const name of INPUT_NAMES) {
    for (const spelling of [name, name.toUpperCase(), name.replaceAll('-', '_'), name.replaceAll('-', '')])
      expect(nearestInput(spelling)).toBeUndefined()
  }
})
