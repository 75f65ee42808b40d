import { describe, expect } from 'vitest'
import type { Result } from './evaluate.ts'
import { everyoneIn, test } from './stage.ts'

const tag = (deploy: Result) => ({
  environment: { GITHUB_REF: 'refs/tags/v4.10', GITHUB_REF_NAME: 'v4.10', GITHUB_REF_TYPE: 'tag' },
  results: { deploy },
})
const button = { text: 'Read more', link: 'https://crm.example.com/releases' }

describe('a deploy to three regions', () => {
  test('is announced to everybody once when all have succeeded', async ({ stage }) => {
    const { results } = await stage.perform('matrix-announce-once.yml', tag('success'))

    expect(results).toEqual({ deploy: ['success', 'success', 'success'], announce: ['success'] })
    expect(stage.seen()).toEqual([
      {
        title: 'CRM v4.10 is live',
        message: 'Every region has it.',
        button,
        type: 'push',
        recipients: everyoneIn('CRM users'),
      },
    ])
  })

  test('is told to the support team once when one has failed', async ({ stage }) => {
    await stage.perform('matrix-announce-once.yml', tag('failure'))

    expect(stage.seen()).toEqual([
      {
        title: 'CRM v4.10 is not live everywhere',
        message: 'A region has failed and keeps its old version.',
        button,
        type: 'push',
        recipients: everyoneIn('Support'),
      },
    ])
  })

  test('is announced once, however often the workflow runs, and again when the region that failed has it', async ({
    stage,
  }) => {
    for (const result of ['failure', 'failure', 'success', 'success'] as const)
      await stage.perform('matrix-announce-once.yml', tag(result))

    expect(stage.seen().map(({ title }) => title)).toEqual([
      'CRM v4.10 is not live everywhere',
      'CRM v4.10 is live',
    ])
  })

  for (const result of ['cancelled', 'skipped'] as const) {
    test(`is told to nobody when it was ${result}`, async ({ stage }) => {
      await stage.perform('matrix-announce-once.yml', tag(result))

      expect(stage.emulator.connections()).toBe(0)
    })
  }
})
