/** A location in a step input. Within YAML it has a line and a column, both from 1. */
export interface InputLocation {
  input: string
  line?: number
  column?: number
}

/** A location in a file of the repository. Lines and columns count from 1; `endColumn` is exclusive. */
export interface FileLocation {
  file: string
  line?: number
  column?: number
  endLine?: number
  endColumn?: number
}

/** An environment variable of the step. */
export interface VariableLocation {
  variable: string
  line?: never
  column?: never
}

/** Where in the inputs, the file or the environment a diagnostic applies. */
export type Location = InputLocation | FileLocation | VariableLocation

/** A message for the author of the workflow. After an error nothing is sent; a warning does not stop the run. */
export interface Diagnostic {
  level: 'error' | 'warning'
  location: Location
  /** A sentence that says what was found, what was expected and what to do. Never contains a credential. */
  message: string
}

/** All diagnostics so far. Readers add to the list, so that all errors are reported together. */
export type Diagnostics = Diagnostic[]

/** Adds an error. */
export function addError(diagnostics: Diagnostics, location: Location, message: string): void {
  diagnostics.push({ level: 'error', location, message })
}

/** Adds a warning. */
export function addWarning(diagnostics: Diagnostics, location: Location, message: string): void {
  diagnostics.push({ level: 'warning', location, message })
}

/** The diagnostics that are errors. */
export function errorsIn(diagnostics: Diagnostics): Diagnostic[] {
  return diagnostics.filter(({ level }) => level === 'error')
}

/** A diagnostic as one line, with its location first: `overrides, line 2, column 8: …`. */
export function formatDiagnostic({ location, message }: Diagnostic): string {
  const line = location.line === undefined ? '' : `, line ${location.line}`
  const column = location.column === undefined ? '' : `, column ${location.column}`
  return `${nameOf(location)}${line}${column}: ${message}`
}

function nameOf(location: Location): string {
  if ('input' in location) return location.input
  return 'file' in location ? location.file : location.variable
}
