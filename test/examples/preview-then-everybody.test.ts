import { expect } from 'vitest'
import { everyoneIn, test } from './stage.ts'

const words = {
  message: 'From 06:00 to 09:00, Paris time. Save your work on Friday evening.',
  button: { text: 'What it changes', link: 'https://wiki.example.com/maintenance/crm' },
  type: 'push',
}
const title = 'The CRM is down on Saturday morning'
const DISPATCH = { environment: { GITHUB_EVENT_NAME: 'workflow_dispatch' }, event: {} }

test('two people see it first, then everybody, once', async ({ stage }) => {
  const environments = { 'announcement-previews': stage.secrets, 'company-wide-announcements': stage.secrets }
  const run = { ...DISPATCH, secrets: {}, environments }
  const { steps, results } = await stage.perform('preview-then-everybody.yml', run)
  const again = await stage.perform('preview-then-everybody.yml', run)

  expect(results).toEqual({ preview: ['success'], everybody: ['success'] })
  expect([...steps, ...again.steps].map(({ outputs }) => outputs['outcome'])).toEqual([
    'preview',
    'sent',
    'preview',
    'skipped',
  ])
  const preview = {
    ...words,
    title: `[Preview] ${title}`,
    recipients: { people: 2, endUsers: 2, audiences: [] },
  }
  expect(stage.seen()).toEqual([preview, { ...words, title, recipients: everyoneIn('Everybody') }, preview])
})

test('nobody gets it where the preview fails', async ({ stage }) => {
  const environments = { 'company-wide-announcements': stage.secrets }
  const { results } = await stage.attempt('preview-then-everybody.yml', {
    ...DISPATCH,
    secrets: {},
    environments,
  })

  expect(results).toEqual({ preview: ['failure'], everybody: ['skipped'] })
  expect(stage.emulator.connections()).toBe(0)
})
