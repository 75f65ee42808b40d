import type { Account } from '../../emulator/account.ts'

/** What the IDs in `examples/` stand for. */
export const EXAMPLE_ACCOUNT: Pick<Account, 'templates' | 'audiences'> = {
  templates: [
    {
      id: '75cfcba6-c320-42cb-938e-4c2bd08a43a3',
      name: 'News about the CRM',
      title: 'News about the CRM',
      message: '###SUMMARY###',
      button: { text: 'Read more', link: '##URL##' },
    },
    {
      id: '2b7f667f-97f4-49a0-a529-fb8a1b58a7b0',
      name: 'Reminder',
      title: 'A reminder',
      message: 'Please do not forget.',
      button: { text: 'Open the timesheets', link: 'https://hr.example.com/timesheets' },
    },
    {
      id: '11b10f7a-2812-4cab-91d6-9561b8aec51f',
      name: 'Incident',
      title: 'Something is down',
      message: '###MESSAGE###',
      button: { text: 'What to do', link: '##RUNBOOK##' },
    },
    {
      id: '6f0c2f0e-91f7-4f53-9d0d-0a3c0a1d52e7',
      name: 'Maintenance',
      title: 'Something will be down',
      message: '###MESSAGE###',
      button: { text: 'What it changes', link: '##URL##' },
    },
    {
      id: '173a0a7d-11dd-4419-9c1c-9579914e4df7',
      name: 'Incident over',
      title: 'Everything works again',
      message: 'Thank you for your patience.',
    },
    {
      id: 'e2cac84a-2d0e-4c44-a450-8ee0b3000d4e',
      name: 'Failure',
      title: 'Something failed',
      message: 'Somebody should look at it.',
      button: { text: 'Open the run', link: '##RUN##' },
    },
  ],
  audiences: [
    { id: 'cf0bd4c1-86fd-4c79-a46a-c730d6789e63', name: 'CRM users', members: members('crm', 30) },
    { id: '0b9e6c0e-6f0b-4f6d-9d1f-3a8d4f1f6a11', name: 'Support', members: members('support', 4) },
    { id: '9d9d38b1-21cf-455c-9442-8bb6d41765f7', name: 'Everybody', members: members('staff', 90) },
  ],
}

function members(team: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${team}-${index + 1}@example.com`)
}
