import { expect } from 'vitest'
import { everyoneIn, test } from './stage.ts'

const NIGHT = {
  environment: { GITHUB_EVENT_NAME: 'schedule', GITHUB_WORKFLOW: 'Nightly import' },
  event: { schedule: '43 1 * * *' },
}

test('an import that fails is told to the support team, with a way to its run', async ({ stage }) => {
  await stage.perform('failure-only.yml', { ...NIGHT, results: { import: 'failure' } })

  expect(stage.seen()).toEqual([
    {
      title: 'The import of customers failed',
      message: 'Customers who signed up since yesterday are not in the CRM yet. We are on it.',
      button: { text: 'Open the run', link: 'https://github.com/octo-org/crm/actions/runs/1658821493' },
      type: 'push',
      recipients: everyoneIn('Support'),
    },
  ])
})

test('one that is cut off is told as that', async ({ stage }) => {
  await stage.perform('failure-only.yml', { ...NIGHT, results: { import: 'cancelled' } })

  expect(stage.seen()).toMatchObject([{ title: 'The import of customers was cut off' }])
})

test('one that succeeds is told to nobody', async ({ stage }) => {
  const { results } = await stage.perform('failure-only.yml', NIGHT)

  expect(results).toEqual({ import: ['success'] })
  expect(stage.emulator.connections()).toBe(0)
})
