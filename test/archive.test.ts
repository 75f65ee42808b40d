import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const repository = new URL('..', import.meta.url)
const read = (path: string) => readFileSync(new URL(path, repository))

test('the pictures of the README are at most 130 kB together, and the first that people see at most 40 kB', () => {
  const names = readdirSync(new URL('docs/images', repository))
  const pictures = names.map((name) => read(`docs/images/${name}`))

  expect(names).toEqual(['notification-dark.png', 'notification.png', 'summary-dark.png', 'summary.png'])
  expect(Buffer.concat(pictures).length).toBeLessThanOrEqual(130_000)
  expect(read('docs/images/notification.png').length).toBeLessThanOrEqual(40_000)
  expect(read('docs/images/notification-dark.png').length).toBeLessThanOrEqual(40_000)
})

test('the archive that every job downloads is at most 850 kB, with everything but those pictures', () => {
  const archive = execFileSync('git', ['archive', '--format=tar.gz', 'HEAD'], {
    cwd: fileURLToPath(repository),
    maxBuffer: 10_000_000,
  })

  expect(archive.length).toBeLessThanOrEqual(850_000)
  expect(
    read('.gitattributes')
      .toString()
      .match(/^.* export-ignore$/gm),
  ).toEqual(['docs/images export-ignore'])
})
