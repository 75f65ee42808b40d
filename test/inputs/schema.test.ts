import { describe, expect, test } from 'vitest'
import { type InputName, inputsSchema } from '../../src/inputs/schema.ts'

async function messagesFor(name: InputName, text: string): Promise<string[]> {
  const { error } = await inputsSchema.safeParseAsync({ [name]: text })
  return error?.issues.map(({ message }) => message) ?? []
}

test.each<[name: InputName, text: string, message: RegExp]>([
  ['client-id', 'my:id', /no colon/],
  ['client-secret', '"my-secret"', /quotes around the value/],
  ['github-token', 'GITHUB_TOKEN', /name of a token/],
])('a credential that cannot be one is refused: %s', async (name, text, message) => {
  expect(await messagesFor(name, text)).toEqual([expect.stringMatching(message)])
})

describe('a data center', () => {
  test.each(['sap', 'sap-eu', 'SAP-US', 'sap_eu', 'sap eu'])(
    "of SAP's, %s, has no public address: api-url takes it",
    async (text) => {
      expect(await messagesFor('data-center', text)).toEqual([expect.stringMatching(/not public.*api-url/)])
    },
  )

  test.each(['apac', 'sapphire', 'eu-sap'])('that is unknown, %s, is told the four', async (text) => {
    expect(await messagesFor('data-center', text)).toEqual([
      `"${text}" is not one of "us", "eu", "ca", "fedramp".`,
    ])
  })
})

describe('a number', () => {
  test.each<[name: InputName, least: number, most: number]>([
    ['timeout-seconds', 1, 900],
    ['retries', 0, 10],
  ])('%s is from %i to %i', async (name, least, most) => {
    for (const value of [least, most]) expect(await messagesFor(name, String(value))).toEqual([])
    for (const text of [String(least - 1), String(most + 1), '1.5', '1e1', '0x1', '１'])
      expect(await messagesFor(name, text)).toEqual([expect.stringContaining(`from ${least} to ${most}`)])
  })
})

describe('an api-url that has the path of a call is told the base URL:', () => {
  test.each([
    ['https://api.walkme.com/public/v1/workstation/notifications', 'https://api.walkme.com'],
    ['https://api.walkme.com/public/v1', 'https://api.walkme.com'],
    ['https://eu-api.walkme.com/accounts/connect/token/', 'https://eu-api.walkme.com'],
    ['https://gw.example.com:8443/walkme//Public/v1/', 'https://gw.example.com:8443/walkme'],
  ])('%s', async (text, base) => {
    expect(await messagesFor('api-url', text)).toEqual([
      `This ends in the path of a call. Write the base URL alone: ${base}`,
    ])
  })

  test.each([
    'https://api.walkme.com/',
    'https://gw.example.com/walkme',
    'https://x.com/public',
    'https://x.com/public/v1x',
  ])('but not %s', async (text) => expect(await messagesFor('api-url', text)).toEqual([]))
})
