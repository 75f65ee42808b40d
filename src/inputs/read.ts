import * as z from 'zod/mini'
import { addError, type Diagnostics, type Location } from '../diagnostics.ts'
import type { Environment } from '../environment.ts'
import { bareName } from '../names.ts'
import { isDefault } from './defaults.ts'
import { differentSpellings, isSpellingOf } from './input-text.ts'
import { INPUT_NAMES, type InputName, type Inputs, inputsSchema } from './schema.ts'

/**
 * Reads every input once and adds an error for each one that cannot be used. Such an input is absent from
 * `inputs` but still in `given`, so that it is not reported as missing as well.
 */
export async function readInputs(
  environment: Environment,
  diagnostics: Diagnostics,
): Promise<{ inputs: Inputs; given: ReadonlySet<string> }> {
  await rejectMisspelt(environment, diagnostics)
  const texts = new Map<string, string>()
  const given = new Set<string>()
  for (const name of INPUT_NAMES) {
    const [spelling, different] = differentSpellings(environment, name, (text) => isDefault(name, text))
    if (spelling === undefined) continue
    given.add(name)
    if (different === undefined) texts.set(name, spelling.text)
    else addError(diagnostics, { input: name }, givenTwice(spelling.name, different.name))
  }
  if (hasEmptyPreview(environment)) {
    texts.set('preview-to', '')
    given.add('preview-to')
  }

  const parsed = await z.safeParseAsync(inputsSchema, Object.fromEntries(texts))
  if (parsed.success) return { inputs: parsed.data, given }
  for (const issue of parsed.error.issues) {
    const input = String(issue.path[0])
    addError(diagnostics, { input, ...positionOf(issue) }, issue.message)
    texts.delete(input)
  }
  return { inputs: await z.parseAsync(inputsSchema, Object.fromEntries(texts)), given }
}

/** Whether the one input of which an empty text is no absent one is given as that, under any spelling of its name. */
function hasEmptyPreview(environment: Environment): boolean {
  return Object.entries(environment).some(
    ([variable, text]) =>
      variable.startsWith('INPUT_') && bareName(variable) === 'inputpreviewto' && text?.trim() === '',
  )
}

function positionOf(issue: z.core.$ZodIssue): Omit<Location, 'input'> {
  const { line, column } = issue.code === 'custom' ? (issue.params ?? {}) : {}
  return typeof line === 'number' && typeof column === 'number' ? { line, column } : {}
}

/** An input under two names. The message does not show the texts, because they may be secret. */
function givenTwice(name: string, other: string): string {
  return (
    `"${name}" and "${other}" are the same input, but they hold different texts. Keep one of them. ` +
    ofEnvironment(`INPUT_${other.toUpperCase()}`)
  )
}

async function rejectMisspelt(environment: Environment, diagnostics: Diagnostics): Promise<void> {
  const unknown = Object.entries(environment).flatMap(([variable, value]) => {
    // An empty one says nothing. It is also the way out for a variable that is meant for something else.
    if (!variable.startsWith('INPUT_') || !value?.trim()) return []
    const name = variable.slice('INPUT_'.length).toLowerCase()
    return INPUT_NAMES.some((known) => isSpellingOf(name, known)) ? [] : [{ variable, name }]
  })
  if (unknown.length === 0) return
  // A separate chunk, because most runs do not need it.
  const { nearestInput } = await import('./misspelt.ts')
  for (const { variable, name } of unknown) {
    const meant = nearestInput(name)
    if (meant) addError(diagnostics, { input: name }, notAnInput(variable, meant))
  }
}

function notAnInput(variable: string, meant: InputName): string {
  return `There is no such input. Did you mean "${meant}"? ${ofEnvironment(variable)}`
}

function ofEnvironment(variable: string): string {
  return `If the variable ${variable} of "env:" is meant for something else, write ${variable}: '' in the "env:" of this step.`
}
