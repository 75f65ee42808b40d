import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { distCommit } from './dist-commit.ts'

// Prints the request that commits what was built, nothing where there is nothing to commit:
// `node scripts/dependabot-dist.ts <directory> <list of "hash name" on the branch>`, with REPOSITORY, BRANCH and HEAD in
// the environment. It needs no dependency, so that a job with the right to write has to install none.
const [directory = '', list = ''] = process.argv.slice(2)
const { REPOSITORY: repository = '', BRANCH: branch = '', HEAD: head = '' } = process.env

const built = readdirSync(directory, { withFileTypes: true }).map((entry) => {
  if (!entry.isFile()) throw new Error(`${JSON.stringify(entry.name)} is not a regular file.`)
  return { name: entry.name, bytes: readFileSync(join(directory, entry.name)) }
})
const lines = readFileSync(list, 'utf8').split('\n').filter(Boolean)
const committed = new Map(lines.map((line): [string, string] => [line.slice(41), line.slice(0, 40)]))

const request = distCommit(built, committed, { repository, branch, head })
if (request) process.stdout.write(JSON.stringify(request))
