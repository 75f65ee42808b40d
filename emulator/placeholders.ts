/** One entry of `override`. */
export interface Override {
  key: string
  value: string
}

/** One placeholder, and the key that filled it. */
export interface FilledPlaceholder {
  /** What stood in the template, hashes included, such as `##URL##`. */
  placeholder: string
  /** As it was sent. */
  key: string
  /** Whether the key was sent with its hashes. Which of the two WalkMe itself takes is not known; the emulator takes both. */
  hashes: 'with' | 'without'
}

/** What became of a set of template texts. */
export interface Filled {
  texts: string[]
  /** What was filled by which key, each once, in the order of the texts. Plain words of the template are not among them. */
  placeholders: FilledPlaceholder[]
  /** Keys that were found in none of the texts. */
  unused: string[]
  /** Placeholders of the template that no key filled, each once. Values are not looked at. */
  left: string[]
}

/**
 * Replaces every key in every text, in one pass: a value is never searched for further keys and `$&` in it means nothing.
 * A key is literal text. One written without hashes also takes the hashes around it, `URL` fills `##URL##`, since the
 * contract leaves open which of the two people send; it does not reach into a longer name such as `##MY_URL##`.
 */
export function fillPlaceholders(texts: string[], overrides: Override[]): Filled {
  if (overrides.length === 0) return { texts, placeholders: [], unused: [], left: placeholdersIn(texts) }
  // Longest first, so that URL does not pre-empt URL2.
  const byLength = overrides.toSorted((a, b) => b.key.length - a.key.length)
  const pattern = new RegExp(byLength.map(({ key }, index) => keyPattern(key, index)).join('|'), 'gu')
  const used = new Set<string>()
  const placeholders = new Map<string, FilledPlaceholder>()
  const filled = texts.map((text) =>
    text.replace(pattern, (...args) => {
      const groups: Record<string, string | undefined> = args.at(-1)
      const hit = byLength.find((_, index) => groups[`key${index}`] !== undefined)
      const found = String(args[0])
      if (hit === undefined) return found
      const { key, value } = hit
      used.add(key)
      if (found.includes('#')) {
        placeholders.set(found, { placeholder: found, key, hashes: key.includes('#') ? 'with' : 'without' })
      }
      return value
    }),
  )
  return {
    texts: filled,
    placeholders: [...placeholders.values()],
    unused: overrides.map(({ key }) => key).filter((key) => !used.has(key)),
    left: placeholdersIn(texts.map((text) => text.replace(pattern, '\n'))),
  }
}

/** The placeholders in some texts, such as `###VERSION###`, each once. */
export function placeholdersIn(texts: string[]): string[] {
  return [...new Set(texts.flatMap((text) => text.match(/(#{2,})\w+\1/gu) ?? []))]
}

function keyPattern(key: string, index: number): string {
  const literal = RegExp.escape(key)
  if (key.includes('#')) return `(?<key${index}>${literal})`
  // Equal numbers of hashes on both sides, so that of two placeholders in a row each keeps its own.
  return `(?<key${index}>(?<hashes${index}>#+)${literal}\\k<hashes${index}>|(?<!#\\w+)${literal}(?!\\w+#))`
}
