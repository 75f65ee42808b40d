import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readRecord } from '../../src/once/record.ts'
import { isCalm, type Schedule, schedule } from './schedule.ts'
import { type Ending, play, type Story } from './story.ts'

const RUNS = Number(process.env['ONCE_RUNS'] ?? 5_000)
const RECORD_TIME = 5_000
const MANY_CALLS = 100

/** Everything that must hold after a story, whatever was drawn. */
function check(drawn: Schedule, story: Story): void {
  const { told, endings, last, toldBefore } = story
  const mayRepeat = drawn.actors.some(({ resendWhenUncertain }) => resendWhenUncertain) && !isCalm(drawn)
  if (!mayRepeat) {
    const systems = told.map(({ systemId }) => systemId)
    expect(systems, 'somebody was told twice').toEqual([...new Set(systems)])
  }
  for (const ending of [...endings, last]) checkVerdicts(ending, story)
  for (const { took, actor, calls } of endings) {
    expect(took ?? 0, 'a run took longer than it may').toBeLessThanOrEqual(actor.timeout + RECORD_TIME)
    expect(calls, 'a run kept GitHub busy').toBeLessThan(MANY_CALLS)
  }
  if (drawn.isDamaged && !mayRepeat) expect(told, 'what could not be read was taken for not sent').toEqual([])
  expect(last.took, 'the last run waited for the dead').toBeLessThan(RECORD_TIME)
  for (const ending of endings) {
    if (ending.actor.crash === undefined) expect(ending.results, 'a run never ended').toBeDefined()
  }
  checkLast(drawn, last, toldBefore)
}

/** No verdict of a run says what is not so. */
function checkVerdicts({ results = [], actor }: Ending, { told }: Story): void {
  for (const { systemId, outcome, notificationId } of results) {
    const notified = told.filter((one) => one.systemId === systemId)
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
  }
}

/** After all have ended, a run knows what became of it. */
function checkLast(drawn: Schedule, { results = [], actor }: Ending, toldBefore: Story['toldBefore']): void {
  expect(results.map(({ systemId }) => systemId)).toEqual(actor.systems)
  const isUniform = drawn.actors.every(({ systems }) => systems.join() === actor.systems.join())
  for (const { systemId, outcome, notificationId } of results) {
    const before = toldBefore.filter((one) => one.systemId === systemId)
    if (outcome === 'sent') expect(before, 'it had been sent').toEqual([])
    if (!isUniform) continue
    expect(['skipped', 'sent', 'uncertain'], 'the last run failed').toContain(outcome)
    if (outcome === 'skipped') expect(before.map((one) => one.notificationId)).toContain(notificationId)
    if (isCalm(drawn)) expect(outcome, 'nothing went wrong').not.toBe('uncertain')
  }
}

/** What a story was about, so that the property cannot hold for want of stories. */
function features({ model, endings, last }: Story): string[] {
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
  ]
}

const LINES: [feature: string, line: RegExp][] = [
  ['waited', /waiting for it to end/],
  ['claim found to have succeeded', /whose answer was lost has succeeded/],
  ['claim released blindly', /was released/],
  ['record failed', /could not be recorded/],
]

const EXPECTED = [
  ...LINES.map(([feature]) => feature),
  ...['exists', 'not-fast-forward', 'missing', 'answer lost', 'stale read'],
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
