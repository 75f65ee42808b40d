import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { samplePush } from '../../runner/environment.ts'
import { everyoneIn, test } from './stage.ts'

const COMMIT = 'https://github.com/octo-org/crm/commit/8b1f0d6c5a4e3f2d1c0b9a8f7e6d5c4b3a2f1e0d'

test('a push to main tells the support team what the commit says', async ({ stage }) => {
  await stage.perform('deploy-announcement.yml')

  expect(stage.seen()).toEqual([
    {
      title: 'The CRM has just been updated',
      message: 'Find an account by phone number\n\nAlso: "quotes", a # and an export to Excel.',
      button: { text: 'Read more', link: COMMIT },
      type: 'push',
      recipients: everyoneIn('Support'),
    },
  ])
  expect(stage.emulator.ledger[0]?.notification.title).toBe('CRM deploy 42')
})

test('a commit message that looks like YAML, an expression and a command is shown as it is', async ({
  stage,
}) => {
  const message =
    'Fix: "it"\n  "##URL##": https://evil.example.com\n::set-output name=x::y\n${{ secrets.X }} #1'
  await stage.perform('deploy-announcement.yml', {
    event: { ...samplePush, head_commit: { ...samplePush.head_commit, message } },
  })

  expect(stage.seen()).toMatchObject([{ message, button: { link: COMMIT } }])
})

test('a deploy that fails is not announced', async ({ stage }) => {
  const { results } = await stage.perform('deploy-announcement.yml', { results: { deploy: 'failure' } })

  expect(results).toEqual({ deploy: ['failure'], announce: ['skipped'] })
  expect(stage.emulator.connections()).toBe(0)
})

test('a commit is announced once, however often its workflow runs', async ({ stage }) => {
  await stage.perform('deploy-announcement.yml')
  const { steps } = await stage.perform('deploy-announcement.yml')

  expect(steps.map(({ outputs }) => outputs['outcome'])).toEqual(['skipped'])
  expect(stage.emulator.ledger).toHaveLength(1)
})

test('the team is told in its hours', async ({ stage }) => {
  await stage.perform('deploy-announcement.yml')
  const [weekday, hour] = new Date(stage.emulator.ledger[0]?.seen.startAt ?? '')
    .toLocaleString('en-GB', { timeZone: 'Europe/Paris', weekday: 'short', hour: '2-digit' })
    .split(/\W+/)

  expect(['Mon', 'Tue', 'Wed', 'Thu', 'Fri']).toContain(weekday)
  expect(Number(hour)).toBeGreaterThanOrEqual(8)
  expect(Number(hour)).toBeLessThan(18)
})

test('a placeholder without its text is found before anybody is told', async ({ stage }) => {
  const path = join(stage.repository, '.github/notifications/deploy-announcement.yml')
  writeFileSync(path, readFileSync(path, 'utf8').replace('"##URL##": $', '"##ULR##": $'))
  const { steps } = await stage.attempt('deploy-announcement.yml')

  expect(steps[0]?.log).toMatch(/##ULR##.*##URL##/)
  expect(stage.emulator.connections()).toBe(0)
})
