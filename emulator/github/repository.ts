import * as z from 'zod'
import { type StoredCommit, storedCommit, treeSha } from './git-objects.ts'

/** What GitHub keeps of a repository, and its clock. */
export interface Repository {
  refs: Map<string, string>
  commits: Map<string, StoredCommit>
  trees: Set<string>
  /** Milliseconds since the epoch. */
  now: () => number
}

/** One with a branch `main`, whose commit nobody asks for. */
export function newRepository(now: () => number): Repository {
  const refs = new Map([['refs/heads/main', '8b1f0d6c5a4e3f2d1c0b9a8f7e6d5c4b3a2f1e0d']])
  return { refs, commits: new Map(), trees: new Set(), now }
}

/** A status, and what comes with it. */
export interface Answer {
  status: number
  data: unknown
}

const sha = z.string().regex(/^[0-9a-f]{40}$/)
const file = z.strictObject({
  path: z.string(),
  mode: z.literal('100644'),
  type: z.literal('blob'),
  content: z.string(),
})
const treeBody = z.strictObject({ tree: z.array(file).min(1) })
const commitBody = z.strictObject({ message: z.string(), tree: sha, parents: z.array(sha) })
const newRefBody = z.strictObject({ ref: z.string(), sha })
// Without force only: GitHub would obey it, and a claim would be overwritten.
const movedRefBody = z.strictObject({ sha, force: z.literal(false) })

/** An error as GitHub puts it. */
export function said(status: number, message: string): Answer {
  return { status, data: { message, documentation_url: 'https://docs.github.com/rest', status: `${status}` } }
}

/** Get a reference: https://docs.github.com/rest/git/refs#get-a-reference */
export function getRef({ refs }: Repository, name: string): Answer {
  const target = refs.get(`refs/${name}`)
  return target ? { status: 200, data: refData(`refs/${name}`, target) } : said(404, 'Not Found')
}

/** List matching references: https://docs.github.com/rest/git/refs#list-matching-references */
export function listMatchingRefs({ refs }: Repository, name: string): Answer {
  const matching = [...refs].filter(([ref]) => ref.startsWith(`refs/${name}`))
  return { status: 200, data: matching.map(([ref, target]) => refData(ref, target)) }
}

/** Get a commit object: https://docs.github.com/rest/git/commits#get-a-commit-object */
export function getCommit({ commits }: Repository, name: string): Answer {
  const commit = commits.get(name)
  return commit ? { status: 200, data: commitData(commit) } : said(404, 'Not Found')
}

/** Create a tree: https://docs.github.com/rest/git/trees#create-a-tree */
export function createTree({ trees }: Repository, body: unknown): Answer {
  return valid(treeBody, body, ({ tree }) => {
    const made = treeSha(tree)
    trees.add(made)
    return { status: 201, data: { sha: made, tree } }
  })
}

/** Create a commit: https://docs.github.com/rest/git/commits#create-a-commit */
export function createCommit({ trees, commits, now }: Repository, body: unknown): Answer {
  return valid(commitBody, body, ({ message, tree, parents }) => {
    if (!trees.has(tree)) return said(422, 'Tree SHA does not exist')
    if (!parents.every((parent) => commits.has(parent)))
      return said(422, 'Parent SHA does not exist or is not a commit object')
    const commit = storedCommit({ message, tree, parents, date: secondsOf(now()) })
    commits.set(commit.sha, commit)
    return { status: 201, data: commitData(commit) }
  })
}

/** Create a reference: https://docs.github.com/rest/git/refs#create-a-reference */
export function createRef({ refs, commits }: Repository, body: unknown): Answer {
  return valid(newRefBody, body, ({ ref, sha: target }) => {
    if (!/^refs\/[^/]+\/[^/]/.test(ref))
      return said(422, 'Reference name must start with refs/ and have two slashes')
    if (!commits.has(target)) return said(422, 'Object does not exist')
    if (refs.has(ref)) return said(422, 'Reference already exists')
    refs.set(ref, target)
    return { status: 201, data: refData(ref, target) }
  })
}

/** Update a reference: https://docs.github.com/rest/git/refs#update-a-reference */
export function moveRef({ refs, commits }: Repository, name: string, body: unknown): Answer {
  const ref = `refs/${name}`
  return valid(movedRefBody, body, ({ sha: target }) => {
    const from = refs.get(ref)
    if (from === undefined) return said(422, 'Reference does not exist')
    if (!commits.has(target)) return said(422, 'Object does not exist')
    if (!descends(commits, target, from)) return said(422, 'Update is not a fast forward')
    refs.set(ref, target)
    return { status: 200, data: refData(ref, target) }
  })
}

/** A time as a commit has it: ISO 8601 in whole seconds. */
export function secondsOf(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`
}

function descends(commits: Repository['commits'], from: string, ancestor: string): boolean {
  const parents = commits.get(from)?.parents ?? []
  return from === ancestor || parents.some((parent) => descends(commits, parent, ancestor))
}

function refData(ref: string, target: string) {
  return { ref, node_id: 'REF', object: { type: 'commit', sha: target } }
}

function commitData({ date, tree, parents, ...commit }: StoredCommit) {
  const who = { name: 'github-actions[bot]', date }
  return {
    ...commit,
    tree: { sha: tree },
    parents: parents.map((parent) => ({ sha: parent })),
    author: who,
    committer: who,
  }
}

function valid<T>(schema: z.ZodType<T>, body: unknown, act: (body: T) => Answer): Answer {
  const parsed = schema.safeParse(body)
  return parsed.success ? act(parsed.data) : said(422, 'Invalid request.')
}
