import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as delay } from 'node:timers/promises'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Emulator, startEmulator } from '../../emulator/emulator.ts'
import { deadlineFor } from '../../src/http/deadline.ts'
import { createHttpClient } from '../../src/http/http.ts'
import type { Log } from '../../src/log/log.ts'
import type { SystemResult } from '../../src/walkme/result.ts'
import { sendNotification } from '../../src/walkme/send.ts'
import { createTokenSource } from '../../src/walkme/token-source.ts'
import { type Schedule, schedule } from './schedule.ts'

const RUNS = Number(process.env['FUZZ_RUNS'] ?? 2_000)
const SIDE_BY_SIDE = 16
const GRACE = 100

const silent = () => {}
const log: Log = {
  hide: silent,
  error: silent,
  warning: silent,
  notice: silent,
  info: silent,
  group: silent,
  debug: silent,
  output: silent,
  summary: async () => {},
  redact: (text) => text,
}

/** What a drawn run left behind. */
interface Delivered {
  /** One per system. */
  results: SystemResult[]
  /** Milliseconds from the first thing on the network to the verdict. */
  took: number
  /** When a bare timer for the deadline, set at the same moment, went off: late only as far as the machine is. */
  deadlineCame: number
  /** The longest that this process was kept from doing anything meanwhile, in milliseconds. */
  stalled: number
  /** Requests that were begun before the verdict, and after it. */
  posts: { before: number; after: number }
}

/** Runs the real delivery against an emulator that misbehaves as the schedule says. */
async function deliver(emulator: Emulator, drawn: Schedule): Promise<Delivered> {
  emulator.faults('token', ...drawn.token)
  emulator.faults('send', ...drawn.send)
  const base = new URL(emulator.url)
  const { clientId, clientSecret } = emulator.account
  const elapsed = () => performance.now()
  const began = elapsed()
  const stalls = monitorEventLoopDelay({ resolution: 5 })
  stalls.enable()
  const deadlineCame = delay(drawn.deadline).then(() => elapsed() - began)
  const limit = deadlineFor(drawn.deadline, { elapsed, cancelled: new AbortController().signal })
  const retryContext = {
    ...limit,
    elapsed,
    now: () => Date.now(),
    delay: (wait: number, signal: AbortSignal) => delay(wait, undefined, { signal }).catch(silent),
    random: () => drawn.jitter,
    retries: drawn.retries,
  }

  let isOver = false
  const posts = { before: 0, after: 0 }
  const opened = await createHttpClient({ base, signal: limit.signal, connections: drawn.systems })
  const http: typeof opened = {
    ...opened,
    request(request) {
      posts[isOver ? 'after' : 'before']++
      return opened.request(request)
    },
  }
  const tokens = createTokenSource(http, base, { clientId, clientSecret }, retryContext, log)
  const delivery = {
    http,
    base,
    tokens,
    retryContext,
    resendWhenUncertain: drawn.resendWhenUncertain,
    isPreview: false,
    log,
  }
  const members = { templateId: templateOf(emulator), audiencesIds: [audienceOf(emulator)] }
  const results = await Promise.all(
    emulator.account.systems.map((systemId) =>
      sendNotification(delivery, { notification: { systemId, ...members } }),
    ),
  )
  const took = elapsed() - began
  stalls.disable()
  isOver = true
  http.close()
  limit.clear()
  // A server may act on what it has read long after its client gave up.
  await emulator.settled()
  return { results, took, deadlineCame: await deadlineCame, stalled: stalls.max / 1e6, posts }
}

/** Everything that must hold after a run, whatever was drawn. */
function check(emulator: Emulator, drawn: Schedule, delivered: Delivered): void {
  const { results, took, deadlineCame, stalled, posts } = delivered
  for (const result of results) checkSystem(emulator, drawn, result)
  expect(took, 'the deadline was not kept').toBeLessThan(
    Math.max(drawn.deadline, deadlineCame) + stalled + GRACE,
  )
  expect(posts.after, 'a request followed the verdict').toBe(0)
  expect(emulator.requests.length, 'a request was made that nobody asked for').toBeLessThanOrEqual(
    posts.before,
  )
}

function checkSystem(emulator: Emulator, drawn: Schedule, result: SystemResult): void {
  const ledger = emulator.ledger.filter(({ systemId }) => systemId === result.systemId)
  if (!drawn.resendWhenUncertain) expect(ledger.length, 'a notification was accepted twice').toBeLessThan(2)
  if (result.outcome === 'sent') {
    expect(ledger.length, '"sent" was said of what the ledger does not have').toBeGreaterThan(0)
    if (result.notificationId !== '') {
      expect(ledger.map((entry) => entry.notificationId)).toContain(result.notificationId)
    }
  }
  if (result.outcome === 'not-sent') expect(ledger, '"not-sent" was said of what the ledger has').toEqual([])
  expect(result.attempts).toBeLessThanOrEqual(drawn.retries + 2)
}

async function runOne(drawn: Schedule): Promise<SystemResult['outcome'][]> {
  const systems = Array.from({ length: drawn.systems }, (_, index) => `system-${index + 1}`)
  const emulator = await startEmulator({ account: { systems } })
  try {
    const delivered = await deliver(emulator, drawn)
    check(emulator, drawn, delivered)
    return delivered.results.map(({ outcome }) => outcome)
  } catch (error) {
    // Of those side by side, this is the one.
    throw new Error(`with the schedule ${JSON.stringify(drawn)}`, { cause: error })
  } finally {
    await emulator.close()
  }
}

test(`whatever goes wrong, at most one arrives and the verdict is true: ${RUNS} schedules`, {
  timeout: 60_000 + RUNS * 100,
}, async () => {
  const outcomes = new Map<string, number>()
  const batches = Math.ceil(RUNS / SIDE_BY_SIDE)
  const batch = fc.array(schedule, { minLength: SIDE_BY_SIDE, maxLength: SIDE_BY_SIDE })
  let runs = 0
  const property = fc.asyncProperty(batch, async (drawn) => {
    const verdicts = await Promise.all(drawn.map(runOne))
    runs += verdicts.length
    for (const outcome of verdicts.flat()) outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
  })
  const seed = process.env['FUZZ_SEED']
  await fc.assert(property, { numRuns: batches, ...(seed ? { seed: Number(seed) } : {}) })
  console.log(`${runs} schedules: ${JSON.stringify(Object.fromEntries(outcomes))}`)

  // The property would hold for a delivery that never sends, too.
  expect(
    Math.min(...['sent', 'not-sent', 'uncertain'].map((outcome) => outcomes.get(outcome) ?? 0)),
  ).toBeGreaterThan(runs / 20)
})

function templateOf({ account }: Emulator): string {
  return account.templates[0]?.id ?? ''
}

function audienceOf({ account }: Emulator): string {
  return account.audiences[0]?.id ?? ''
}
