import { describe, expect, test } from 'vitest'
import type { Environment } from '../../src/environment.ts'
import { isDefault } from '../../src/inputs/defaults.ts'
import { differentSpellings, spellingsOf } from '../../src/inputs/input-text.ts'
import type { InputName } from '../../src/inputs/schema.ts'

const spellings = (environment: Environment, name: InputName) =>
  differentSpellings(environment, name, (text) => isDefault(name, text))

function inputText(environment: Environment, name: InputName): string | undefined {
  const [spelling, ...different] = spellings(environment, name)
  return different.length === 0 ? spelling?.text : undefined
}

describe('an input is given', () => {
  test.each<[what: string, name: InputName, variable: string]>([
    ['as we write it', 'client-secret', 'INPUT_CLIENT-SECRET'],
    ['as the API writes it', 'client-secret', 'INPUT_CLIENTSECRET'],
    ['with `_`', 'template-id', 'INPUT_TEMPLATE_ID'],
    ['with both', 'resend-when-uncertain', 'INPUT_RESEND_WHEN-UNCERTAIN'],
    ['in a case that no runner uses', 'data-center', 'INPUT_dataCenter'],
    ['with `-` where we have none', 'audiences', 'INPUT_AUDI-ENCES'],
  ])('%s', (_, name, variable) => {
    expect(inputText({ [variable]: ' x ' }, name)).toBe('x')
  })

  test.each<[what: string, name: InputName, variable: string]>([
    ['under the name of another', 'client-id', 'INPUT_CLIENT-SECRET'],
    ['without the prefix', 'title', 'TITLE'],
    ['empty', 'title', 'INPUT_TITLE'],
  ])('not if it is %s', (_, name, variable) => {
    expect(inputText({ [variable]: variable === 'INPUT_TITLE' ? ' ' : 'x' }, name)).toBeUndefined()
  })
})

describe('of two spellings', () => {
  test.each<[what: string, name: InputName, own: string, other: string, text: string]>([
    ['with the same text, either counts', 'template-id', 'a', 'a', 'a'],
    ['the one that is not empty counts', 'template-id', '', 'a', 'a'],
    ['ours counts beside an empty one', 'template-id', 'a', ' ', 'a'],
    ['the other counts beside our default', 'data-center', 'us', 'eu', 'eu'],
    ['ours counts beside the default', 'data-center', 'us', '', 'us'],
    ['the other counts beside the token of the job', 'github-token', 'ghs_1', 'ghp_2', 'ghp_2'],
  ])('%s', (_, name, own, other, text) => {
    const environment = {
      [`INPUT_${name.toUpperCase()}`]: own,
      [`INPUT_${name.toUpperCase().replaceAll('-', '')}`]: other,
    }
    expect(inputText(environment, name)).toBe(text)
  })

  test('neither counts if the texts differ', () => {
    const environment = { INPUT_CLIENTSECRET: 'a', 'INPUT_CLIENT-SECRET': 'b' }

    expect(inputText(environment, 'client-secret')).toBeUndefined()
    expect(spellings(environment, 'client-secret')).toEqual([
      { name: 'client-secret', text: 'b' },
      { name: 'clientsecret', text: 'a' },
    ])
  })

  test('neither counts if both differ from the default', () => {
    const environment = { INPUT_RETRIES: '1', INPUT_RE_TRIES: '2' }
    expect(inputText(environment, 'retries')).toBeUndefined()
  })

  test('a default is still among the spellings, so that a secret is masked in each', () => {
    const environment = { 'INPUT_GITHUB-TOKEN': 'a', INPUT_GITHUBTOKEN: 'b' }
    expect(spellingsOf(environment, 'github-token').map(({ text }) => text)).toEqual(['a', 'b'])
  })
})
