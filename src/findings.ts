/** A place in a step input; within YAML with its line and column, both from 1. */
export interface InputPlace {
  input: string
  line?: number
  column?: number
}

/** A place in a file of the repository, lines and columns from 1, the end exclusive of what lies behind it. */
export interface FilePlace {
  file: string
  line?: number
  column?: number
  endLine?: number
  endColumn?: number
}

/** Where something was said. */
export type Place = InputPlace | FilePlace

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
  return `${'input' in place ? place.input : place.file}${line}${column}: ${message}`
}
