import type { List } from './array.ts'
import { problemWithId } from './id.ts'
import { parseList } from './list.ts'

const NOBODY = 'nobody'

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
  if (errors.length > 0) return { items, errors }
  const people = items.filter((item) => item.toLowerCase() !== NOBODY)
  if (items.length === 0) return mistake(EMPTY)
  if (people.length > 0 && people.length < items.length) return mistake(NOBODY_AND_SOMEBODY)
  return { items: people, errors: [] }
}

const mistake = (message: string): List => ({ items: [], errors: [{ message }] })

const EMPTY =
  'It is empty, which would send the notification to everybody. Name the people who get the preview, or write "nobody". ' +
  "If the value may be missing, write ${{ inputs.preview-to || 'nobody' }}."

const NOBODY_AND_SOMEBODY = '"nobody" stands beside others in the list. Remove it, or the others.'
