import type { Environment } from '../environment.ts'
import { bareName } from '../names.ts'
import type { InputName } from './schema.ts'

/** An input as one variable gives it: its name there, in lower case, and its text, trimmed and not empty. */
interface Spelling {
  name: string
  text: string
}

/**
 * Everything that is given for an input. A name that differs from ours only in case, `-` and `_`, such as the API's
 * `clientSecret`, is the same input. Ours comes first.
 */
export function spellingsOf(environment: Environment, name: InputName): Spelling[] {
  const spellings = Object.keys(environment).flatMap((variable) => {
    if (!variable.startsWith('INPUT_')) return []
    const spelling = variable.slice('INPUT_'.length).toLowerCase()
    const text = environment[variable]?.trim()
    return text && isSpellingOf(spelling, name) ? [{ name: spelling, text }] : []
  })
  return spellings.sort((a, b) => Number(b.name === name) - Number(a.name === name))
}

/** Whether a name is this input: it differs only in case, `-`, `_` and spaces. */
export function isSpellingOf(spelling: string, name: InputName): boolean {
  return bareName(spelling) === bareName(name)
}

/**
 * The spellings of an input that count, each with another text: none if it is not given, several if it is a mistake.
 * Beside another spelling, our own name does not count if it holds the default, which the runner fills in.
 */
export function differentSpellings(
  environment: Environment,
  name: InputName,
  isDefault: (text: string) => boolean,
): Spelling[] {
  const spellings = spellingsOf(environment, name)
  const [own, ...others] = spellings
  const counting = own?.name === name && others.length > 0 && isDefault(own.text) ? others : spellings
  return counting.filter(({ text }, index) => counting.findIndex((other) => other.text === text) === index)
}
