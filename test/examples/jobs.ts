import type { Result } from './evaluate.ts'
import type { Job } from './workflow.ts'

/** Jobs by name, each behind those that it needs. @throws Where that cannot be. */
export function inOrder(jobs: Record<string, Job>): [string, Job][] {
  const rest = Object.entries(jobs)
  const ordered: [string, Job][] = []
  while (rest.length > 0) {
    const next = rest.findIndex(([, { needs }]) => needs.every((need) => ordered.some(([id]) => id === need)))
    if (next < 0) throw new Error(`No job has what it needs: ${rest.map(([id]) => id)}`)
    ordered.push(...rest.splice(next, 1))
  }
  return ordered
}

/** The combinations of a matrix; one without values if there is none. */
export function combinations(matrix: Record<string, string[]>): Record<string, string>[] {
  return Object.entries(matrix).reduce<Record<string, string>[]>(
    (all, [name, values]) => all.flatMap((one) => values.map((value) => ({ ...one, [name]: value }))),
    [{}],
  )
}

/** How several ended, taken together. */
export function worst(results: Result[]): Result {
  return (
    (['failure', 'cancelled', 'skipped'] as const).find((result) => results.includes(result)) ?? 'success'
  )
}
