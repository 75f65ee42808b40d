import { expressionFor } from './id.ts'

const MAX_LENGTH = 256

// What a shell or another template language replaces, and GitHub does not.
const UNREPLACED = /\$(?:env:|\{)?[a-z_]\w*\}?|\$\(|%[a-z_]\w*%|\{\{|\}\}/i

/**
 * Why a text cannot be a `once-key`, in sentences; undefined if it can. A key that is the same in every run would leave out all
 * announcements but the first, and nobody would notice.
 */
export function problemWithKey(text: string): string | undefined {
  // Logs and records show the key. A line break or a terminal escape could do harm there.
  if (/\p{Cc}/u.test(text)) return 'There is a line break or control character inside. Use one line of text.'
  const length = [...text].length
  if (length > MAX_LENGTH) return `It has ${length} characters. The maximum is ${MAX_LENGTH}.`
  const unreplaced = expressionFor(text) === undefined ? UNREPLACED.exec(text)?.[0] : text
  if (unreplaced !== undefined)
    return `There is ${unreplaced} in it, which nothing replaces, so every run would have the same key. Write an expression, such as \${{ github.sha }}.`
  const [end] = /[-_:/]$/.exec(text) ?? []
  return (
    end &&
    `It ends with "${end}", so what follows is probably empty in this run, and other runs would have the same key. Correct the expression at its end.`
  )
}
