import { execFileSync } from 'node:child_process'
import * as files from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, describe, expect } from 'vitest'
import type { Diagnostics } from '../../src/diagnostics.ts'
import { type Contexts, contextsOf } from '../../src/notification-file/contexts.ts'
import { readEvent } from '../../src/notification-file/event.ts'
import { readNotificationFile } from '../../src/notification-file/read.ts'
import { runsIf } from '../skipped.ts'

const test = base.extend<{ path: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: Vitest wants a pattern here.
  path: async ({}, use) => {
    const directory = await files.mkdtemp(join(tmpdir(), 'walkme-event-'))
    await use(join(directory, 'event.json'))
    await files.rm(directory, { recursive: true })
  },
})

function titleWith(event: unknown, expression: string): string | undefined {
  return titleIn(contextsOf({}, event), expression)
}

function titleIn(contexts: Contexts, expression: string): string | undefined {
  const diagnostics: Diagnostics = []
  const source = `title: \${{ ${expression} }}`
  const draft = readNotificationFile(source, 'n.yml', contexts, diagnostics)
  expect(diagnostics).toEqual([])
  return draft?.title?.value
}

describe('an event of GitHub’s largest kind can be read:', () => {
  const commits = Array.from({ length: 100_000 }, (_, index) => ({ id: String(index), added: [index] }))

  test('a list of many items', () => {
    const contexts = contextsOf({}, { commits, head_commit: { message: 'Fix' } })

    expect(titleIn(contexts, 'github.event.head_commit.message')).toBe('Fix')
    expect(titleIn(contexts, "contains(github.event.commits.*.id, '99999')")).toBe('true')
    expect(titleIn(contexts, 'github.event.commits[99999].id')).toBe('99999')
  })

  test('a list of many items in JSON', () => {
    const list = JSON.stringify(commits.slice(0, 60_000).map(() => 1))

    expect(titleWith({ list }, 'fromJSON(github.event.list)[59999]')).toBe('1')
  })

  test('20 MB', async ({ path }) => {
    await files.writeFile(
      path,
      JSON.stringify({ head_commit: { message: 'Fix' }, commits, more: 'x'.repeat(1.7e7) }),
    )
    expect((await files.stat(path)).size).toBeGreaterThan(2e7)
    const before = process.cpuUsage()

    expect(titleWith(await readEvent(files, path), 'github.event.head_commit.message')).toBe('Fix')
    expect(process.cpuUsage(before).user / 1_000).toBeLessThan(5_000)
  })
})

describe('there is nothing in an event', () => {
  test('that is not named, not there, or no JSON', async ({ path }) => {
    await files.writeFile(path, 'no JSON')

    expect(await readEvent(files, undefined)).toEqual({})
    expect(await readEvent(files, `${path}.missing`)).toEqual({})
    expect(await readEvent(files, path)).toEqual({})
  })

  test('that is larger than any of GitHub’s', async ({ path }) => {
    const bytes = Buffer.alloc(64 * 1024 * 1024 + 1, ' ')
    bytes.write('7')
    await files.writeFile(path, bytes)

    expect(await readEvent(files, path)).toEqual({})
    await files.truncate(path, bytes.length - 1)
    expect(await readEvent(files, path)).toBe(7)
  })

  test.runIf(runsIf(process.platform !== 'win32', 'named pipes. Windows has none among files.'))(
    'that is a named pipe, which nobody waits for',
    async ({ path }) => {
      execFileSync('mkfifo', [path])

      expect(await readEvent(files, path)).toEqual({})
    },
  )
})

test('no file is opened that is not named, and none stays open', async ({ path }) => {
  const opened: files.FileHandle[] = []
  const asked: unknown[] = []
  const open: typeof files.open = async (...call) => {
    asked.push(call[0])
    const file = await files.open(...call)
    opened.push(file)
    return file
  }
  await files.writeFile(path, '')
  for (const named of [undefined, '', path]) await readEvent({ ...files, open }, named)

  expect(asked).toEqual([path])
  expect(opened.map(({ fd }) => fd)).toEqual([-1])
})
