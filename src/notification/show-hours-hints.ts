import { isCron } from './cron.ts'

const EXAMPLE = 'Write days and hours, such as "Mon-Fri 08:00-18:00".'
const TIME = String.raw`\d{1,2}(?:[:.h]\d{2})?(?: ?[ap]m)?`
const HOURS = new RegExp(`(${TIME}) ?- ?(${TIME})`, 'gi')

/**
 * Why a text is not a span of hours, and what to write instead.
 *
 * @param isSpan whether a text can be read; what it cannot is never suggested
 */
export function describeInvalidSpan(written: string, isSpan: (text: string) => boolean): string {
  const text = written
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/\s+(?:to|until)\s+/gi, '-')
    .replace(/\s+/g, ' ')
  if (isCron(text)) return `This is cron, which is not read here. ${EXAMPLE}`
  const hours = [...text.matchAll(HOURS)]
  if (hours.length > 1)
    return 'There is more than one span in it. Write each with its days, on a line of its own or behind a comma.'
  const [[found, opens = '', closes = ''] = ['']] = hours
  if (found === '')
    return /^[a-z -]+$/i.test(text)
      ? `It has no hours. ${EXAMPLE} Days that are not a range need hours each.`
      : EXAMPLE
  const days = text.replace(found, '').trim().replace(/ ?,$/, '')
  const meant = `${days || 'Mon-Sun'} ${clock(opens)}-${clock(closes)}`
  if (!isSpan(meant)) return EXAMPLE
  return days === '' ? `It has no days. For every day, write "${meant}".` : `Write "${meant}".`
}

/** A time of day as `hh:mm`. */
function clock(time: string): string {
  const [, hour = '', minute = '00', half] = /^(\d{1,2})(?:[:.h](\d{2}))?(?: ?([ap]m))?$/i.exec(time) ?? []
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (/pm/i.test(half) ? 12 : 0)
  return `${String(hours).padStart(2, '0')}:${minute}`
}
