/** Whether tests run; where they do not, says so and why, loudly. */
export function runsIf(condition: boolean, what: string): boolean {
  if (!condition) console.warn(`SKIPPED: ${what}`)
  return condition
}
