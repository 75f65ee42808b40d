import { Interruption } from '../../src/http/deadline.ts'
import type { Log } from '../../src/log/log.ts'
import type { SendBody } from '../../src/notification/notification.ts'
import { planAfter, sendPlanned } from '../../src/once/after-key.ts'
import type { OnceContext } from '../../src/once/once-context.ts'
import { sendRemaining } from '../../src/once/send.ts'
import { type SystemResult, unsent } from '../../src/walkme/result.ts'
import { type Model, openModel, refsOver } from './model.ts'
import { type Actor, type Chance, realSystem, type Schedule, type Sending } from './schedule.ts'
import { openTime, type VirtualTime } from './time.ts'

/** Somebody was notified. */
export interface Told {
  /** The system that the ID means. */
  system: string
  notificationId: string
  text: string
  by: Actor
}

/** How a run ended; without results if it crashed. */
export interface Ending {
  actor: Actor
  results?: SystemResult[]
  /** How many calls to GitHub it made. */
  calls: number
  /** How many look-ups were answered. */
  lookUps: number
  /** What it said in its log, warnings too. */
  lines: string[]
  /** From its start, milliseconds. */
  took?: number
}

/** What came of a story. */
export interface Story {
  model: Model
  told: Told[]
  endings: Ending[]
  /** The run that came after all of them, to which nothing happened, and who had been told before it. */
  last: Ending
  toldBefore: Told[]
  /** What came of those that followed with `after-key`, the last one long after all others, and who was told by them. */
  followers: Ending[]
  toldAfter: Told[]
}

const FINE: Chance = { what: 'works', toAct: 20, toAnswer: 20, late: 0, lag: 0, asked: undefined }
const SENT: Sending = { what: 'sent', toReach: 20, toAnswer: 20 }
const LONG_AFTER = 3_600_000

/** Runs the real code through a schedule, and one more run after all have ended. */
export async function play({ actors, clock, isDamaged, follower }: Schedule): Promise<Story> {
  const time = openTime()
  const model = openModel(time, clock, isDamaged)
  const told: Told[] = []
  const endings = actors.map((actor, index) => begin({ actor, name: `${index}`, time, model, told }))
  const toldAfter: Told[] = []
  const next = { time, model: openModel(time, clock, false), told: toldAfter, after: model }
  const following = begin({ ...next, actor: follower, name: 'follower' })
  await time.pass()

  const toldBefore = [...told]
  const [first] = actors
  const latest: Actor = {
    ...{ starts: time.now() + LONG_AFTER, run: { id: '9', attempt: 1, job: 'announce' }, timeout: 60_000 },
    ...{ retries: 3, resendWhenUncertain: false, systems: first?.systems ?? [], jitter: 0 },
    text: first?.text ?? '',
    ...{ chances: [], sendings: [], crash: undefined, cancel: undefined },
  }
  const last = begin({ actor: latest, name: 'last', time, model, told })
  await time.pass()

  const lastFollower = {
    ...latest,
    starts: time.now() + LONG_AFTER,
    systems: follower.systems,
    text: follower.text,
  }
  const followingLast = begin({ ...next, actor: lastFollower, name: 'last follower' })
  await time.pass()
  return { model, told, endings, last, toldBefore, followers: [following, followingLast], toldAfter }
}

interface Stage {
  actor: Actor
  name: string
  time: VirtualTime
  model: Model
  told: Told[]
  /** The GitHub of the record that must have been sent first. */
  after?: Model
}

function begin({ actor, name, time, model, told, after }: Stage): Ending {
  const ending: Ending = { actor, calls: 0, lookUps: 0, lines: [] }
  let steps = 0
  const lives = () => ++steps < (actor.crash ?? Number.POSITIVE_INFINITY)
  const hasNotCrashed = () => steps < (actor.crash ?? Number.POSITIVE_INFINITY)
  const chances = actor.chances.values()
  const sendings = actor.sendings.values()
  let nonces = 0

  const over = new AbortController()
  const stop = (why: string) => () => over.abort(new Interruption(why))
  const delay = (milliseconds: number, signal: AbortSignal) => {
    const { promise, resolve } = Promise.withResolvers<void>()
    const wake = () => {
      signal.removeEventListener('abort', wake)
      if (lives()) resolve()
    }
    signal.addEventListener('abort', wake)
    time.at(signal.aborted ? time.now() : time.now() + milliseconds, wake)
    return promise
  }

  async function sendOne(body: SendBody): Promise<SystemResult> {
    const { what, toReach, toAnswer } = sendings.next().value ?? SENT
    await delay(toReach, over.signal)
    if (over.signal.aborted) return unsent(body, 'not-sent', 'It was too late.')
    const system = realSystem(body.notification.systemId ?? '')
    const notificationId = `notification-${told.length + 1}`
    if (what === 'sent' || what === 'told-without-answer')
      told.push({ system, notificationId, text: actor.text, by: actor })
    await delay(toAnswer, over.signal)
    const tried = { ...unsent(body, 'not-sent', 'HTTP 400'), attempts: 1 }
    if (what === 'refused' && !over.signal.aborted) return tried
    return what === 'sent' && !over.signal.aborted
      ? { ...tried, outcome: 'sent', notificationId, reason: '' }
      : { ...tried, outcome: 'uncertain' }
  }

  time.at(actor.starts, async () => {
    time.at(actor.starts + actor.timeout, stop('the deadline passed'))
    if (actor.cancel !== undefined) time.at(actor.starts + actor.cancel, stop('the job was cancelled'))
    const refsOf = (one: Model) =>
      refsOver(one, {
        time,
        lives,
        chance: () => chances.next().value ?? FINE,
        onCall: () => void ending.calls++,
        onLookUp: () => void ending.lookUps++,
      })
    const context: OnceContext = {
      refs: refsOf(model),
      retryContext: {
        now: () => 0,
        elapsed: time.now,
        deadline: actor.starts + actor.timeout,
        signal: over.signal,
        delay,
        random: () => actor.jitter,
        retries: actor.retries,
      },
      log: logInto(ending.lines),
      key: 'the key',
      ref: 'refs/walkme/hash',
      base: new URL('https://api.walkme.com'),
      run: actor.run,
      runsUrl: 'https://github.com/octo-org/crm/actions/runs/',
      seconds: actor.timeout / 1_000 + 5,
      resendWhenUncertain: actor.resendWhenUncertain,
      nonce: () => `${name}-${nonces++}`,
    }
    const bodies = actor.systems.map((systemId) => ({
      notification: {
        ...(systemId === '' ? {} : { systemId }),
        ...{ templateId: 'template', runtimeTitle: actor.text, audiencesIds: ['audience'] },
      },
    }))
    const plans = after
      ? await planAfter({ ...context, refs: refsOf(after) }, bodies, false)
      : bodies.map((body) => ({ body }))
    const results = await sendPlanned(plans, (left) =>
      sendRemaining(context, left, (claimed) => Promise.all(claimed.map(sendOne))),
    )
    if (hasNotCrashed()) Object.assign(ending, { results, took: time.now() - actor.starts })
  })
  return ending
}

/** A log that only keeps its lines. */
export function logInto(lines: string[]): Log {
  const write = (line: string) => void lines.push(line)
  const silent = () => {}
  return {
    ...{ hide: silent, group: silent, output: silent, summary: async () => {}, redact: (text) => text },
    ...{ error: write, warning: write, notice: write, info: write, debug: write },
  }
}
