import type { Pair } from 'yaml'
import { isNearName } from '../inputs/near-name.ts'
import { nodeOf } from '../inputs/overrides.ts'
import { bareName } from '../names.ts'
import { INPUT_OF } from '../notification/draft.ts'
import { bothForms, type Message } from '../yaml/errors.ts'
import type { StrictYaml } from '../yaml/strict-yaml.ts'
import { isMember, READERS } from './members.ts'
import type { FileMember } from './schema.ts'

const MEMBERS = `The members are ${Object.keys(READERS).join(', ')}, all of them also under "notification".`

/**
 * Adds an error for a member that does not exist, and names the one that is probably meant.
 *
 * @returns the member that is probably meant
 */
export function addUnknownMember(yaml: StrictYaml, { key }: Pair): FileMember | 'notification' | undefined {
  const name = String(key)
  // Even if a comment takes text from the line, its name is wrong as well.
  const say = (message: Message) =>
    void yaml.errors.push({ ...yaml.position(nodeOf(key)), ...bothForms(message) })
  if (isMember(name)) {
    say(`"${name}" must be under "notification", like the others.`)
    return name
  }
  const quote = name.search(/[«»‹›“”„‟‘’‚‛「」『』]/u)
  const near = nearestMember(quote < 0 ? name : name.slice(0, quote))
  const { line, column } = yaml.position(nodeOf(key))
  const isTold = yaml.errors.some((error) => error.line === line && error.column === column)
  // If a quote of it is missing, that is its mistake.
  if (isTold && name.includes('"')) return near
  const what = isShowable(name)
    ? `There is no member ${JSON.stringify(name)}.`
    : 'There is no member of this name.'
  // The list of them is long, and once is enough.
  const isListed = yaml.errors.some(({ bare }) => bare.includes(MEMBERS))
  const hint =
    near === undefined
      ? isListed
        ? 'Remove it.'
        : MEMBERS
      : isSpaced(name)
        ? `There is a space in the name. Write "${near}".`
        : quote >= 0
          ? `There is a typographic quote in it. Write "${near}", in straight quotes.`
          : `Did you mean "${near}"?`
  say(`${what} ${hint}`)
  return near
}

/** Whether a name can be shown. Anything else may be the ID of a person that slipped out of its list. */
function isShowable(name: string): boolean {
  return /^\s*[A-Za-z$][\w$-]*\s*$/.test(name)
}

function isSpaced(name: string): boolean {
  return name !== name.trim() && (isMember(name.trim()) || name.trim() === 'notification')
}

function nearestMember(name: string): FileMember | 'notification' | undefined {
  const plain = bareName(name.trim())
  const members = Object.keys(READERS).filter(isMember)
  // People may write the step input's name, which differs from the API's.
  const byInput = members.find((member) => bareName(INPUT_OF[member]) === plain)
  // `audience` begins a name, `users` begins a word of one.
  const startsWord = (name: string) =>
    name.split(/(?=[A-Z])/).some((_, index, words) => bareName(words.slice(index).join('')).startsWith(plain))
  return (
    byInput ??
    ([...members, 'notification'] as const).find((name) => isNearName(plain, bareName(name))) ??
    (plain.length > 3 ? members.find(startsWord) : undefined)
  )
}
