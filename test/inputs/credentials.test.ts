import { describe, expect, test } from 'vitest'
import { runInProcess } from '../world.ts'

describe('what came with the environment is masked:', () => {
  const cases: [what: string, environment: Record<string, string>, masked: string[]][] = [
    [
      'the client secret, and the Basic header',
      { 'INPUT_CLIENT-ID': 'id', 'INPUT_CLIENT-SECRET': 'secret' },
      ['secret', 'aWQ6c2VjcmV0', 'c2VjcmV0'],
    ],
    [
      'the client secret alone',
      { 'INPUT_CLIENT-SECRET': 'secrets' },
      expect.arrayContaining(['secrets', btoa(':secrets'), btoa('secrets')]),
    ],
    [
      'a client secret of four characters',
      { 'INPUT_CLIENT-ID': 'id', 'INPUT_CLIENT-SECRET': 'four' },
      expect.arrayContaining(['four', btoa('id:four'), btoa('four')]),
    ],
    [
      'of a shorter one only the Basic header',
      { 'INPUT_CLIENT-ID': 'id', 'INPUT_CLIENT-SECRET': 'sen' },
      [btoa('id:sen')],
    ],
    ['GitHub’s token', { 'INPUT_GITHUB-TOKEN': 'token' }, ['token']],
    ['nothing', {}, []],
  ]
  const spellings = [
    (name: string) => name,
    (name: string) => name.replaceAll('-', ''),
    (name: string) => name.replaceAll('-', '_'),
  ]
  for (const [what, environment, masked] of cases) {
    test.each(spellings)(`${what}, spelled as by %s`, async (spell) => {
      const spelled = Object.entries(environment).map(([name, text]) => [spell(name), text])
      expect((await runInProcess({}, Object.fromEntries(spelled))).masked).toEqual(masked)
    })
  }

  const HEADER = 'bWU6c2VjcmV0'
  const proxies: [proxy: string, masked: string[]][] = [
    ['http://me:secret@proxy.example:3128', ['secret', HEADER]],
    ['me:secret@proxy.example:3128', ['secret', HEADER]],
    ['HTTPS://me:secret@proxy.example', ['secret', HEADER]],
    ['socks5+a.b-c://me:secret@proxy.example', ['secret', HEADER]],
    ['http://me:se:ret@proxy.example', ['se:ret', 'se%3Aret', 'se%3aret', 'bWU6c2U6cmV0']],
    ['http://me:#/:@1@proxy.example', expect.arrayContaining(['#/:@1', btoa('me:#/:@1')])],
    [
      'http://me:long\nword@proxy.example',
      expect.arrayContaining(['long\nword', 'word', btoa('me:long\nword')]),
    ],
    ['http://me:100%@proxy.example', expect.arrayContaining(['100%', btoa('me:100%')])],
    ['http://me:%73ecret@proxy.example', ['secret', '%73ecret', '%2573ecret', HEADER]],
    ['http://me@proxy.example', []],
    ['http://me:@proxy.example', []],
    ['http://proxy.example:3128', []],
  ]
  for (const [proxy, masked] of proxies) {
    test(`the password in ${JSON.stringify(proxy)}`, async () => {
      expect((await runInProcess({}, { https_proxy: proxy })).masked).toEqual(masked)
    })
  }
})
