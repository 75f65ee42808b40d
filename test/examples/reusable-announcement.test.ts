import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { everyoneIn, test } from './stage.ts'

const inputs = { title: 'CRM 4.10 is live', summary: 'Accounts can be found by phone number.' }
// What a caller gives that has no secrets.
const nothing = { WALKME_CLIENT_ID: '', WALKME_CLIENT_SECRET: '' }

test('whoever calls the workflow gets the outcome and the ID back, and needs no secret', async ({
  stage,
}) => {
  const { outputs } = await stage.perform('reusable-announcement.yml', {
    inputs,
    secrets: nothing,
    environments: { 'company-wide-announcements': stage.secrets },
  })

  expect(stage.seen()).toEqual([
    {
      title: 'CRM 4.10 is live',
      message: 'Accounts can be found by phone number.',
      button: { text: 'Read more', link: 'https://crm.example.com/releases' },
      type: 'push',
      recipients: everyoneIn('CRM users'),
    },
  ])
  expect(outputs).toEqual({
    outcome: 'sent',
    'notification-id': stage.emulator.ledger[0]?.notificationId,
  })
})

test('a misspelt environment, which GitHub makes at once, has no secrets: nobody gets anything', async ({
  stage,
}) => {
  const path = join(stage.repository, '.github/workflows/reusable-announcement.yml')
  const source = readFileSync(path, 'utf8')
  writeFileSync(path, source.replace('environment: company', 'environment: compnay'))
  const { results, steps } = await stage.attempt('reusable-announcement.yml', {
    inputs,
    secrets: nothing,
    environments: { 'company-wide-announcements': stage.secrets },
  })

  expect(results).toEqual({ announce: ['failure'] })
  expect(steps[0]?.log).toMatch(/client-id/)
  expect(stage.emulator.connections()).toBe(0)
})
