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
