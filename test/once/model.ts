import { createHash } from 'node:crypto'
import type { CallResult, GitRefs, NewCommit } from '../../src/once/refs.ts'
import type { Chance } from './schedule.ts'
import type { VirtualTime } from './time.ts'

/** What the model of GitHub's git API knows: one ref, its past, and the commits. */
export interface Model {
  /** Where the ref pointed, from the beginning; the last one is now. */
  past: (string | undefined)[]
  commits: Map<string, NewCommit & { committedAt: number }>
  /** GitHub's clock in whole seconds, as headers and commits have it; in milliseconds. */
  clock(): number
  /** How often something came about, for the test of the test. */
  seen: Map<string, number>
}

/**
 * A GitHub whose clock is off by some milliseconds.
 *
 * @param isDamaged whether something is in the record's place that is none; else there is nothing
 */
export function openModel(time: VirtualTime, offset: number, isDamaged: boolean): Model {
  const merge = { message: 'Merge branch main', tree: 'tree', parent: undefined, committedAt: 0 }
  return {
    past: [isDamaged ? 'merge' : undefined],
    commits: new Map([['merge', merge]]),
    clock: () => Math.floor((time.now() + offset) / 1_000) * 1_000,
    seen: new Map(),
  }
}

/** How one process reaches GitHub: it may crash at any step, and each call draws how it goes. */
export interface Line {
  time: VirtualTime
  /** Counts a step; false if the process has crashed by now. */
  lives: () => boolean
  /** Draws how the next call goes. */
  chance: () => Chance
  /** Told of each call. */
  onCall: () => void
  /** Told of each look-up that was answered. */
  onLookUp: () => void
}

/** GitHub's git API as one process sees it: atomic, but over a network. */
export function refsOver(model: Model, { time, lives, chance, onCall, onLookUp }: Line): GitRefs {
  const { past, commits, seen } = model
  const ref = () => past.at(-1)
  const count = (what: string) => void seen.set(what, (seen.get(what) ?? 0) + 1)

  function call<T>(signal: AbortSignal, act: (drawn: Chance) => CallResult<T>): Promise<CallResult<T>> {
    const { promise, resolve } = Promise.withResolvers<CallResult<T>>()
    if (!lives()) return promise
    onCall()
    const drawn = chance()
    const lost: CallResult<T> = { kind: 'lost', message: 'no answer' }
    if (signal.aborted) {
      resolve(lost)
      return promise
    }
    const answer = (given: CallResult<T>) => {
      signal.removeEventListener('abort', onAbort)
      if (lives()) resolve(given)
    }
    const onAbort = () => answer(lost)
    signal.addEventListener('abort', onAbort)
    const acted = time.now() + drawn.toAct
    const answered = acted + drawn.toAnswer
    const actThenAnswer = (given?: CallResult<T>) =>
      time.at(acted, () => {
        const done = act(drawn)
        count(done.kind)
        time.at(answered, () => answer(given ?? done))
      })
    switch (drawn.what) {
      case 'works':
        actThenAnswer()
        break
      case 'answer-lost':
        count('answer lost')
        actThenAnswer(lost)
        break
      case 'call-lost':
        time.at(answered, () => answer(lost))
        break
      case 'acts-late':
        time.at(answered, () => answer(lost))
        time.at(answered + drawn.late, () => void act(drawn))
        break
      case 'hangs':
        time.at(acted, () => void act(drawn))
        break
      case 'refused':
        time.at(answered, () => {
          const isRateLimit = drawn.asked !== undefined && drawn.asked > 0
          if (isRateLimit) count('rate limit')
          answer({ kind: 'refused', status: 403, message: '', isRateLimit, after: drawn.asked })
        })
        break
    }
    return promise
  }

  function point(sha: string): CallResult<string> {
    past.push(sha)
    return { kind: 'done', value: sha, at: model.clock() }
  }

  return {
    async readRef(signal) {
      const answer = await call<string>(signal, ({ lag }) => {
        const value = past[Math.max(0, past.length - 1 - lag)]
        if (value !== ref()) count('stale read')
        return value === undefined ? { kind: 'missing' } : { kind: 'done', value, at: model.clock() }
      })
      if (answer.kind === 'done' || answer.kind === 'missing') onLookUp()
      return answer
    },
    checkAccess: (signal) => call(signal, () => ({ kind: 'done', value: true, at: model.clock() })),
    readCommit: (sha, signal) =>
      call(signal, ({ lag }) => {
        const commit = commits.get(sha)
        // A replica that lags may know the ref and not the commit.
        if (commit === undefined || lag > 2) return { kind: 'missing' }
        const { message, tree, committedAt } = commit
        return { kind: 'done', value: { message, tree, committedAt }, at: model.clock() }
      }),
    createTree: (signal) => call(signal, () => ({ kind: 'done', value: 'tree', at: model.clock() })),
    createCommit: (commit, signal) =>
      call(signal, () => {
        const made = { ...commit, committedAt: model.clock() }
        // As git does it: the same commit is the same object.
        const sha = createHash('sha1').update(JSON.stringify(made)).digest('hex')
        commits.set(sha, made)
        return { kind: 'done', value: sha, at: model.clock() }
      }),
    createRef: (sha, signal) => call(signal, () => (ref() === undefined ? point(sha) : { kind: 'exists' })),
    moveRef: (sha, signal) =>
      call(signal, () => {
        const from = ref()
        if (from === undefined) return { kind: 'missing' }
        if (from === sha) return { kind: 'done', value: sha, at: model.clock() }
        return descends(sha, from, model) ? point(sha) : { kind: 'not-fast-forward' }
      }),
    close() {},
  }
}

function descends(sha: string, from: string, { commits }: Model): boolean {
  for (let at: string | undefined = sha; at !== undefined; at = commits.get(at)?.parent) {
    if (at === from) return true
  }
  return false
}
