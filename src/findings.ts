/** Where something was said: a step input, and within it (for YAML) the line and column, both from 1. */
export interface Place {
  input: string
  line?: number
  column?: number
}

/** Something to tell the author of the workflow. A mistake stops everything, a warning stops nothing. */
export interface Finding {
  level: 'mistake' | 'warning'
  place: Place
  /** A sentence: what was found, what was expected, what to do. Never a credential. */
  message: string
}

/** All that reading has found so far. Readers add to it, so that every mistake is told at once. */
export type Findings = Finding[]

/** Adds a mistake. */
export function mistake(found: Findings, place: Place, message: string): void {
  found.push({ level: 'mistake', place, message })
}

/** Adds a warning. */
export function warn(found: Findings, place: Place, message: string): void {
  found.push({ level: 'warning', place, message })
}

/** The mistakes among the findings. */
export function mistakesIn(found: Findings): Finding[] {
  return found.filter((finding) => finding.level === 'mistake')
}

/** A finding as one sentence with its place in front, `overrides, line 2, column 8: …`. */
export function sentence({ place, message }: Finding): string {
  const line = place.line === undefined ? '' : `, line ${place.line}`
  const column = place.column === undefined ? '' : `, column ${place.column}`
  return `${place.input}${line}${column}: ${message}`
}
