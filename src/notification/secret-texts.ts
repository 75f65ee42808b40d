import { addError, type Diagnostics, type Location } from '../diagnostics.ts'
import type { Secret } from '../inputs/secrets.ts'
import { formsOf, holds, withDecoded } from '../log/redact.ts'
import type { Draft } from './draft.ts'

// A shorter one may be an ordinary word, such as the password "proxy". In UTF-16 units.
const SHORTEST_REFUSED = 8

/** Adds an error for each text that people read and that holds a secret, in whatever way it is encoded. */
export function rejectSecrets(draft: Draft, secrets: readonly Secret[], diagnostics: Diagnostics): void {
  const wanted = secrets
    .filter(({ value }) => value.length >= SHORTEST_REFUSED)
    .map(({ what, value, derived }) => ({ what, forms: withDecoded([value, ...derived].flatMap(formsOf)) }))
  for (const { location, text } of textsIn(draft)) {
    const found = wanted.find(({ forms }) => holds(text, forms))
    if (found === undefined) continue
    const message =
      `The text contains ${found.what}, and people would read it. Remove it. ` +
      'If others could already see it, replace it by a new one.'
    addError(diagnostics, location, message)
  }
}

function textsIn({ title, runtimeTitle, runtimeDescription, override }: Draft) {
  const texts: { location: Location; text: string }[] = []
  for (const located of [title, runtimeTitle, runtimeDescription])
    if (located?.value !== undefined) texts.push({ location: located.location, text: located.value })
  for (const { key, value, location } of override?.value ?? [])
    texts.push({ location, text: `${key}\n${value}` })
  return texts
}
