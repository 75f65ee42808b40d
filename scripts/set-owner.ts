import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readRepository } from './repository.ts'

// https://docs.github.com/enterprise-cloud@latest/admin/concepts/identity-and-access-management/username-considerations
const ACCOUNT = /^[a-z\d]+(?:-[a-z\d]+)*$/i
const LONGEST = 39
// What only makes sense as long as nobody has published the action.
const EXPLANATION = /<!-- placeholder -->\n.*?<!-- \/placeholder -->\n+/gs
// Built from the sources, or read no account at all.
const LEFT_ALONE = /^(?:dist|src|test)\//

/**
 * Puts an account's name into every file that names the repository of the action, package.json included.
 *
 * @param directory a git work tree of the action
 * @returns The paths of the files that were changed.
 * @throws For what is no name of an account on GitHub.
 */
export function setOwner(directory: string, owner: string): string[] {
  if (!ACCOUNT.test(owner) || owner.length > LONGEST)
    throw new Error(
      `${JSON.stringify(owner)} is no account on GitHub. Give the name alone, as in "npm run owner -- acme".`,
    )
  const repository = readRepository(join(directory, 'package.json'))
  const [, name = ''] = repository.fullName.split('/')
  return trackedFiles(directory).filter((path) => {
    const before = readFileSync(join(directory, path), 'utf8')
    const after = path.endsWith('CODEOWNERS')
      ? before.replaceAll(new RegExp(`@${repository.owner}(?![\\w-])`, 'g'), `@${owner}`)
      : before
          .replaceAll(new RegExp(`(?<![\\w-])${repository.owner}/${name}(?![\\w-])`, 'g'), `${owner}/${name}`)
          .replaceAll(EXPLANATION, '')
    if (after === before) return false
    writeFileSync(join(directory, path), after)
    return true
  })
}

function trackedFiles(directory: string): string[] {
  return execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: directory,
    encoding: 'utf8',
  })
    .split('\0')
    .filter((path) => path !== '' && !LEFT_ALONE.test(path) && existsSync(join(directory, path)))
}
