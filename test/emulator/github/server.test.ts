import { test as base, expect } from 'vitest'
import { type GitHub, startGitHub } from '../../../emulator/github/server.ts'

const test = base.extend<{ github: GitHub }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the fixtures that are needed from this pattern
  github: async ({}, use) => {
    const github = await startGitHub()
    await use(github)
    await github.close()
  },
})

function ask({ url, token }: GitHub, path: string, body?: string): Promise<Response> {
  const headers = {
    authorization: `token ${token}`,
    'user-agent': 'test',
    'content-type': 'application/json',
  }
  return fetch(`${url}/repos/${path}`, body === undefined ? { headers } : { method: 'POST', headers, body })
}

test('a repository of any name is there, with a branch, whatever the case of its name', async ({
  github,
}) => {
  for (const name of ['octo-org/crm', 'me/mine', 'Me/MINE']) {
    expect((await ask(github, `${name}/git/ref/heads/main`)).status).toBe(200)
  }
})

test('what one repository has, another has not', async ({ github }) => {
  const file = { path: 'A', mode: '100644', type: 'blob', content: 'a' }
  const tree: { sha: string } = JSON.parse(
    await (await ask(github, 'me/mine/git/trees', JSON.stringify({ tree: [file] }))).text(),
  )
  const commit = JSON.stringify({ message: 'a', tree: tree.sha, parents: [] })
  expect((await ask(github, 'me/mine/git/commits', commit)).status).toBe(201)
  expect((await ask(github, 'me/other/git/commits', commit)).status).toBe(422)
})

test.each(['me/git/ref/heads/main', 'me/mine', 'me/mine/git', 'me/mine/contents/README.md'])(
  '%s is 404',
  async (path) => {
    const github = await startGitHub()
    expect((await ask(github, path)).status).toBe(404)
    await github.close()
  },
)

test('a body that is no JSON is 400, a path that cannot be decoded ends the connection, and it goes on', async ({
  github,
}) => {
  expect((await ask(github, 'me/mine/git/trees', '{')).status).toBe(400)
  await expect(ask(github, 'me/mine/git/ref/%E0%A4')).rejects.toThrow()
  expect((await ask(github, 'me/mine/git/ref/heads/main')).status).toBe(200)
})
