/** What an ID is for. Those of end users are never shown and never compared with names of variables. */
export type IdKind = 'template' | 'system' | 'audience' | 'end-user'

/** An ID as it was written: `line` without quotes, `array` as an item of a block list without quotes, or `quoted`. */
export type IdForm = 'line' | 'array' | 'quoted'

const TYPOGRAPHIC = '«»‹›“”„‟‘’‚‛「」『』'
const QUOTE = new RegExp(`^["'\`${TYPOGRAPHIC}]|["\`${TYPOGRAPHIC}]$`, 'u')
const TYPOGRAPHIC_QUOTE = new RegExp(`^[${TYPOGRAPHIC}]|[${TYPOGRAPHIC}]$`, 'u')
// Marks that are followed by white space, and signs that have no other purpose.
const BULLET = /^(?:[-*+–—·](?:\s|$)|[•‣◦⁃∙▪●○■□➢➤])/u
const DASHES = /[\p{Pd}\u2212\u2043]/gu
const LINE_BREAK_OR_TAB = /[\r\n\t\v\f\u0085\u2028\u2029]/u
// The two joiners between letters are part of the spelling in some scripts.
const INVISIBLE =
  /(?![\u200c\u200d])[\p{Cf}\p{Cc}\u00a0\u2007\u202f]|(?<![\p{L}\p{M}])[\u200c\u200d]|[\u200c\u200d](?![\p{L}\p{M}])/u
const UUID = /^(?:[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i
const CONTEXT = /^(?:secrets|vars|env|inputs|github|steps|needs|matrix)(?:\.[a-z_][\w-]*)+$/i
const UUID_WITHIN = /(?<![\da-z])(?:[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|[\da-f]{32})(?![\da-z])/gi
const AS_ARRAY = 'write an array: ["a", "b"].'

/**
 * Why a text is certainly not meant as an ID, as the end of a sentence; undefined if it may be one. IDs are opaque, so
 * everything else is accepted. The sentence has no part of an end user's ID.
 */
export function problemWithId(text: string, kind: IdKind, form: IdForm): string | undefined {
  if (!text.isWellFormed()) return 'has half a character in it (a lone surrogate). Write the whole character.'
  if (LINE_BREAK_OR_TAB.test(text))
    return 'has a line break or a tab in it. Write one ID on each line, or as an item of its own.'
  return (
    problemWithPeople(text, kind) ??
    problemWithQuotes(text, form) ??
    problemWithWords(text, kind) ??
    problemWithAddress(text, kind) ??
    problemWithDashes(text) ??
    problemWithInvisible(text) ??
    problemWithSeparators(text, kind, form)
  )
}

/** Why a text cannot be a credential or an ID: it has a character that nobody can see. The end of a sentence. */
export function problemWithInvisible(text: string): string | undefined {
  const found = INVISIBLE.exec(text)
  if (found === null) return undefined
  const position = [...text.slice(0, found.index)].length + 1
  return `has a character that cannot be seen (${codePoint(found[0])}) at position ${position}. Delete it, or type the text again.`
}

/** The expression that is meant by a name such as `secrets.NAME` or `$NAME`. Undefined if the text is no such name. */
export function expressionFor(text: string): string | undefined {
  const inner = text.startsWith('{{') && text.endsWith('}}') ? text.slice(2, -2).trim() : text
  if (CONTEXT.test(inner)) return `\${{ ${inner} }}`
  const [, , name = undefined] =
    /^\$(env:|\{)?([a-z_]\w*)\}?$/i.exec(text) ?? /^(%)([a-z_]\w*)%$/i.exec(text) ?? []
  return name === undefined ? undefined : `\${{ env.${name} }}`
}

/** What is no single audience or end user: everybody, and an end user where an audience belongs. */
function problemWithPeople(text: string, kind: IdKind): string | undefined {
  if (kind !== 'audience' && kind !== 'end-user') return undefined
  if (/^(?:\*|all|every(?:body|one))$/i.test(text))
    return 'stands for everybody, which no ID does. Name an audience in "audiences" (in a file, "audiencesIds").'
  if (kind === 'audience' && text.includes('@'))
    return 'looks like an end user, because "@" is in it. Name end users in "end-users" (in a file, "endUsersIds").'
  return undefined
}

/** An address or a GUID that was copied with what is around the ID. */
function problemWithAddress(text: string, kind: IdKind): string | undefined {
  if (kind === 'end-user') return undefined
  const [id, ...others] = new Set(text.match(UUID_WITHIN))
  const what = /:\/\/|^(?:[\w-]+\.)+[a-z]+\//i.test(text)
    ? 'is an address, not an ID.'
    : /^\{.*\}$/.test(text)
      ? 'has braces around it.'
      : text.includes('?')
        ? 'has a "?" in it, which no ID has.'
        : undefined
  if (what === undefined) return undefined
  return id !== undefined && others.length === 0
    ? `${what} The ID in it is ${id}. Write this alone.`
    : `${what} Copy the ID alone.`
}

function problemWithQuotes(text: string, form: IdForm): string | undefined {
  const quote = (form === 'quoted' ? TYPOGRAPHIC_QUOTE : QUOTE).exec(text)
  if (quote === null) return undefined
  const verb = quote.index === 0 ? 'starts' : 'ends'
  return `${verb} with a quote (${quote[0]}), which would become part of the ID. Leave the quotes out, or ${AS_ARRAY}`
}

function problemWithWords(text: string, kind: IdKind): string | undefined {
  if (/^(?:null|undefined|\[?object Object\]?)$/i.test(text) || /^(?:Object|Array)$/.test(text))
    return `is the word ${JSON.stringify(text)}, which is not an ID. If it comes from an expression, correct the expression.`
  const expression = kind === 'end-user' ? undefined : expressionFor(text)
  if (expression !== undefined) return `is the name of a value, not the value. Write ${expression}.`
  if (/\{\{|\}\}/.test(text)) return 'has {{ or }} in it, which nothing replaces. Write the ID itself.'
  if (kind === 'end-user' && /<[^<>]*@[^<>]*>/.test(text))
    return (
      'has <…> in it. Write only the address between < and >, one on each line.' +
      (text.includes(';') ? ' A semicolon separates nothing here.' : '')
    )
  if (/<[^<>]*>/.test(text))
    return 'has <…> in it, which nothing replaces. Write the ID itself, without < and >.'
  if (BULLET.test(text)) return 'starts with a bullet, which would become part of the ID. Write the ID alone.'
  return undefined
}

function problemWithDashes(text: string): string | undefined {
  const dash = text.match(DASHES)?.find((character) => character !== '-')
  if (dash === undefined || !UUID.test(text.replace(DASHES, '-'))) return undefined
  return `is a UUID with a typographic dash (${codePoint(dash)}) in it. Write each dash as "-".`
}

function problemWithSeparators(text: string, kind: IdKind, form: IdForm): string | undefined {
  // Names such as `CN=Jane;OU=Sales` have a = between their parts. In base64 it stands only at the end.
  const several = text.split(';').filter((part) => /^\s*[^\s=]+={0,2}\s*$/.test(part))
  if (several.length > 1 || (form !== 'quoted' && text.endsWith(';')))
    return 'has a semicolon in it. Separate IDs with commas, or write one on each line.'
  if (form === 'quoted') return undefined
  if (/(^|\s)#/.test(text))
    return `has a comment in it, which would become part of the ID. Leave it out, or ${AS_ARRAY}`
  const words = text.split(/\s+/)
  // An item of a block list is a line of its own, so a space in it is meant, unless several lines were joined.
  const isJoined = form === 'line' || words.includes('-') || words.every((word) => UUID.test(word))
  if (words.length === 1 || !isJoined) return undefined
  if (kind === 'template')
    return 'has a space in it, but one ID is expected. If this is a name, copy the ID from ComCenter, under Custom templates.'
  const name = kind === 'audience' ? ' If this is a name, copy the ID: ComCenter → Audiences → Copy ID.' : ''
  return (
    'has a space in it. If these are several IDs, write one on each line, and in a workflow "|" after the name of the ' +
    `input, because YAML joins the lines otherwise.${name} If the space is part of the ID, ${AS_ARRAY}`
  )
}

function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
}
