import type { LedgerEntry } from './ledger.ts'
import type { FilledPlaceholder } from './placeholders.ts'
import { columns, neutralise, wrap } from './plain-text.ts'

/** Columns between the box's sides. */
const width = 72

/**
 * Draws a notification as people meet it, with whom it reaches and when below. Plain text, no colours; nothing in the
 * notification can reach the terminal or GitHub's runner as a command. People are counted and never named.
 */
export function renderNotification(entry: LedgerEntry): string {
  const { seen } = entry
  const notice = [seen.title, '', seen.message]
  if (seen.button !== null) notice.push('', `[ ${seen.button.text} ]  ${seen.button.link}`)
  const facts = [
    ['To', recipients(entry)],
    ['Shown', `${minute(seen.startAt)} to ${minute(seen.endAt)}`],
    ['System', entry.systemId],
    ['ID', entry.notificationId],
  ]
  if (entry.filledPlaceholders.length > 0) facts.push(['Filled', filled(entry)])
  if (entry.unfilledPlaceholders.length > 0) {
    facts.push(['Unfilled', `${entry.unfilledPlaceholders.join(', ')}: people see this as it is`])
  }
  if (entry.unusedOverrides.length > 0) {
    facts.push(['Unused', `${entry.unusedOverrides.join(', ')}: the template has no such placeholder`])
  }
  const label = Math.max(...facts.map(([name = '']) => name.length)) + 2
  const below = facts.flatMap(([name = '', fact = '']) =>
    wrap(neutralise(fact), width - label).map(
      (line, index) => (index === 0 ? name : '').padEnd(label) + line,
    ),
  )
  const what = entry.isPreview ? 'notification, a preview' : 'notification'
  const heading = `─ ${seen.type === 'popup' ? 'Pop-up' : 'Push'} ${what} `
  return [
    `┌${heading}${'─'.repeat(width + 2 - heading.length)}┐`,
    ...notice.flatMap((text) => wrap(neutralise(text), width)).map(side),
    `├${'─'.repeat(width + 2)}┤`,
    ...below.map(side),
    `└${'─'.repeat(width + 2)}┘`,
  ].join('\n')
}

function side(line: string): string {
  return `│ ${line}${' '.repeat(Math.max(0, width - columns(line)))} │`
}

function recipients({ seen: { recipients } }: LedgerEntry): string {
  const groups = recipients.audiences.map(({ name, members }) => `audience "${name}" (${members})`)
  if (recipients.endUsers > 0) groups.push(count(recipients.endUsers, 'end user'))
  return `${recipients.people === 1 ? '1 person' : `${recipients.people} people`}: ${groups.join(', ')}`
}

// Nobody outside WalkMe knows which of the two its placeholders take, so people should see which one they have tried.
function filled({ filledPlaceholders }: LedgerEntry): string {
  const filledBy = (hashes: FilledPlaceholder['hashes']) =>
    filledPlaceholders.filter((each) => each.hashes === hashes).map(({ placeholder }) => placeholder)
  const [bare, whole] = [filledBy('without'), filledBy('with')]
  const facts: string[] = []
  if (bare.length > 0) facts.push(`${bare.join(', ')}: by keys without hashes`)
  if (whole.length > 0) facts.push(`${whole.join(', ')}: by keys with their hashes`)
  return facts.join('; ')
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}

function minute(iso: string): string {
  return `${iso.slice(0, 16).replace('T', ' ')} UTC`
}
