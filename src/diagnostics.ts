/** A place in a step input; within YAML with its line and column, both from 1. */
export interface InputLocation {
  input: string
  line?: number
  column?: number
}

/** A place in a file of the repository, lines and columns from 1, the end exclusive of what lies behind it. */
export interface FileLocation {
  file: string
  line?: number
  column?: number
  endLine?: number
  endColumn?: number
}

/** Where something was said. */
export type Location = InputLocation | FileLocation

/** Something to tell the author of the workflow. A mistake stops everything, a warning stops nothing. */
export interface Diagnostic {
  level: 'error' | 'warning'
  location: Location
  /** A sentence: what was found, what was expected, what to do. Never a credential. */
  message: string
}

/** All that reading has found so far. Readers add to it, so that every mistake is told at once. */
export type Diagnostics = Diagnostic[]

/** Adds a mistake. */
export function addError(diagnostics: Diagnostics, location: Location, message: string): void {
  diagnostics.push({ level: 'error', location, message })
}

/** Adds a warning. */
export function addWarning(diagnostics: Diagnostics, location: Location, message: string): void {
  diagnostics.push({ level: 'warning', location, message })
}

/** The mistakes among the findings. */
export function errorsIn(diagnostics: Diagnostics): Diagnostic[] {
  return diagnostics.filter((finding) => finding.level === 'error')
}

/** A finding as one sentence with its place in front, `overrides, line 2, column 8: …`. */
export function formatDiagnostic({ location, message }: Diagnostic): string {
  const line = location.line === undefined ? '' : `, line ${location.line}`
  const column = location.column === undefined ? '' : `, column ${location.column}`
  return `${'input' in location ? location.input : location.file}${line}${column}: ${message}`
}
