import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { distCommit } from '../../scripts/dist-commit.ts'
import { runsIf } from '../skipped.ts'

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url))
const TARGET = {
  repository: 'octo-org/walkme-notify-action',
  branch: 'dependabot/npm_and_yarn/x',
  head: 'a'.repeat(40),
}
const file = (name: string, text = name) => ({ name, bytes: Buffer.from(text) })
const base64 = (text: string) => Buffer.from(text).toString('base64')
const HASH = '0'.repeat(40)

describe('what Dependabot’s update makes of dist/', () => {
  test('is one commit on top of the commit that was built, and on no other', () => {
    const built = [file('index.js', 'new'), file('12.index.js', 'chunk')]
    const committed = new Map([
      ['index.js', HASH],
      ['11.index.js', HASH],
    ])

    expect(distCommit(built, committed, TARGET)).toEqual({
      query: expect.stringContaining('createCommitOnBranch'),
      variables: {
        input: {
          branch: { repositoryNameWithOwner: TARGET.repository, branchName: TARGET.branch },
          expectedHeadOid: TARGET.head,
          message: { headline: 'Rebuild dist [dependabot skip]' },
          fileChanges: {
            additions: [
              { path: 'dist/index.js', contents: base64('new') },
              { path: 'dist/12.index.js', contents: base64('chunk') },
            ],
            deletions: [{ path: 'dist/11.index.js' }],
          },
        },
      },
    })
  })

  test('is nothing where every file is there already', () => {
    expect(
      distCommit([file('index.js')], new Map([['index.js', gitHash('index.js')]]), TARGET),
    ).toBeUndefined()
  })

  const strange = [
    '../index.js',
    'a/index.js',
    'a\\index.js',
    '.git',
    '.npmrc',
    'ci.yml',
    'index.js\n',
    '-x.js',
  ]
  test.each(strange)('is refused with a file called %j in it', (name) => {
    expect(() => distCommit([file('index.js'), file(name)], new Map(), TARGET)).toThrow(
      /no file that belongs/,
    )
  })

  test('is refused without an index.js', () => {
    expect(() => distCommit([file('licenses.txt')], new Map(), TARGET)).toThrow(/no index\.js/)
  })

  test('is refused with more files than a build makes', () => {
    const many = Array.from({ length: 50 }, (_, index) => file(`${index}.index.js`))

    expect(() => distCommit([file('index.js'), ...many], new Map(), TARGET)).toThrow(/51 files/)
  })

  test('is refused with more bytes than a build makes', () => {
    const large = { name: 'index.js', bytes: Buffer.alloc(8_000_001) }

    expect(() => distCommit([large], new Map(), TARGET)).toThrow(/8000001 bytes/)
  })
})

describe('the script', () => {
  test('prints the request for a directory, and nothing where there is nothing to commit', () => {
    inDirectory((directory) => {
      writeFileSync(join(directory, 'built', 'index.js'), 'index.js')

      expect(JSON.parse(run(directory, ''))).toMatchObject({
        variables: {
          input: {
            branch: { repositoryNameWithOwner: TARGET.repository, branchName: TARGET.branch },
            expectedHeadOid: TARGET.head,
            fileChanges: {
              additions: [{ path: 'dist/index.js', contents: base64('index.js') }],
              deletions: [],
            },
          },
        },
      })
      expect(run(directory, `${gitHash('index.js')} index.js\n`)).toBe('')
    })
  })

  test.runIf(runsIf(process.platform !== 'win32', 'links. Windows wants a privilege for them.'))(
    'follows no link',
    () => {
      inDirectory((directory) => {
        writeFileSync(join(directory, 'secret'), 'secret')
        symlinkSync(join(directory, 'secret'), join(directory, 'built', 'index.js'))

        expect(() => run(directory, '')).toThrow(/is not a regular file/)
      })
    },
  )
})

function inDirectory(body: (directory: string) => void): void {
  const directory = mkdtempSync(join(tmpdir(), 'walkme-commit-'))
  try {
    mkdirSync(join(directory, 'built'))
    body(directory)
  } finally {
    rmSync(directory, { recursive: true })
  }
}

function run(directory: string, committed: string): string {
  const list = join(directory, 'committed')
  writeFileSync(list, committed)
  const env = { ...process.env, REPOSITORY: TARGET.repository, BRANCH: TARGET.branch, HEAD: TARGET.head }
  const args = ['scripts/dependabot-dist.ts', join(directory, 'built'), list]
  return execFileSync(process.execPath, args, { cwd: REPOSITORY, env, encoding: 'utf8', stdio: 'pipe' })
}

function gitHash(text: string): string {
  return execFileSync('git', ['hash-object', '--stdin'], { input: text, encoding: 'utf8' }).trim()
}
