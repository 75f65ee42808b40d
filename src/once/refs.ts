/** A commit, as far as a record needs it. */
export interface RecordCommit {
  message: string
  /** The SHA of its tree, which a child commit takes over. */
  tree: string
  /** When it was committed, by GitHub's clock, milliseconds since the epoch; undefined where it cannot be read. */
  committedAt: number | undefined
}

/** A commit to be created. */
export interface NewCommit {
  message: string
  tree: string
  /** The SHA of the commit before it; none for the first one of a record. */
  parent: string | undefined
}

/** What became of one call to GitHub, in terms of what it means here. */
export type CallResult<T> =
  /** It took effect; `at` is GitHub's clock as of the answer, milliseconds since the epoch. */
  | { kind: 'done'; value: T; at: number | undefined }
  /** There is no such ref or commit. */
  | { kind: 'missing' }
  /** The ref exists already: another was first. */
  | { kind: 'exists' }
  /** The ref has moved on: another was first. */
  | { kind: 'not-fast-forward' }
  /** It certainly took no effect. */
  | {
      kind: 'refused'
      status: number
      /** What GitHub says, one short line. */
      message: string
      isRateLimit: boolean
      /** In how many milliseconds it may succeed; undefined where making it again will not mend it. */
      after: number | undefined
    }
  /** It may have taken effect, or may yet: no answer came, or one that says nothing for certain. */
  | { kind: 'lost'; message: string }

/** One ref of GitHub's git API, and the commits that it may point at. No call rejects, none is made again by itself. */
export interface GitRefs {
  /** The SHA that the ref points at. */
  readRef(signal: AbortSignal): Promise<CallResult<string>>
  readCommit(sha: string, signal: AbortSignal): Promise<CallResult<RecordCommit>>
  /** Creates the small tree that all commits of a record share; its SHA. */
  createTree(signal: AbortSignal): Promise<CallResult<string>>
  /** Creates a commit that no ref points at yet; its SHA. */
  createCommit(commit: NewCommit, signal: AbortSignal): Promise<CallResult<string>>
  /** Creates the ref, which is atomic: of several at once, one is `done` and the others find that it `exists`. */
  createRef(sha: string, signal: AbortSignal): Promise<CallResult<string>>
  /** Moves the ref to a descendant of the commit that it points at. Anything else is `not-fast-forward`. */
  moveRef(sha: string, signal: AbortSignal): Promise<CallResult<string>>
  /** Drops the connection, so that the process can end. */
  close(): void
}
