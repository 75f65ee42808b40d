import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { readRepository } from '../scripts/repository.ts'
import { run, temporaryFolder } from './scripts/tools.ts'
import { runsIf } from './skipped.ts'

// What documents tell people to type. `npm start`, `npm run emulator` and the like have their own tests.
const REPOSITORY = fileURLToPath(new URL('..', import.meta.url))
const onLinux = runsIf(process.platform === 'linux', 'the commands of the documents. They are for bash.')

const documents = execFileSync('git', ['ls-files', '*.md', 'examples/workflows'], {
  cwd: REPOSITORY,
  encoding: 'utf8',
})
const commands = documents
  .trim()
  .split('\n')
  .flatMap((path) => {
    const text = readFileSync(join(REPOSITORY, path), 'utf8')
    const blocks = [...text.matchAll(/^```sh\n(.*?)^```$/gms)]
    const inline = [
      ...text.matchAll(/`((?:git|gh|npm|npx|pip|node|curl) [^`\n]+)`/g),
      ...text.matchAll(/^# (gh .+)$/gm),
    ]
    return [...blocks, ...inline].map(([, command = '']) => ({ path, command: command.trim() }))
  })

const isGitAlone = (command: string) => /\bgit /.test(command) && !/\b(?:gh|npm) /.test(command)

/** A repository with what the commands look for, as the origin of a clone; nothing else is asked. */
function clone() {
  const [origin, work] = [temporaryFolder(), temporaryFolder()]
  const git = (cwd: string, ...args: string[]) => execFileSync('git', args, { cwd, encoding: 'utf8' }).trim()
  git(origin, 'init', '--quiet', '--bare', '--initial-branch=main')
  git(work, 'init', '--quiet', '--initial-branch=main')
  git(work, 'remote', 'add', 'origin', origin)
  const author = ['-c', 'user.name=a', '-c', 'user.email=a@example.com']
  git(work, ...author, 'commit', '--quiet', '--allow-empty', '--message', 'A record, and a release')
  const sha = git(work, 'rev-parse', 'HEAD')
  const hash = createHash('sha256').update('deploy-crm-4f1c').digest('hex')
  for (const ref of ['heads/main', 'tags/v1.2.2', `walkme/${hash}`])
    git(work, 'push', '--quiet', origin, `${sha}:refs/${ref}`)
  return { work, origin, sha, hash, git }
}

describe('every command of a document', () => {
  test('is found', () => {
    expect(commands.filter(({ command }) => isGitAlone(command)).length).toBeGreaterThan(4)
    expect(commands.length).toBeGreaterThan(25)
  })

  test.runIf(onLinux).each(commands)('can be read by bash: $path, $command', ({ command }) => {
    const { status, stderr } = run(['bash', '-n', '-c', command.replaceAll(/<[^>\n]+>/g, 'text')], {
      cwd: REPOSITORY,
    })
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  })
})

describe.runIf(onLinux)('every command that is git alone works on a clone', () => {
  const gitAlone = commands.filter(({ command }) => isGitAlone(command))
  test.each(gitAlone)('$path, $command', ({ command }) => {
    const { work, origin, sha, hash, git } = clone()
    // The release of a text is made by the command that makes it, or was made before.
    if (!/git tag v/.test(command)) git(work, 'tag', 'v1.2.3')
    const text = command.replaceAll('<hash>', hash).replaceAll(/<[^>\n]+>/g, sha)
    const { status, stderr } = run(['bash', '-euo', 'pipefail', '-c', text], {
      cwd: work,
      env: {
        GIT_CONFIG_COUNT: '1',
        GIT_CONFIG_KEY_0: `url.${pathToFileURL(origin)}.insteadOf`,
        GIT_CONFIG_VALUE_0: `https://github.com/${readRepository().fullName}`,
        GIT_ALLOW_PROTOCOL: 'file',
        GIT_PAGER: 'cat',
      },
    })

    expect(status, stderr).toBe(0)
  })
})
