import type { Environment } from '../environment.ts'
import type { InputName } from './schema.ts'

/** The text of an input as the runner passes it, trimmed; undefined if it is missing or empty. */
export function inputText(environment: Environment, name: InputName): string | undefined {
  return environment[`INPUT_${name.toUpperCase()}`]?.trim() || undefined
}
