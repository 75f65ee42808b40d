import * as z from 'zod/mini'
import { causesOf, codeOf } from '../http/causes.ts'
import type { OnceSettings } from '../inputs/once.ts'
import type { Log } from '../log/log.ts'
import { describeFailure, isPermanent } from '../walkme/failure.ts'
import { classifyResponse, clockOf } from './github-errors.ts'
import { createOctokit } from './octokit.ts'
import type { CallResult, GitRefs } from './refs.ts'

const CALL_TIMEOUT = 10_000

const ABOUT =
  'This is no branch. The messages of these commits are the record that walkme-notify-action keeps of a once-key.\n'

const sha = z.string().check(z.regex(/^[0-9a-f]{40,64}$/))
const refSchema = z.object({ object: z.object({ sha }) })
const objectSchema = z.object({ sha })
const commitSchema = z.object({
  message: z.string(),
  tree: objectSchema,
  committer: z.object({ date: z.string() }),
})
const replySchema = z.object({
  status: z.number(),
  headers: z.record(z.string(), z.coerce.string()),
  data: z.unknown(),
})
// What Octokit throws where an answer came.
const thrownSchema = z.object({ response: replySchema })

/** The ref of a key, through GitHub's REST API. */
export async function createGitRefs(settings: OnceSettings, log: Log): Promise<GitRefs> {
  const { ref, owner, repository: repo } = settings
  const { octokit, close } = await createOctokit(settings, log)
  const { git } = octokit.rest
  // The paths of these calls take a ref without `refs/`.
  const name = ref.replace('refs/', '')
  const at = { owner, repo }
  return {
    readRef: (signal) =>
      call('GET', 200, signal, shaOfRef, (request) => git.getRef({ ...at, ref: name, request })),
    // A 404 means here what it means to a write: it is no answer about the ref.
    checkAccess: (signal) =>
      call('POST', 200, signal, anyList, (request) => git.listMatchingRefs({ ...at, ref: name, request })),
    readCommit: (sha, signal) =>
      call('GET', 200, signal, commitIn, (request) => git.getCommit({ ...at, commit_sha: sha, request })),
    createTree: (signal) => {
      const tree = [{ path: 'ABOUT', mode: '100644' as const, type: 'blob' as const, content: ABOUT }]
      return call('POST', 201, signal, shaOfObject, (request) => git.createTree({ ...at, tree, request }))
    },
    createCommit: ({ message, tree, parent }, signal) => {
      const parents = parent === undefined ? [] : [parent]
      return call('POST', 201, signal, shaOfObject, (request) =>
        git.createCommit({ ...at, message, tree, parents, request }),
      )
    },
    createRef: (target, signal) =>
      call('POST', 201, signal, only(target), (request) =>
        git.createRef({ ...at, ref, sha: target, request }),
      ),
    moveRef: (target, signal) =>
      call('PATCH', 200, signal, only(target), (request) =>
        git.updateRef({ ...at, ref: name, sha: target, force: false, request }),
      ),
    close,
  }
}

/** Makes a call. It is `done` only if the status is `success` and the body can be read. */
async function call<T>(
  method: 'GET' | 'POST' | 'PATCH',
  success: number,
  signal: AbortSignal,
  read: (data: unknown) => T | undefined,
  make: (request: { signal: AbortSignal }) => Promise<{ status: number; headers: object; data: unknown }>,
): Promise<CallResult<T>> {
  const timeout = AbortSignal.timeout(CALL_TIMEOUT)
  try {
    const reply = z.parse(replySchema, await make({ signal: AbortSignal.any([signal, timeout]) }))
    const value = reply.status === success ? read(reply.data) : undefined
    return value === undefined ? classifyResponse(method, reply) : { kind: 'done', value, at: clockOf(reply) }
  } catch (error) {
    const reply = z.safeParse(thrownSchema, error).data?.response
    if (reply) return classifyResponse(method, reply)
    const lost = { kind: 'lost', message: whyLost(error, signal, timeout) } as const
    return isPermanent(error) ? { ...lost, isPermanent: true } : lost
  }
}

function whyLost(error: unknown, signal: AbortSignal, timeout: AbortSignal): string {
  if (signal.aborted) return signal.reason instanceof Error ? signal.reason.message : 'it was aborted'
  if (timeout.aborted) return `no answer within ${CALL_TIMEOUT / 1_000} s`
  const innermost = causesOf(error).at(-1)
  if (innermost && isPermanent(innermost)) {
    return `no answer: ${describeFailure({ kind: 'failure', mayHaveBeenSent: false, error: innermost })}`
  }
  const what = innermost && (codeOf(innermost) ?? innermost.message)
  return `no answer (${what ?? 'unknown'})`
}

function shaOfRef(data: unknown): string | undefined {
  return z.safeParse(refSchema, data).data?.object.sha
}

function shaOfObject(data: unknown): string | undefined {
  return z.safeParse(objectSchema, data).data?.sha
}

function anyList(data: unknown): true | undefined {
  return Array.isArray(data) || undefined
}

/** Reads the SHA of a ref; undefined if it is not the one that was asked for. */
function only(target: string): (data: unknown) => string | undefined {
  return (data) => (shaOfRef(data) === target ? target : undefined)
}

function commitIn(data: unknown) {
  const { data: commit } = z.safeParse(commitSchema, data)
  if (commit === undefined) return undefined
  const time = Date.parse(commit.committer.date)
  return {
    message: commit.message,
    tree: commit.tree.sha,
    committedAt: Number.isNaN(time) ? undefined : time,
  }
}
