import type { Decision } from './decisions.ts'
import { callWithRetry, type OnceContext } from './once-context.ts'
import { type OnceRecord, writeRecord } from './record.ts'
import type { CallResult } from './refs.ts'

/** A commit with a record in its message. The ref can be pointed at it. */
export interface Commit {
  sha: string
  tree: string
  record: OnceRecord
}

/** A commit that claims the key, once the ref points at it. */
export interface Claim extends Commit {
  /** The commit that the ref must point at before; undefined if the ref must be created. */
  parent: string | undefined
  /** What to do for each system once the key is claimed. */
  decisions: Decision[]
  /** Whether the ref may point at it although no answer confirmed that. */
  mayHaveSucceeded: boolean
}

/**
 * Creates a commit with a record. No ref points at it yet.
 *
 * @param before the commit that it follows; undefined for the first one of a key
 */
export async function makeCommit(
  context: OnceContext,
  record: OnceRecord,
  before: { sha: string; tree: string } | undefined,
): Promise<Commit | { failed: CallResult<string> }> {
  const { refs, log } = context
  let tree = before?.tree
  if (tree === undefined) {
    const made = await callWithRetry(context, 'creating a tree', (signal) => refs.createTree(signal))
    if (made.kind !== 'done') return { failed: made }
    tree = made.value
  }
  const commit = { message: writeRecord(record, log.redact), tree, parent: before?.sha }
  const made = await callWithRetry(context, 'creating a commit', (signal) =>
    refs.createCommit(commit, signal),
  )
  return made.kind === 'done' ? { sha: made.value, tree, record } : { failed: made }
}

/** Points the ref at a claim, unless another run was first. */
export function pointRefAt({ refs, ...context }: OnceContext, claim: Claim): Promise<CallResult<string>> {
  return callWithRetry({ refs, ...context }, 'claiming', async (signal) => {
    // Remembered even if a later try gets an answer: its "exists" may mean this very claim.
    const answer = await (claim.parent === undefined
      ? refs.createRef(claim.sha, signal)
      : refs.moveRef(claim.sha, signal))
    if (answer.kind === 'lost') claim.mayHaveSucceeded = true
    return answer
  })
}

/** Adds a record as a child of a commit, if the ref still points at that commit. */
export async function appendRecord(
  context: OnceContext,
  commit: Commit,
  record: OnceRecord,
): Promise<CallResult<string>> {
  const next = await makeCommit(context, record, commit)
  if ('failed' in next) return next.failed
  return callWithRetry(context, 'recording', (signal) => context.refs.moveRef(next.sha, signal))
}
