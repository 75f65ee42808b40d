import type { InputName } from './schema.ts'

/** The environment of a process: names to texts. */
export type Environment = Readonly<Record<string, string | undefined>>

/** The text of an input as the runner passes it, trimmed; undefined where it is absent or empty. */
export function inputText(environment: Environment, name: InputName): string | undefined {
  return environment[`INPUT_${name.toUpperCase()}`]?.trim() || undefined
}
