import type { Call } from './workflow.ts'

/**
 * The inputs of a workflow that is called or dispatched, with its defaults.
 * @throws For one that is unknown, missing, or none of its options.
 */
export function declaredInputs(
  call: Call | undefined,
  given: Record<string, string>,
): Record<string, string> {
  const known = call?.inputs ?? {}
  refuseUnknown('input', known, given)
  return Object.fromEntries(
    Object.entries(known).map(([name, { required, options, default: text = '' }]) => {
      const value = given[name] ?? text
      if (required && value === '') throw new Error(`The input ${name} is required`)
      if (options && !options.includes(value)) throw new Error(`${value} is no option of ${name}`)
      return [name, value]
    }),
  )
}

/**
 * The secrets that a workflow is called with; one may be passed and still be empty.
 * @throws For one that is unknown or not passed.
 */
export function declaredSecrets(
  call: Call | undefined,
  given: Record<string, string>,
): Record<string, string> {
  const known = call?.secrets ?? {}
  refuseUnknown('secret', known, given)
  for (const [name, { required }] of Object.entries(known))
    if (required && given[name] === undefined) throw new Error(`The secret ${name} is required`)
  return given
}

function refuseUnknown(what: string, known: object, given: object): void {
  for (const name of Object.keys(given))
    if (!Object.hasOwn(known, name)) throw new Error(`There is no ${what} ${name}`)
}
