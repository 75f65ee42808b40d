import { expect } from 'vitest'
import { everyoneIn, type Stage, test } from './stage.ts'

// The repository has no secrets; the environment that approves has them.
const release = (name: string, { secrets }: Stage) => ({
  secrets: {},
  environments: { 'company-wide-announcements': secrets },
  environment: { GITHUB_EVENT_NAME: 'release', GITHUB_REF: 'refs/tags/v4.10', GITHUB_REF_NAME: 'v4.10' },
  event: {
    action: 'published',
    release: { tag_name: 'v4.10', name, html_url: 'https://github.com/octo-org/crm/releases/tag/v4.10' },
  },
})

test('a release is announced through the workflow that is called', async ({ stage }) => {
  const { results } = await stage.perform(
    'reusable-announcement-caller.yml',
    release('Find by phone number', stage),
  )

  expect(results).toEqual({ announce: ['success'] })
  expect(stage.seen()).toEqual([
    {
      title: 'CRM v4.10 is live',
      message: 'Find by phone number',
      button: { text: 'Read more', link: 'https://github.com/octo-org/crm/releases/tag/v4.10' },
      type: 'push',
      recipients: everyoneIn('CRM users'),
    },
  ])
})

test('a name that looks like overrides fills its placeholder and nothing else', async ({ stage }) => {
  const name = 'The "phone" release #10\n"##URL##": https://evil.example.com'
  await stage.perform('reusable-announcement-caller.yml', release(name, stage))

  expect(stage.seen()).toMatchObject([
    { message: name, button: { link: 'https://github.com/octo-org/crm/releases/tag/v4.10' } },
  ])
})
