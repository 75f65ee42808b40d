import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readRecord } from '../../src/once/record.ts'
import { isCalm, isMixed, realSystem, type Schedule, schedule } from './schedule.ts'
import { type Ending, play, type Story, type Told } from './story.ts'

const RUNS = Number(process.env['ONCE_RUNS'] ?? 5_000)
const RECORD_TIME = 5_000
const MANY_CALLS = 100

/** Everything that must hold after a story, whatever was drawn. */
function check(drawn: Schedule, story: Story): void {
  const { told, endings, last, toldBefore } = story
  const mayRepeat =
    drawn.actors.some(({ resendWhenUncertain }) => resendWhenUncertain) && (isMixed(drawn) || !isCalm(drawn))
  if (!mayRepeat) expectOnce(told)
  for (const ending of [...endings, last]) checkVerdicts(ending, told)
  for (const ending of endings) checkLimits(ending)
  if (drawn.isDamaged && !mayRepeat) expect(told, 'what could not be read was taken for not sent').toEqual([])
  expect(last.took, 'the last run waited for the dead').toBeLessThan(RECORD_TIME)
  checkLast(drawn, last, toldBefore)
  if (!mayRepeat) checkWarning(last, toldBefore)
  checkFollowers(drawn, story)
}

function expectOnce(told: readonly Told[]): void {
  const systems = told.map(({ system }) => system)
  expect(systems, 'somebody was told twice').toEqual([...new Set(systems)])
}

/** A run ends in its time, and keeps nobody busy. */
function checkLimits({ results, took = 0, actor, calls }: Ending): void {
  const { timeout, cancel = timeout, crash } = actor
  expect(took, 'a run took longer than it may').toBeLessThanOrEqual(Math.min(timeout, cancel) + RECORD_TIME)
  expect(calls, 'a run kept GitHub busy').toBeLessThan(MANY_CALLS)
  if (crash === undefined) expect(results, 'a run never ended').toBeDefined()
}

/** No verdict of a run says what is not so. */
function checkVerdicts({ results = [], actor, lookUps }: Ending, told: readonly Told[]): void {
  for (const { systemId, outcome, notificationId, reason, advice = '' } of results) {
    const notified = told.filter(({ system }) => system === realSystem(systemId))
    const byThisRun = notified.filter(({ by }) => by === actor)
    if (outcome === 'sent') {
      expect(
        byThisRun.map((one) => one.notificationId),
        '"sent" is not so',
      ).toEqual([notificationId])
    } else if (notificationId !== '') {
      expect(
        notified.map((one) => one.notificationId),
        'the ID is another',
      ).toContain(notificationId)
    }
    if (outcome === 'skipped' || outcome === 'not-sent')
      expect(byThisRun, `"${outcome}" is not so`).toEqual([])
    if (lookUps === 0) expect(outcome, 'a record that nobody saw was taken for none').toBe('uncertain')
    if (lookUps === 0 || /had not ended|could not be read|does not show/.test(reason))
      expect(advice, 'clearing the record there tells people twice').not.toContain('git push')
  }
}

/** After all have ended, a run knows what became of it. */
function checkLast(drawn: Schedule, { results = [], actor }: Ending, toldBefore: readonly Told[]): void {
  expect(results.map(({ systemId }) => systemId)).toEqual(actor.systems)
  for (const { systemId, outcome, notificationId } of results) {
    const before = toldBefore.filter(({ system }) => system === realSystem(systemId))
    expect(['skipped', 'sent', 'uncertain'], 'the last run failed').toContain(outcome)
    if (outcome === 'sent') expect(before, 'it had been sent').toEqual([])
    if (outcome === 'skipped') expect(before.map((one) => one.notificationId)).toContain(notificationId)
    if (isCalm(drawn) && !isMixed(drawn)) expect(outcome, 'nothing went wrong').not.toBe('uncertain')
  }
}

/** A warning comes where a system that is skipped has another notification, and only there. */
function checkWarning({ results = [], actor, lines }: Ending, toldBefore: readonly Told[]): void {
  const another = results.some(
    ({ systemId, outcome }) =>
      outcome === 'skipped' &&
      toldBefore.some(({ system, text }) => system === realSystem(systemId) && text !== actor.text),
  )
  expect(lines.some((line) => line.startsWith('Another notification'))).toBe(another)
}

/** With `after-key`: whoever may have been told of the first is told of the second, once, and nobody else. */
function checkFollowers(drawn: Schedule, { followers, toldAfter, told }: Story): void {
  if (!drawn.follower.resendWhenUncertain) expectOnce(toldAfter)
  const [first, last] = followers
  if (first !== undefined) checkLimits(first)
  const may = new Set(drawn.actors.flatMap(({ systems }) => systems.map(realSystem)))
  for (const { system } of toldAfter) expect(may, 'it was told to one that heard nothing').toContain(system)
  for (const { systemId, outcome, isLeftOut } of last?.results ?? []) {
    const heard = told.some(({ system }) => system === realSystem(systemId))
    if (isLeftOut) expect(heard, 'one that heard of the first was left out').toBe(false)
    if (outcome === 'skipped' && !isLeftOut)
      expect(toldAfter.map(({ system }) => system)).toContain(realSystem(systemId))
  }
}

/** What a story was about, so that the property cannot hold for want of stories. */
function features({ model, endings, last, followers }: Story): string[] {
  const records = [...model.past].flatMap((sha) =>
    sha ? [readRecord(model.commits.get(sha)?.message ?? '')] : [],
  )
  return [
    ...model.seen.keys(),
    ...records.map((record) => `record ${record?.state}`),
    ...endings.flatMap(({ results = [] }) => results.map(({ outcome }) => `a run: ${outcome}`)),
    ...endings.flatMap(({ results }) => (results === undefined ? ['a run: crashed'] : [])),
    ...endings.flatMap(({ lines }) =>
      LINES.flatMap(([feature, line]) => (lines.some((text) => line.test(text)) ? [feature] : [])),
    ),
    ...(last.results ?? []).map(({ outcome }) => `the last run: ${outcome}`),
    ...endings.flatMap(({ results = [], lookUps }) =>
      lookUps === 0 && results.length > 0 ? ['no look-up answered'] : [],
    ),
    ...followers.flatMap(({ results = [] }) =>
      results.map(({ outcome, isLeftOut }) => `a follower: ${isLeftOut ? 'left out' : outcome}`),
    ),
    ...[...endings, last].flatMap(({ results = [] }) =>
      results.some(({ reason }) => /may be the same system/.test(reason)) ? ['named against unnamed'] : [],
    ),
  ]
}

const LINES: [feature: string, line: RegExp][] = [
  ['waited', /waiting for it to end/],
  ['claim found to have succeeded', /whose answer was lost has succeeded/],
  ['claim released blindly', /was released/],
  ['record failed', /could not be recorded/],
  ['another notification', /^Another notification/],
]

const EXPECTED = [
  ...LINES.map(([feature]) => feature),
  ...['exists', 'not-fast-forward', 'missing', 'answer lost', 'stale read'],
  ...['rate limit', 'no look-up answered', 'named against unnamed'],
  ...['sent', 'left out', 'skipped', 'not-sent'].map((outcome) => `a follower: ${outcome}`),
  ...['record claimed', 'record finished', 'record released'],
  ...['sent', 'skipped', 'not-sent', 'uncertain', 'crashed'].map((outcome) => `a run: ${outcome}`),
  ...['sent', 'skipped', 'uncertain'].map((outcome) => `the last run: ${outcome}`),
]

test(`whatever happens, people hear of it once: ${RUNS} stories`, {
  timeout: 60_000 + RUNS * 10,
}, async () => {
  const counts = new Map<string, number>()
  let stories = 0
  const property = fc.asyncProperty(schedule, async (drawn) => {
    const story = await play(drawn)
    check(drawn, story)
    stories++
    for (const feature of new Set(features(story))) counts.set(feature, (counts.get(feature) ?? 0) + 1)
  })
  const seed = Number(process.env['ONCE_SEED'] ?? Math.floor(Math.random() * 2 ** 31))
  await fc.assert(property, { numRuns: RUNS, seed })
  console.log(`${stories} stories, seed ${seed}: ${JSON.stringify(Object.fromEntries([...counts].sort()))}`)

  for (const feature of EXPECTED) {
    expect(counts.get(feature) ?? 0, `too few stories have this in them: ${feature}`).toBeGreaterThan(
      stories / 200,
    )
  }
})
