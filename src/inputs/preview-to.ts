import type { List } from './array.ts'
import { problemWithId } from './id.ts'
import { parseList } from './list.ts'

const NOBODY = 'nobody'
const NO_PERSON = /^(?:true|false|yes|no|on|off|none|no[ -]?one|all|every(?:body|one)|\*)$/i

/**
 * Reads `preview-to`: end users as a list, none if it is `nobody`. Nothing at all is a mistake here, because it is what an
 * unset variable leaves, and it would send the notification to everybody.
 *
 * @param source the text, trimmed; unlike other inputs it may be empty
 */
export async function parsePreviewers(source: string): Promise<List> {
  const { items, errors } =
    source === ''
      ? { items: [], errors: [] }
      : await parseList(source, (item, form) => problemWithId(item, 'end-user', form))
  // Such a word says more than what is wrong with its text, as the space in "no one".
  const word = items.find((item) => NO_PERSON.test(item))
  if (word !== undefined) return mistake(noPerson(word))
  if (errors.length > 0) return { items, errors }
  const people = items.filter((item) => item.toLowerCase() !== NOBODY)
  if (items.length === 0) return mistake(EMPTY)
  if (people.length > 0 && people.length < items.length) return mistake(NOBODY_AND_SOMEBODY)
  return { items: people, errors: [] }
}

const mistake = (message: string): List => ({ items: [], errors: [{ message }] })

const noPerson = (word: string) =>
  `${JSON.stringify(word)} would be a person here. Write "nobody" for no preview, or name the people who get it.`

const EMPTY =
  'It is empty, which would send the notification to everybody. Name the people who get the preview, or write "nobody". ' +
  "If the value may be missing, write ${{ inputs.preview-to || 'nobody' }}."

const NOBODY_AND_SOMEBODY = '"nobody" stands beside others in the list. Remove it, or the others.'
