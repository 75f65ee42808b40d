import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** A whole process to measure. */
export interface Contestant {
  command: string
  args: string[]
  env: Record<string, string>
}

/** What the pairs of runs came to: medians of each, and of the ratios pair by pair. */
export interface Comparison {
  what: string
  /** The ratio at most; undefined if the design sets none. */
  goal: number | undefined
  unit: 'ms' | 'MiB' | 'kB'
  /** The action, or the more demanding of the two. */
  measured: number
  against: number
  ratio: { median: number; min: number; max: number }
  runs: number
}

/** Milliseconds from start to exit. A run that fails is no measurement. */
export async function wallTime({ command, args, env }: Contestant): Promise<number> {
  const began = performance.now()
  const child = spawn(command, args, { env, stdio: ['ignore', 'ignore', 'pipe'] })
  let complaint = ''
  child.stderr.on('data', (chunk) => {
    complaint += chunk
  })
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`${command} ended with ${code}: ${complaint}`)
  return performance.now() - began
}

/** Peak memory of a Node process in MiB, as it reports itself when it exits. */
export async function peakMemory({ command, args, env }: Contestant): Promise<number> {
  const report =
    'process.on("exit", () => process.stderr.write("peak:" + process.resourceUsage().maxRSS + "\\n"))'
  const hook = `data:text/javascript,${encodeURIComponent(report)}`
  const child = spawn(command, ['--import', hook, ...args], { env, stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr.on('data', (chunk) => {
    said += chunk
  })
  await once(child, 'close')
  return Number(/peak:(\d+)/.exec(said)?.[1]) / 1024
}

/** Measures two contestants in turn, A B A B …, after one pair that does not count. */
export async function compare(
  { what, goal, unit, runs }: Pick<Comparison, 'what' | 'goal' | 'unit' | 'runs'>,
  measured: () => Promise<number>,
  against: () => Promise<number>,
): Promise<Comparison> {
  await measured()
  await against()
  const pairs: [number, number][] = []
  for (let run = 0; run < runs; run++) pairs.push([await measured(), await against()])
  const ratios = sorted(pairs.map(([a, b]) => a / b))
  return {
    what,
    goal,
    unit,
    runs,
    measured: median(pairs.map(([a]) => a)),
    against: median(pairs.map(([, b]) => b)),
    ratio: { median: median(ratios), min: ratios[0] ?? Number.NaN, max: ratios.at(-1) ?? Number.NaN },
  }
}

/** The value in the middle, the upper one of two. */
export function median(values: number[]): number {
  return sorted(values)[Math.floor(values.length / 2)] ?? Number.NaN
}

function sorted(values: number[]): number[] {
  return values.toSorted((a, b) => a - b)
}
