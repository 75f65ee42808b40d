import { expect } from 'vitest'
import { everyoneIn, test } from './stage.ts'

test('whoever calls the workflow gets the outcome and the ID back', async ({ stage }) => {
  const { WALKME_CLIENT_ID, WALKME_CLIENT_SECRET } = stage.secrets
  const { outputs } = await stage.perform('reusable-announcement.yml', {
    inputs: { title: 'CRM 4.10 is live', summary: 'Accounts can be found by phone number.' },
    secrets: {
      'walkme-client-id': WALKME_CLIENT_ID ?? '',
      'walkme-client-secret': WALKME_CLIENT_SECRET ?? '',
    },
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
