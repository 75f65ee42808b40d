import { describe, expect, test } from 'vitest'
import { problemWithKey } from '../../src/inputs/key.ts'
import { inputsSchema } from '../../src/inputs/schema.ts'

describe('a key that never varies is a mistake:', () => {
  test.each([
    ...[
      'true',
      'FALSE',
      'yes',
      'no',
      'null',
      'undefined',
      'Object',
      '$GITHUB_SHA',
      '${GITHUB_SHA}',
      '$(date +%F)',
    ],
    ...['deploy-$GITHUB_SHA', 'deploy-${SHA}', '`date`', 'secrets.KEY', 'github.sha', 'deploy-github.sha'],
    ...['{{ github.sha }}', 'deploy-{{sha}}', '$env:GITHUB_SHA', '%GITHUB_SHA%', '$((1+1))', 'inputs.number'],
  ])('%j', (text) => {
    expect(problemWithKey(text)).toMatch(
      / A key names one announcement: .* deploy-\$\{\{ github\.sha \}\}\.$/,
    )
  })
})

describe('may be a key:', () => {
  test.each([
    'deploy-4f1c',
    '4711',
    'v1.2.0',
    'price-$5',
    'Ünï "x" ::error::x',
    'truest',
    'a b',
    '100%',
    'github',
  ])('%j', (text) => expect(problemWithKey(text)).toBeUndefined())
})

test('the text that nothing replaces is named', () => {
  expect(problemWithKey('deploy-$(date +%F)')).toContain('Nothing replaces "$(date +%F)"')
})

test('an after-key is such a key', async () => {
  for (const name of ['once-key', 'after-key'])
    expect((await inputsSchema.safeParseAsync({ [name]: '$SHA' })).error?.issues).toHaveLength(1)
})
