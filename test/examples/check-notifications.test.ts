import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import { EXAMPLES, test } from './stage.ts'

const PULL_REQUEST = {
  environment: {
    GITHUB_EVENT_NAME: 'pull_request',
    GITHUB_REF: 'refs/pull/7/merge',
    GITHUB_REF_NAME: '7/merge',
    GITHUB_HEAD_REF: 'new-words',
    GITHUB_BASE_REF: 'main',
    GITHUB_WORKFLOW: 'Check notifications',
  },
  event: { action: 'opened', number: 7, pull_request: { title: 'Say it in fewer words' } },
}
const files = readdirSync(join(EXAMPLES, 'notifications'))

describe('a pull request from a fork', () => {
  test('has every notification file checked without a secret and without the network', async ({ stage }) => {
    const { steps } = await stage.perform('check-notifications.yml', { ...PULL_REQUEST, secrets: {} })

    expect(steps.map(({ inputs }) => inputs['notification-file'])).toEqual(
      files.map((file) => `.github/notifications/${file}`),
    )
    for (const { inputs, outputs } of steps) {
      expect(inputs).toMatchObject({ 'client-id': '', 'client-secret': '' })
      expect(outputs['outcome']).toBe('dry-run')
    }
    expect(stage.emulator.connections()).toBe(0)
  })

  test('sees a mistake on its line', async ({ stage }) => {
    const path = join(stage.repository, '.github/notifications/deploy-announcement.yml')
    const source = readFileSync(path, 'utf8')
    const line = source.slice(0, source.indexOf('audiencesIds')).split('\n').length
    writeFileSync(path, source.replace('audiencesIds', 'audienceIds'))
    const { steps, results } = await stage.attempt('check-notifications.yml', {
      ...PULL_REQUEST,
      secrets: {},
    })

    expect(steps[0]?.stdout).toMatch(
      new RegExp(`^::error [^:]*file=\\.github/notifications/deploy-announcement\\.yml,line=${line},`, 'm'),
    )
    expect(steps[0]?.log).toContain('There is no member "audienceIds". Did you mean "audiencesIds"?')
    expect(results['check']).toEqual(files.map((_, index) => (index === 0 ? 'failure' : 'success')))
  })
})

test('a pull request from the repository itself proves the credentials too, and sends nothing', async ({
  stage,
}) => {
  const { steps } = await stage.perform('check-notifications.yml', PULL_REQUEST)

  expect(steps.map(({ outputs }) => outputs['outcome'])).toEqual(files.map(() => 'dry-run'))
  expect(stage.emulator.requests.map(({ call }) => call)).toEqual(files.map(() => 'token'))
})
