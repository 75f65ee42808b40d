/** A run of an example with act. */
interface Run {
  workflow: string
  event: string
  payload: object
  /** Titles that people see, in order. */
  seen: string[]
  /** The job fails, as it should. */
  fails?: boolean
}

const incident = (state: string) => ({
  workflow: 'incident.yml',
  event: 'workflow_dispatch',
  payload: { inputs: { number: '4711', state, severity: 'SEV1', system: 'SSO', message: 'Stay signed in.' } },
})
const maintenance = 'The CRM is down on Saturday morning'
const deploy = {
  workflow: 'deploy-announcement.yml',
  event: 'push',
  payload: { ref: 'refs/heads/main', head_commit: { message: 'Find an account by its phone number' } },
}

/** One after the other, in a repository that keeps its records: what was told once is not told again. */
export const RUNS: Run[] = [
  { ...deploy, seen: ['The CRM has just been updated'] },
  { ...deploy, seen: [] },
  { ...incident('open'), seen: ['SSO is down'] },
  { ...incident('resolved'), seen: ['SSO works again'] },
  {
    workflow: 'preview-then-everybody.yml',
    event: 'workflow_dispatch',
    payload: {},
    seen: [`[Preview] ${maintenance}`, maintenance],
  },
  {
    workflow: 'scheduled-reminder.yml',
    event: 'schedule',
    payload: { schedule: '17 5 * * 1' },
    seen: ['Your timesheet is due on Friday'],
  },
  {
    workflow: 'failure-only.yml',
    event: 'schedule',
    payload: { schedule: '43 1 * * *' },
    seen: ['The import of customers failed'],
    fails: true,
  },
  {
    workflow: 'matrix-announce-once.yml',
    event: 'push',
    payload: { ref: 'refs/tags/v4.10' },
    seen: ['CRM v4.10 is live'],
  },
  {
    workflow: 'reusable-announcement-caller.yml',
    event: 'release',
    payload: {
      action: 'published',
      release: { tag_name: 'v4.10', name: 'Find by phone number', html_url: 'https://crm.example.com/v4.10' },
    },
    seen: ['CRM v4.10 is live'],
  },
  {
    workflow: 'check-notifications.yml',
    event: 'pull_request',
    payload: { number: 7, pull_request: { title: 'Say it in fewer words', number: 7 } },
    seen: [],
  },
]
