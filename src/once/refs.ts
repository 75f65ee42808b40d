/** The parts of a commit that a record needs. */
export interface RecordCommit {
  message: string
  /** The SHA of its tree. A child commit uses the same tree. */
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

/** The result of one call to GitHub. */
export type CallResult<T> =
  /** It took effect. `at`: GitHub's clock when it answered, in milliseconds since the epoch. */
  | { kind: 'done'; value: T; at: number | undefined }
  /** There is no such ref or commit. */
  | { kind: 'missing' }
  /** The ref already exists: another run was first. */
  | { kind: 'exists' }
  /** The ref has moved: another run was first. */
  | { kind: 'not-fast-forward' }
  /** It certainly took no effect. */
  | {
      kind: 'refused'
      status: number
      /** What GitHub says, one short line. */
      message: string
      isRateLimit: boolean
      /** In how many milliseconds a retry may succeed; undefined if a retry does not help. */
      after: number | undefined
    }
  /** It took no effect: the server is not GitHub, and has no such call. */
  | { kind: 'no-git-api'; status: number }
  /** It may have taken effect, or may do so later: there was no answer, or one that leaves this open. */
  | {
      kind: 'lost'
      message: string
      /** Whether a retry does not help. */
      isPermanent?: boolean
    }

/** One ref in GitHub's git API, and the commits that it can point at. No call rejects, and no call is retried here. */
export interface GitRefs {
  /** The SHA that the ref points at. */
  readRef(signal: AbortSignal): Promise<CallResult<string>>
  /** Asks for refs of this name. `done` says that the token sees the repository: to one that does not, GitHub answers 404 as if there was no ref. */
  checkAccess(signal: AbortSignal): Promise<CallResult<true>>
  readCommit(sha: string, signal: AbortSignal): Promise<CallResult<RecordCommit>>
  /** Creates the small tree that all commits of a record share. Returns its SHA. */
  createTree(signal: AbortSignal): Promise<CallResult<string>>
  /** Creates a commit that no ref points at yet. Returns its SHA. */
  createCommit(commit: NewCommit, signal: AbortSignal): Promise<CallResult<string>>
  /** Creates the ref. This is atomic: of several calls at once, one is `done` and the others get `exists`. */
  createRef(sha: string, signal: AbortSignal): Promise<CallResult<string>>
  /** Moves the ref to a descendant of the commit that it points at. For any other commit: `not-fast-forward`. */
  moveRef(sha: string, signal: AbortSignal): Promise<CallResult<string>>
  /** Closes the connection, so that the process can end. */
  close(): void
}
