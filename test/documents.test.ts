import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { parseDocument } from 'yaml'
import * as z from 'zod'

const REPOSITORY = fileURLToPath(new URL('..', import.meta.url))
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: REPOSITORY,
  encoding: 'utf8',
})
  .trim()
  .split('\n')
  .filter((path) => existsSync(join(REPOSITORY, path)))
const read = (path: string) => readFileSync(join(REPOSITORY, path), 'utf8')

test('every file and folder at the top has a reason in CONTRIBUTING.md', () => {
  const [, section = ''] = read('CONTRIBUTING.md').split('\n## What lies where\n')
  const [table = ''] = section.split('\nA test holds')
  const named = [...table.matchAll(/^\| `(.+?)` \| (.+) \|$/gm)].map(([, name]) => name)

  expect(named.toSorted()).toEqual([...new Set(files.map((path) => path.split('/')[0]))].toSorted())
})

/** What a heading is called in a link, as GitHub makes it. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-')
}

const anchorsOf = (path: string) =>
  [...read(path).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading))

describe('every link within the repository leads somewhere:', () => {
  const documents = files.filter((path) => path.endsWith('.md'))
  test.each(documents)('%s', (path) => {
    const links = [...read(path).matchAll(/\]\((?!https?:)([^)\s]+)\)/g)].map(([, link = '']) => link)
    for (const link of links) {
      const [to = '', anchor] = link.split('#')
      const target = to === '' ? path : join(dirname(path), to)

      expect(existsSync(join(REPOSITORY, target)), `${path} → ${link}`).toBe(true)
      if (anchor !== undefined) expect(anchorsOf(target), `${path} → ${link}`).toContain(anchor)
    }
  })
})

describe('what the documents tell people to run exists:', () => {
  const { scripts } = z
    .object({ scripts: z.record(z.string(), z.string()) })
    .parse(JSON.parse(read('package.json')))
  test.each(['README.md', 'CONTRIBUTING.md', 'SECURITY.md'])('%s', (path) => {
    for (const [, name] of read(path).matchAll(/npm run ([\w:]+)/g))
      expect(scripts).toHaveProperty([name ?? ''])
    for (const [, file = ''] of read(path).matchAll(/npx vitest (?:run )?(test\/\S+?)`/g))
      expect(existsSync(join(REPOSITORY, file)), file).toBe(true)
  })
})

test.each(files.filter((path) => /\.ya?ml$/.test(path)))('%s is YAML, each key once', (path) => {
  expect(parseDocument(read(path)).errors).toEqual([])
})

test('each decision has its number, and they are numbered without a gap', () => {
  const decisions = files.filter((path) => path.startsWith('docs/adr/')).toSorted()

  for (const [index, path] of decisions.entries()) {
    expect(path).toMatch(new RegExp(`^docs/adr/${String(index + 1).padStart(4, '0')}-[a-z-]+\\.md$`))
    expect(read(path)).toMatch(new RegExp(`^# ${index + 1}\\. `))
  }
})
