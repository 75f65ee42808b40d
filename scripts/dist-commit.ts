import { createHash } from 'node:crypto'

/** A file of `dist/`. */
export interface BuiltFile {
  name: string
  bytes: Buffer
}

/** Where to commit. */
export interface Target {
  /** `owner/name`. */
  repository: string
  branch: string
  /** The commit that was built, and that the branch must still be at. */
  head: string
}

const NAME = /^[a-z0-9][\w-]*(\.[\w-]+)*\.(c?js|json|txt)$/i
const MAX_FILES = 50
const MAX_BYTES = 8_000_000

/**
 * The request to GitHub's GraphQL API that makes `dist/` on a branch what was built, in one commit that GitHub signs;
 * undefined where it is so already. What was built is not trusted: code that nobody has reviewed wrote it.
 *
 * @param committed what lies in `dist/` on the branch: name to Git's hash of the contents
 * @throws For a file that no build of ours makes, and for too many or too large ones.
 */
export function distCommit(
  built: readonly BuiltFile[],
  committed: ReadonlyMap<string, string>,
  { repository, branch, head }: Target,
): object | undefined {
  refuseStrange(built)
  const names = new Set(built.map(({ name }) => name))
  const additions = built
    .filter(({ name, bytes }) => committed.get(name) !== blobHash(bytes))
    .map(({ name, bytes }) => ({ path: `dist/${name}`, contents: bytes.toString('base64') }))
  const deletions = [...committed.keys()]
    .filter((name) => !names.has(name))
    .map((name) => ({ path: `dist/${name}` }))
  if (additions.length + deletions.length === 0) return undefined
  return {
    query:
      'mutation ($input: CreateCommitOnBranchInput!) { createCommitOnBranch(input: $input) { commit { oid } } }',
    variables: {
      input: {
        branch: { repositoryNameWithOwner: repository, branchName: branch },
        // https://docs.github.com/graphql/reference/mutations#createcommitonbranch: another head is an error.
        expectedHeadOid: head,
        // With these words in the message, Dependabot still rebases its branch and drops this commit.
        message: { headline: 'Rebuild dist [dependabot skip]' },
        fileChanges: { additions, deletions },
      },
    },
  }
}

function refuseStrange(built: readonly BuiltFile[]): void {
  const strange = built.find(({ name }) => !NAME.test(name))
  if (strange) throw new Error(`${JSON.stringify(strange.name)} is no file that belongs into dist/.`)
  if (!built.some(({ name }) => name === 'index.js')) throw new Error('There is no index.js.')
  if (built.length > MAX_FILES) throw new Error(`There are ${built.length} files, more than ${MAX_FILES}.`)
  const bytes = built.reduce((sum, file) => sum + file.bytes.length, 0)
  if (bytes > MAX_BYTES) throw new Error(`The files have ${bytes} bytes, more than ${MAX_BYTES}.`)
}

/** What Git calls a file's contents: https://git-scm.com/book/en/v2/Git-Internals-Git-Objects. */
function blobHash(bytes: Buffer): string {
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex')
}
