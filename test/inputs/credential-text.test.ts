import { describe, expect, test } from 'vitest'
import { problemWithCredential } from '../../src/inputs/credential-text.ts'

type Kind = Parameters<typeof problemWithCredential>[1]

describe('a credential that cannot be one is refused without being shown:', () => {
  test.each<[kind: Kind, text: string, message: RegExp]>([
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
  ])('%s %j', (kind, text, message) => {
    const problem = problemWithCredential(text, kind)

    expect(problem).toMatch(message)
    expect(problem).not.toMatch(/my|WALKME|GITHUB/)
  })

  test.each(['ABC123', '4711', 'aB_c', 'x"y', 'x"y"', '"x"y', '_1', 'A_B-1', '1-A_B', 'YWJj+/=='])(
    'any of them may be %j',
    (text) => {
      for (const kind of ['client-id', 'client-secret', 'github-token'] as const)
        expect(problemWithCredential(text, kind)).toBeUndefined()
    },
  )

  test.each(['my:secret', 'my bearer x'])('a client secret may be %j', (text) => {
    expect(problemWithCredential(text, 'client-secret')).toBeUndefined()
  })
})
