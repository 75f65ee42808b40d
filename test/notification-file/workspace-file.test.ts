import { execFileSync } from 'node:child_process'
import * as files from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, describe, expect } from 'vitest'
import { type Files, readWorkspaceFile } from '../../src/notification-file/workspace-file.ts'
import { runsIf } from '../skipped.ts'

const test = base.extend<{ workspace: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the fixtures that are needed from this pattern
  workspace: async ({}, use) => {
    const directory = await files.mkdtemp(join(tmpdir(), 'walkme-file-'))
    await use(directory)
    await files.rm(directory, { recursive: true })
  },
})

/** A file system in which opening fails with something. */
const failing = (problem: unknown): Files => ({
  ...files,
  open: async () => {
    throw problem
  },
})

test('a file of the workspace is read, in a folder too', async ({ workspace }) => {
  await files.mkdir(join(workspace, 'a'))
  await files.writeFile(join(workspace, 'a', 'notify.yml'), 'title: Grüße')

  expect(await readWorkspaceFile(files, workspace, 'a/notify.yml')).toEqual({ text: 'title: Grüße' })
})

test('a file whose name begins with two dots is no way out', async ({ workspace }) => {
  await files.writeFile(join(workspace, '..notify.yml'), 'x')

  expect(await readWorkspaceFile(files, workspace, '..notify.yml')).toEqual({ text: 'x' })
})

describe('a file that differs in its ending or its slashes alone is named:', () => {
  const cases: [path: string, there: string][] = [
    ['deploy.yaml', 'deploy.yml'],
    ['deploy.yml', 'deploy.json'],
    ['deploy.json', 'deploy.yaml'],
    ['deploy', 'deploy.yml'],
    ['a\\deploy.yml', 'a/deploy.yml'],
    ['.\\a\\deploy.yaml', './a/deploy.yml'],
  ]
  test.for(cases.filter(([path]) => process.platform !== 'win32' || !path.includes('\\')))(
    '%s, but %s',
    async ([path, there], { workspace }) => {
      await files.mkdir(join(workspace, 'a'))
      await files.writeFile(join(workspace, there), 'title: x')

      expect(await readWorkspaceFile(files, workspace, path)).toEqual({
        problem: `There is no file "${path}" in the workspace, but there is "${there}". Write that.`,
      })
    },
  )
})

test('no other file is named for one that has backslashes, an ending in its middle, or a way out', async ({
  workspace,
}) => {
  await files.writeFile(join(workspace, 'a.yml'), '')
  for (const path of ['a.yml.b', '..\\a', 'b'])
    expect(await readWorkspaceFile(files, workspace, path)).toEqual({
      problem: expect.stringMatching(/^There is no file "[^"]*" in the workspace\. (Write |Is there a step)/),
    })
})

describe('what is no text of the workspace is told as what it is:', () => {
  const cases: [what: string, make: (path: string) => Promise<unknown>, problem: string][] = [
    ['a directory', (path) => files.mkdir(path), '"notify.yml" is a directory. Name the file in it.'],
    [
      'Latin 1',
      (path) => files.writeFile(path, Buffer.from([0x61, 0xe9])),
      '"notify.yml" is not UTF-8 text.',
    ],
    [
      'bytes that are no mark',
      (path) => files.writeFile(path, Buffer.from([0xff, 0xff])),
      '"notify.yml" is not UTF-8 text.',
    ],
    [
      'one byte of a mark',
      (path) => files.writeFile(path, Buffer.from([0xff])),
      '"notify.yml" is not UTF-8 text.',
    ],
    [
      'other bytes',
      (path) => files.writeFile(path, Buffer.from([0xfe, 0xfe])),
      '"notify.yml" is not UTF-8 text.',
    ],
  ]
  test.for(cases)('%s', async ([, make, problem], { workspace }) => {
    await make(join(workspace, 'notify.yml'))

    expect(await readWorkspaceFile(files, workspace, 'notify.yml')).toEqual({ problem })
  })

  test('a link out of it', async ({ workspace }) => {
    await files.symlink(tmpdir(), join(workspace, 'notify.yml'))

    expect(await readWorkspaceFile(files, workspace, 'notify.yml')).toEqual({
      problem: '"notify.yml" is a link to a file outside the repository.',
    })
  })

  test.each(['', 'a', '\0', '\0\0'])('but %j is text', async (text) => {
    const workspace = await files.mkdtemp(join(tmpdir(), 'walkme-file-'))
    await files.writeFile(join(workspace, 'a'), text)

    expect(await readWorkspaceFile(files, workspace, 'a')).toEqual({ text })
    await files.rm(workspace, { recursive: true })
  })

  test('and as many bytes as can be are', async ({ workspace }) => {
    await files.writeFile(join(workspace, 'a'), 'a'.repeat(256 * 1024))

    expect(await readWorkspaceFile(files, workspace, 'a')).toHaveProperty('text.length', 256 * 1024)
  })
})

describe('a file in UTF-16 is told to be that:', () => {
  const text = Buffer.from('title: x', 'utf16le')
  const cases: [what: string, bytes: Buffer][] = [
    ['little endian', Buffer.concat([Buffer.from([0xff, 0xfe]), text])],
    ['big endian', Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(text).swap16()])],
    ['without a mark', text],
    ['big endian without a mark', Buffer.from(text).swap16()],
  ]
  test.for(cases)('%s', async ([, bytes], { workspace }) => {
    await files.writeFile(join(workspace, 'notify.yml'), bytes)

    expect(await readWorkspaceFile(files, workspace, 'notify.yml')).toEqual({
      problem: expect.stringMatching(/^"notify\.yml" is UTF-16\. Save it as UTF-8: .*-Encoding utf8/),
    })
  })
})

describe('the problem is told where', () => {
  const paths: [what: string, path: string, problem: RegExp][] = [
    ['the path leads out', '../notify.yml', /^"\.\.\/notify\.yml" is outside the repository/],
    ['the path leads out and in again', '../../etc/passwd', /is outside the repository/],
    ['the path is the workspace itself', '.', /is outside the repository/],
    ['the path is absolute', tmpdir(), /is an absolute path/],
    ['there is no such file', 'notify.yml', /There is no file "notify\.yml".*actions\/checkout/],
    [
      'backslashes lead to no file',
      'b\\notify.yml',
      /There is no file .* Write "\/" between the folders\. Is/,
    ],
    ['a neighbour lies outside', '..\\notify.yml', /There is no file/],
    ['a part of the path is a file', 'file/notify.yml', /There is no file/],
  ]
  test.for(paths)('%s', async ([, path, problem], { workspace }) => {
    await files.writeFile(join(workspace, 'file'), '')

    expect(await readWorkspaceFile(files, workspace, path)).toEqual({
      problem: expect.stringMatching(problem),
    })
  })

  test('there is no workspace', async () => {
    const told = await readWorkspaceFile(files, undefined, 'notify.yml')

    expect(told).toEqual({ problem: expect.stringContaining('GITHUB_WORKSPACE is not set') })
  })

  test('the file has more bytes than anybody reads', async ({ workspace }) => {
    await files.writeFile(join(workspace, 'notify.yml'), Buffer.alloc(256 * 1024 + 1, 'a'))

    const told = await readWorkspaceFile(files, workspace, 'notify.yml')
    expect(told).toEqual({ problem: '"notify.yml" has 262145 bytes. The maximum is 262144.' })
  })

  test.runIf(runsIf(process.platform !== 'win32', 'named pipes. Windows has none among files.'))(
    'it is a pipe, without waiting for a writer',
    async ({ workspace }) => {
      execFileSync('mkfifo', [join(workspace, 'notify.yml')])

      const told = await readWorkspaceFile(files, workspace, 'notify.yml')
      expect(told).toEqual({ problem: '"notify.yml" is not a regular file.' })
    },
  )

  test('it may not be read', async ({ workspace }) => {
    await files.writeFile(join(workspace, 'notify.yml'), '')
    const denied = Object.assign(new Error('denied'), { code: 'EACCES' })

    expect(await readWorkspaceFile(failing(denied), workspace, 'notify.yml')).toEqual({
      problem: '"notify.yml" cannot be read (EACCES).',
    })
    expect(await readWorkspaceFile(failing('no more'), workspace, 'notify.yml')).toEqual({
      problem: '"notify.yml" cannot be read (no more).',
    })
  })

  test('reading breaks off', async ({ workspace }) => {
    await files.writeFile(join(workspace, 'notify.yml'), 'title: x')
    const broken: Files = {
      ...files,
      async open(...call) {
        const file = await files.open(...call)
        file.readFile = () => Promise.reject(Object.assign(new Error('input/output error'), { code: 'EIO' }))
        return file
      },
    }

    expect(await readWorkspaceFile(broken, workspace, 'notify.yml')).toEqual({
      problem: '"notify.yml" cannot be read (EIO).',
    })
  })
})
