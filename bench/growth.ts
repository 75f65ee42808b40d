import { startEmulator } from '../emulator/emulator.ts'
import { samplePush } from '../runner/environment.ts'
import { type Contestant, median, peakMemory, wallTime } from './measure.ts'
import { accountWith, overridesOf, stage } from './steps.ts'

/** What a step costs at several sizes of one thing, smallest first. */
export interface Growth {
  what: string
  sizes: number[]
  /** Milliseconds, medians. */
  time: number[]
  /** MiB at the peak, medians. */
  memory: number[]
  /** How many times as much the largest costs as the one before it. Linear is as many times as it is larger, or less. */
  last: { size: number; time: number; memory: number }
}

const KIB = 1024

/** How the cost of a step grows with its systems, overrides, notification file and event. */
export async function measureGrowth(runs: number): Promise<Growth[]> {
  const { file, action, clear } = stage()
  const placeholders = Array.from({ length: 1_000 }, (_, index) => `PLACE_${index + 1}`)
  const systems = Array.from({ length: 50 }, (_, index) => `system-${index + 1}`)
  const account = accountWith(placeholders.slice(0, 2))
  const one = await startEmulator({ account })
  const several = await startEmulator({ account: { ...account, systems } })
  const texts = (count: number, length: number) =>
    Object.fromEntries(placeholders.slice(0, count).map((name) => [name, 'x'.repeat(length)]))

  const ofSystems = async (count: number) =>
    action(several, {
      inputs: { overrides: overridesOf(texts(2, 40)), 'system-id': systems.slice(0, count).join() },
    })
  const ofOverrides = async (count: number) =>
    action(one, { inputs: { overrides: overridesOf(texts(count, 40)) } })
  const ofFile = async (kib: number) => {
    const { templates, audiences } = one.account
    const lines = Object.entries(texts(10, Math.floor((kib * KIB) / 10) - 40))
    const source = [
      `templateId: ${templates[0]?.id}`,
      `audiencesIds: [${audiences[0]?.id}]`,
      'override:',
      ...lines.map(([name, text]) => `  ${name}: ${text}`),
    ]
    file(`${kib}.yml`, source.join('\n'))
    return action(one, {
      inputs: { 'notification-file': `${kib}.yml`, 'template-id': '', audiences: '' },
    })
  }
  const ofEvent = async (kib: number) => {
    const { templates, audiences } = one.account
    const source = `{"templateId": "${templates[0]?.id}", "audiencesIds": ["${audiences[0]?.id}"], "override": {"PLACE_1": "\${{ github.event.head_commit.url }}"}}`
    file('event.yml', source)
    const commits = Array.from({ length: kib }, () => ({
      ...samplePush.head_commit,
      message: 'x'.repeat(700),
    }))
    return action(one, {
      inputs: { 'notification-file': 'event.yml', 'template-id': '', audiences: '' },
      env: { GITHUB_EVENT_PATH: file(`event-${kib}.json`, JSON.stringify({ ...samplePush, commits })) },
    })
  }

  const grown = [
    await growthOf('systems, on a local server', [1, 5, 20, 50], ofSystems, runs),
    await growthOf('overrides of 40 characters', [1, 10, 100, 1_000], ofOverrides, runs),
    await growthOf('notification file in KiB', [1, 10, 100, 250], ofFile, runs),
    await growthOf('event in KiB', [1, 100, 2 * KIB, 20 * KIB], ofEvent, runs),
  ]
  for (const emulator of [one, several]) await emulator.close()
  clear()
  return grown
}

async function growthOf(
  what: string,
  sizes: number[],
  stepOf: (size: number) => Promise<Contestant>,
  runs: number,
): Promise<Growth> {
  const steps = await Promise.all(sizes.map(stepOf))
  const measure = async (one: (step: Contestant) => Promise<number>) => {
    const values: number[][] = steps.map(() => [])
    for (let run = -1; run < runs; run++)
      for (const [index, step] of steps.entries()) {
        const value = await one(step)
        // The first round does not count.
        if (run >= 0) values[index]?.push(value)
      }
    return values.map(median)
  }
  const [time, memory] = [await measure(wallTime), await measure(peakMemory)]
  return {
    what,
    sizes,
    time,
    memory,
    last: { size: lastRatio(sizes), time: lastRatio(time), memory: lastRatio(memory) },
  }
}

function lastRatio(values: readonly number[]): number {
  return (values.at(-1) ?? Number.NaN) / (values.at(-2) ?? Number.NaN)
}
