import { createHash } from 'node:crypto'

/** A commit as GitHub keeps it. */
export interface StoredCommit {
  sha: string
  tree: string
  parents: string[]
  message: string
  /** ISO 8601, whole seconds. */
  date: string
}

const WHO = 'github-actions[bot] <41898282+github-actions[bot]@users.noreply.github.com>'

/** The SHA of a blob, as git makes it. */
function blobSha(content: string): Buffer {
  return hash('blob', Buffer.from(content, 'utf8'))
}

/** The SHA of a tree of plain files. */
export function treeSha(files: readonly { path: string; content: string }[]): string {
  const entries = files.map(({ path, content }) =>
    Buffer.concat([Buffer.from(`100644 ${path}\0`, 'utf8'), blobSha(content)]),
  )
  return hash('tree', Buffer.concat(entries)).toString('hex')
}

/** A commit with its SHA: the same content, second included, is the same commit. */
export function storedCommit({ tree, parents, message, date }: Omit<StoredCommit, 'sha'>): StoredCommit {
  const seconds = Date.parse(date) / 1_000
  const head = [`tree ${tree}`, ...parents.map((sha) => `parent ${sha}`)]
  const people = [`author ${WHO} ${seconds} +0000`, `committer ${WHO} ${seconds} +0000`]
  const text = [...head, ...people, '', message].join('\n')
  return { sha: hash('commit', Buffer.from(text, 'utf8')).toString('hex'), tree, parents, message, date }
}

function hash(type: string, content: Buffer): Buffer {
  return createHash('sha1').update(`${type} ${content.length}\0`).update(content).digest()
}
