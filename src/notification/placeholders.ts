import leven from 'leven'
import { addError, type Diagnostics } from '../diagnostics.ts'
import { bareName } from '../names.ts'
import { distinct } from './compose.ts'
import type { Located, Override } from './draft.ts'

const MAX_PLACEHOLDERS = 200

// Nobody reads more, and a file can have any number of texts.
const MAX_SUGGESTIONS = 50

// Nobody reads more names in one message.
const MAX_LISTED = 20

// Longer ones are hardly typed by hand, and comparing them takes long.
const MAX_COMPARED = 50

// Two letters that changed places are two letters off.
const MAX_DISTANCE = 2

/**
 * Compares the texts with the placeholders that the template has: a text that is missing and one that belongs to no
 * placeholder are both mistakes. Keys are compared to the letter. A misspelt key is both at once, and one mistake.
 */
export function checkPlaceholders(
  override: Located<Override[]> | undefined,
  placeholders: Located<string[]>,
  diagnostics: Diagnostics,
): void {
  const names = distinct(placeholders, diagnostics)
  if (names.length > MAX_PLACEHOLDERS) {
    const message = `There are ${names.length} placeholders. The maximum is ${MAX_PLACEHOLDERS}.`
    addError(diagnostics, placeholders.location, message)
    return
  }
  // What could not be read has been reported, and may hold the very texts that would be missing.
  if (placeholders.value === undefined || (override !== undefined && override.value === undefined)) return

  const known = new Set(names)
  const keys = new Set(override?.value?.map(({ key }) => key))
  const missing = new Set(names.filter((name) => !keys.has(name)))
  // Of two that are equally near, the one without a text is meant.
  const byNeed = [...missing, ...names.filter((name) => keys.has(name))]
  const suggested = new Set<string>()
  const unknown = (override?.value ?? []).filter(({ key }) => !known.has(key))
  const twins = hashTwins(unknown, missing)
  addHashTwins(twins, placeholders, diagnostics)
  for (const { name } of twins) suggested.add(name)
  const extras = unknown.filter((extra) => twins.every(({ override }) => override !== extra))
  for (const [index, { key, location }] of extras.entries()) {
    const nearest = index < MAX_SUGGESTIONS ? nearestOf(key, byNeed) : undefined
    if (nearest !== undefined) suggested.add(nearest)
    addError(diagnostics, location, describeExtra(key, nearest, missing))
  }
  for (const name of missing) {
    if (suggested.has(name)) continue
    const message =
      `The placeholder ${JSON.stringify(name)} has no text, so people would read it as it is. Give its text in ` +
      '"overrides" (in a file, "override"), or remove it from "placeholders" if the template does not have it.'
    addError(diagnostics, (override ?? placeholders).location, message)
  }
}

/** A text and the placeholder without one from which it differs in hashes alone. */
interface HashTwin {
  override: Override
  name: string
}

/** The texts that differ from a placeholder in hashes alone, if nobody can tell which of the two spellings is the template's. */
function hashTwins(extras: readonly Override[], missing: ReadonlySet<string>): HashTwin[] {
  const byPlain = new Map([...missing].map((name) => [withoutHashes(name), name]))
  const twins = extras.flatMap((override) => {
    const plain = withoutHashes(override.key)
    const name = byPlain.get(plain)
    // Each placeholder is meant by one text.
    byPlain.delete(plain)
    return name === undefined || plain === '' ? [] : [{ override, name }]
  })
  const isEitherLikely = twins.length > 1 || twins.some(isKeyHashed)
  return isEitherLikely ? twins : []
}

function isKeyHashed({ override, name }: HashTwin): boolean {
  return override.key.length > name.length
}

/** One error for all of them: at the placeholders if the texts have more hashes, since nobody types hashes by mistake. */
function addHashTwins(
  twins: readonly HashTwin[],
  placeholders: Located<string[]>,
  diagnostics: Diagnostics,
): void {
  const [first] = twins
  if (first === undefined) return
  const listed = (names: string[]) => {
    const more = names.length > MAX_LISTED ? ', …' : ''
    return (
      names
        .slice(0, MAX_LISTED)
        .map((name) => JSON.stringify(name))
        .join(', ') + more
    )
  }
  const keys = listed(twins.map(({ override }) => override.key))
  const names = listed(twins.map(({ name }) => name))
  const isInPlaceholders = isKeyHashed(first)
  const { line } = first.override.location
  const where = line === undefined ? '' : ` (from line ${line} on)`
  const advice = isInPlaceholders
    ? `If it has the hashes, write them in "placeholders" too: [${keys}].`
    : `If it has the hashes, write them in the keys of the texts too: ${names}.`
  const message = `Only the hashes are different: "placeholders" has ${names}, the texts${where} have ${keys}. Write both as the template has them. ${advice}`
  addError(diagnostics, isInPlaceholders ? placeholders.location : first.override.location, message)
}

function describeExtra(key: string, nearest: string | undefined, missing: ReadonlySet<string>): string {
  const quoted = JSON.stringify(key)
  if (nearest === undefined)
    return `The template has no placeholder ${quoted}. Remove this text, or add the placeholder to "placeholders".`
  const shown = JSON.stringify(nearest)
  const isMissing = missing.has(nearest)
  const hasText = `, but ${shown} has a text already. Remove one of the two.`
  if (withoutHashes(key) === withoutHashes(nearest)) {
    const difference = `The template has the placeholder ${shown}, not ${quoted}: only the hashes are different`
    return isMissing ? `${difference}. Write it with the template's hashes.` : `${difference}${hasText}`
  }
  return isMissing
    ? `The template has no placeholder ${quoted}, and ${shown} has no text. Did you mean ${shown}?`
    : `The template has no placeholder ${quoted}. The nearest is ${shown}${hasText}`
}

/** The name that is most probably meant: the same but for hashes, else but for case, `-` and `_`, else two letters off at most. */
function nearestOf(key: string, names: readonly string[]): string | undefined {
  const plain = withoutHashes(key)
  const same = names.find((name) => plain !== '' && withoutHashes(name) === plain)
  if (same !== undefined || plain.length > MAX_COMPARED) return same
  const bare = bareName(plain)
  let nearest: { name: string; distance: number } | undefined
  for (const name of names) {
    if (name.length > MAX_COMPARED) continue
    const distance = leven(bare, bareName(withoutHashes(name)), { maxDistance: MAX_DISTANCE + 1 })
    const isNear = distance <= MAX_DISTANCE && distance < bare.length
    if (isNear && distance < (nearest?.distance ?? Number.POSITIVE_INFINITY)) nearest = { name, distance }
  }
  return nearest?.name
}

function withoutHashes(name: string): string {
  return name.replaceAll('#', '')
}
