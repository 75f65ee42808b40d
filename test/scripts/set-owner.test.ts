import { execFileSync } from 'node:child_process'
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import { readRepository } from '../../scripts/repository.ts'
import { setOwner } from '../../scripts/set-owner.ts'
import { temporaryFolder } from './tools.ts'

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url))
const git = (cwd: string, ...args: string[]) => execFileSync('git', args, { cwd, encoding: 'utf8' })
const files = git(REPOSITORY, 'ls-files', '--cached', '--others', '--exclude-standard')
  .trim()
  .split('\n')
  .filter((path) => !/^(dist|src|test|bench|emulator)\/|\.png$/.test(path))

/** A copy of every file that may name who publishes the action. */
function copyOfRepository(): string {
  const directory = temporaryFolder()
  for (const path of files)
    cpSync(join(REPOSITORY, path), join(directory, path), { recursive: true, force: true })
  writeFileSync(
    join(directory, 'note.md'),
    'Before.\n\n<!-- placeholder -->\n`OWNER` is not said yet.\n<!-- /placeholder -->\n\nAfter.\n',
  )
  git(directory, 'init', '--quiet')
  return directory
}

describe('npm run owner', () => {
  const directory = copyOfRepository()
  const read = (path: string) => readFileSync(join(directory, path), 'utf8')
  let changed: string[]
  beforeAll(() => {
    changed = setOwner(directory, 'set-by-a-test-1')
  })

  test('leaves no placeholder behind', () => {
    const left = files.flatMap((path) =>
      read(path)
        .split('\n')
        // The associations of GitHub: the owner of a repository, a member, a collaborator.
        .filter((line) => /\bOWNER\b/.test(line) && !line.includes('COLLABORATOR'))
        .map((line) => `${path}: ${line}`),
    )

    expect(left).toEqual([])
  })

  test('puts the name wherever the repository is named', () => {
    const places = files.flatMap((path) => read(path).match(/[^\s"'/(:]+(?=\/walkme-notify-action\b)/g) ?? [])

    expect(places.length).toBeGreaterThan(25)
    expect(new Set(places)).toEqual(new Set(['set-by-a-test-1']))
    expect(readRepository(join(directory, 'package.json')).fullName).toBe(
      'set-by-a-test-1/walkme-notify-action',
    )
    expect(read('.github/CODEOWNERS')).toMatch(/^\* @set-by-a-test-1$/m)
    expect(JSON.parse(read('schemas/notification.schema.json')).$id).toContain('.com/set-by-a-test-1/')
  })

  test('touches every kind of file that names it, and says which', () => {
    expect(changed).toEqual(
      expect.arrayContaining([
        '.github/CODEOWNERS',
        '.github/ISSUE_TEMPLATE/config.yml',
        '.github/dependabot.yml',
        'CHANGELOG.md',
        'README.md',
        'SECURITY.md',
        'examples/README.md',
        'examples/workflows/incident.yml',
        'package.json',
        'schemas/notification.schema.json',
      ]),
    )
  })

  test('takes out the sentence that explains the placeholder', () => {
    expect(read('note.md')).toBe('Before.\n\nAfter.\n')
    expect(files.filter((path) => read(path).includes('placeholder -->'))).toEqual(['scripts/set-owner.ts'])
  })
})

test('another owner can be named later', () => {
  const directory = copyOfRepository()
  setOwner(directory, 'set-by-a-test-2')
  const changed = setOwner(directory, 'set-by-a-test-3')

  expect(changed).toContain('README.md')
  expect(readRepository(join(directory, 'package.json')).owner).toBe('set-by-a-test-3')
  expect(setOwner(directory, 'set-by-a-test-3')).toEqual([])
})

test.each(['', 'acme/walkme-notify-action', '@acme', 'a b', '-a', 'a-', 'a--b', '$&', 'x'.repeat(40)])(
  'refuses %j, which is no account',
  (owner) => {
    expect(() => setOwner(REPOSITORY, owner)).toThrow(/is no account on GitHub\. Give the name alone/)
  },
)
