import type { RetryContext } from '../../src/http/retry.ts'
import type { OnceContext } from '../../src/once/once-context.ts'
import type { GitRefs, NewCommit } from '../../src/once/refs.ts'
import { logInto } from './story.ts'

/** What GitHub answers to each kind of call, one after the other, and the last of them from then on. */
export type Script = { [Call in Exclude<keyof GitRefs, 'close'>]?: Awaited<ReturnType<GitRefs[Call]>>[] }

/** A keeper whose GitHub answers by a script, on a clock that only its own waits move. */
export function scriptedKeeper(script: Script, change: Partial<RetryContext> = {}) {
  const seen = {
    calls: [] as string[],
    commits: [] as NewCommit[],
    lines: [] as string[],
    /** The waits of the run itself, and what ends those of its extra time. */
    waited: [] as number[],
    extra: [] as AbortSignal[],
  }
  let time = 0
  async function next<T>(call: string, answers: T[] | undefined, otherwise: T): Promise<T> {
    // Its waits take no time, so a loop without end would leave none to notice it.
    if (seen.calls.push(call) > 100) throw new Error('It never ends.')
    const [first = otherwise] = answers ?? []
    if (answers !== undefined && answers.length > 1) answers.shift()
    return first
  }
  const done = (value: string) => ({ kind: 'done', value, at: 0 }) as const
  const refs: GitRefs = {
    readRef: () => next('readRef', script.readRef, { kind: 'missing' }),
    checkAccess: () => next('checkAccess', script.checkAccess, { kind: 'done', value: true, at: 0 }),
    readCommit: () => next('readCommit', script.readCommit, { kind: 'missing' }),
    createTree: () => next('createTree', script.createTree, done('tree')),
    createCommit(commit) {
      seen.commits.push(commit)
      return next('createCommit', script.createCommit, done(`commit ${seen.commits.length}`))
    },
    createRef: (sha) => next('createRef', script.createRef, done(sha)),
    moveRef: (sha) => next('moveRef', script.moveRef, done(sha)),
    close() {},
  }
  const { signal } = new AbortController()
  const context: OnceContext = {
    refs,
    retryContext: {
      now: () => 0,
      elapsed: () => time,
      deadline: 60_000,
      signal,
      async delay(milliseconds, by) {
        if (by !== signal) {
          seen.extra.push(by)
          return new Promise(() => {})
        }
        seen.waited.push(milliseconds)
        time += milliseconds
      },
      random: () => 0,
      retries: 0,
      ...change,
    },
    log: logInto(seen.lines),
    key: 'the key',
    ref: 'refs/walkme/hash',
    base: new URL('https://api.walkme.com'),
    run: { id: '9', attempt: 1, job: 'announce' },
    runsUrl: 'https://github.com/octo-org/crm/actions/runs/',
    seconds: 65,
    resendWhenUncertain: false,
    nonce: () => 'nonce',
  }
  return { context, ...seen }
}
