import { describe, expect, test } from 'vitest'
import { type InputName, inputsSchema } from '../../src/inputs/schema.ts'

async function messagesFor(name: InputName, text: string): Promise<string[]> {
  const { error } = await inputsSchema.safeParseAsync({ [name]: text })
  return error?.issues.map(({ message }) => message) ?? []
}

describe('a credential that cannot be one is refused without being shown:', () => {
  test.each<[name: InputName, text: string, message: RegExp]>([
    ['client-id', 'my\nid', /line break or control character/],
    ['client-id', 'my\u0007id', /line break or control character/],
    ['client-id', 'my:id', /no colon/],
    ['client-secret', 'my\rsecret', /line break or control character/],
    [
      'client-secret',
      'secrets.my',
      /^This is the name of a secret, not its value\. Write \$\{\{ secrets\.NAME \}\}/,
    ],
    ['client-secret', '{{ secrets.my }}', /name of a secret/],
    ['client-id', '$my', /name of a secret/],
    ['client-id', '${my}', /name of a secret/],
    ['client-id', 'my\u200bid', /^The value has a character that cannot be seen \(U\+200B\) at position 3\./],
    ['client-secret', 'my\u00a0secret', /cannot be seen \(U\+00A0\)/],
    ['client-id', 'WALKME_ID', /^This is the name of a secret.*secrets\.NAME/],
    ['client-secret', 'WALKME_CLIENT_SECRET_2', /^This is the name of a secret/],
    ['client-secret', '"my-secret"', /^There are quotes around the value/],
    ['client-id', "'my-id'", /^There are quotes around/],
    ['client-id', '“my-id”', /^There are quotes around/],
    ['client-id', '`my-id`', /^There are quotes around/],
    ['client-id', 'A_1', /^This is the name of a secret/],
    ['github-token', '"my"', /^There are quotes around/],
    ['client-secret', 'Bearer my', /begins with the word "Bearer"/],
    ['client-id', 'Basic my', /This is an Authorization header, .* Copy each alone/],
    ['github-token', 'bearer my', /begins with the word "bearer"/],
    ['github-token', 'token my', /begins with the word "token"/],
    ['github-token', 'GITHUB_TOKEN', /^This is the name of a token, .* \$\{\{ github\.token \}\}/],
    ['github-token', 'secrets.GITHUB_TOKEN', /^This is the name of a token/],
    ['github-token', '$GITHUB_TOKEN', /^This is the name of a token/],
    ['github-token', 'Basic my', /begins with the word "Basic"/],
    ['github-token', 'my token', /^There is a space/],
    ['github-token', 'my\ntoken', /^There is a space/],
    ['github-token', 'myé', /^There is a space/],
  ])('%s %j', async (name, text, message) => {
    const messages = await messagesFor(name, text)

    expect(messages).toEqual([expect.stringMatching(message)])
    expect(messages.join()).not.toMatch(/my|WALKME|GITHUB/)
  })

  test.each(['ABC123', '4711', 'aB_c', 'x"y', 'x"y"', '"x"y', '_1', 'A_B-1', '1-A_B', 'YWJj+/=='])(
    'a secret may be %j',
    async (text) => {
      for (const name of ['client-id', 'client-secret', 'github-token'] as const)
        expect(await messagesFor(name, text)).toEqual([])
    },
  )

  test.each(['my:secret', 'my bearer x'])('a client secret may be %j', async (text) => {
    expect(await messagesFor('client-secret', text)).toEqual([])
  })
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
