import type { Run } from '../inputs/once.ts'
import { callWithRetry, type OnceContext } from './once-context.ts'
import { type OnceRecord, readRecord } from './record.ts'
import type { CallResult, RecordCommit } from './refs.ts'

/** What a look at the ref brought. What it shows may be of the past: GitHub's reads may lag. */
export type RecordState =
  | { kind: 'nothing' }
  | {
      kind: 'record'
      sha: string
      tree: string
      /** Undefined where it cannot be read. */
      record: OnceRecord | undefined
      /** Whether the run that wrote it may still live. */
      isAlive: boolean
    }
  /** GitHub does not say. `exists`: there is a ref, so somebody has the key. */
  | { kind: 'failed'; exists: boolean; answer: CallResult<unknown> }

/** A way to look that reads each commit once, since commits never change. */
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

/** Whether the run that wrote a record may still live, by GitHub's clock. Where that cannot be told, it may. */
export function mayStillRun(
  { run, seconds }: OnceRecord,
  committedAt: number | undefined,
  now: number | undefined,
  me: Run,
): boolean {
  // GitHub starts an attempt when the one before is over.
  const isEarlierAttempt = run.id !== '' && run.id === me.id && run.job === me.job && run.attempt < me.attempt
  if (isEarlierAttempt) return false
  return committedAt === undefined || now === undefined || now - committedAt <= 2 * seconds * 1_000
}
