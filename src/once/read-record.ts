import type { Run } from '../inputs/once.ts'
import { callWithRetry, type OnceContext } from './once-context.ts'
import { type OnceRecord, readRecord } from './record.ts'
import type { CallResult, RecordCommit } from './refs.ts'

/** The record as it was read from the ref. It may be out of date: GitHub's reads can lag behind its writes. */
export type RecordState =
  | { kind: 'nothing' }
  | {
      kind: 'record'
      sha: string
      tree: string
      /** Undefined if it cannot be read. */
      record: OnceRecord | undefined
      /** Whether the run that wrote it may still be running. */
      isAlive: boolean
    }
  /** The record could not be read from GitHub. `exists`: there is a ref, so some run has used the key. */
  | { kind: 'failed'; exists: boolean; answer: CallResult<unknown> }

/** Returns a function that reads the record. It reads each commit only once, since commits never change. */
export function recordReader(context: OnceContext): () => Promise<RecordState> {
  const { refs, run } = context
  const known = new Map<string, RecordCommit>()
  return async () => {
    const ref = await callWithRetry(context, 'reading the ref', (signal) => refs.readRef(signal))
    if (ref.kind === 'missing') return { kind: 'nothing' }
    if (ref.kind !== 'done') return { kind: 'failed', exists: false, answer: ref }
    const sha = ref.value

    let commit = known.get(sha)
    if (commit === undefined) {
      const read = await callWithRetry(context, 'reading the record', (signal) =>
        refs.readCommit(sha, signal),
      )
      if (read.kind !== 'done') return { kind: 'failed', exists: true, answer: read }
      commit = read.value
      known.set(sha, commit)
    }
    const record = readRecord(commit.message)
    const isAlive = record !== undefined && mayStillRun(record, commit.committedAt, ref.at, run)
    return { kind: 'record', sha, tree: commit.tree, record, isAlive }
  }
}

/** Like `recordReader`, but it is certain that there is no record where it finds none, since no claim follows that would tell. */
export function certainRecordReader(context: OnceContext): () => Promise<RecordState> {
  const readState = recordReader(context)
  return async () => {
    const state = await readState()
    if (state.kind !== 'nothing') return state
    const answer = await callWithRetry(context, 'checking access', (signal) =>
      context.refs.checkAccess(signal),
    )
    return answer.kind === 'done' ? state : { kind: 'failed', exists: false, answer }
  }
}

/** Whether the run that wrote a record may still be running, by GitHub's clock. True if that cannot be known. */
export function mayStillRun(
  { run, seconds }: OnceRecord,
  committedAt: number | undefined,
  now: number | undefined,
  me: Run,
): boolean {
  // GitHub starts an attempt only after the one before has ended.
  const isEarlierAttempt = run.id !== '' && run.id === me.id && run.job === me.job && run.attempt < me.attempt
  if (isEarlierAttempt) return false
  return committedAt === undefined || now === undefined || now - committedAt <= 2 * seconds * 1_000
}
