import type { Environment } from '../environment.ts'
import { bareName } from '../names.ts'
import { DEFAULT_DATA_CENTER } from './data-centers.ts'
import type { InputName } from './schema.ts'

/** What the runner passes for an input that is not given, from `action.yml`. */
export const DEFAULTS: Partial<Record<InputName, string>> = {
  'data-center': DEFAULT_DATA_CENTER,
  'preview-to': 'nobody',
  'dry-run': 'false',
  'on-missing-credentials': 'fail',
  'fail-on-error': 'true',
  'timeout-seconds': '60',
  retries: '3',
  'resend-when-uncertain': 'false',
}

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
export function differentSpellings(environment: Environment, name: InputName): Spelling[] {
  const spellings = spellingsOf(environment, name)
  // The default of github-token differs in each run, so it cannot be recognized.
  const isDefault = ({ text }: Spelling) => name === 'github-token' || text === DEFAULTS[name]
  const [own, ...others] = spellings
  const counting = own?.name === name && others.length > 0 && isDefault(own) ? others : spellings
  return counting.filter(({ text }, index) => counting.findIndex((other) => other.text === text) === index)
}

/** The text of an input, trimmed; undefined if it is missing, empty, or given twice with different texts. */
export function inputText(environment: Environment, name: InputName): string | undefined {
  const [spelling, ...different] = differentSpellings(environment, name)
  return different.length === 0 ? spelling?.text : undefined
}
