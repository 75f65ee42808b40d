import { expressionFor } from './id.ts'

const MAX_LENGTH = 256
const CONTROL = /\p{Cc}/u
const WORD = /^(?:true|false|yes|no|on|off|none|null|undefined|object|array)$/i
// What a shell or a template would replace, and names of what differs in each run. Nothing replaces them here.
const UNREPLACED =
  /\$\{?[a-z_]\w*\}?|\$\{?\(.*\)|`.*`|\{\{.*?\}\}|%[a-z_]\w*%|\bgithub\.(?:sha|ref|run_|event)\w*/i

/**
 * Why a text cannot be the key of an announcement, in sentences; undefined if it may be one. Logs and records show the key:
 * a line break or a terminal escape could do harm there.
 */
export function problemWithKey(text: string): string | undefined {
  if (CONTROL.test(text)) return 'There is a line break or control character inside. Use one line of text.'
  const length = [...text].length
  if (length > MAX_LENGTH) return `It has ${length} characters. The maximum is ${MAX_LENGTH}.`
  const unreplaced = UNREPLACED.exec(text)?.[0] ?? (expressionFor(text) && text)
  if (unreplaced !== undefined)
    return `Nothing replaces ${JSON.stringify(unreplaced)}, so each announcement would have the same key. ${EXAMPLE}`
  if (WORD.test(text))
    return `${JSON.stringify(text)} would be the key of each announcement, of which people get the first only. ${EXAMPLE}`
  const [end] = /[-_:/]$/.exec(text) ?? []
  return (
    end &&
    `It ends with "${end}", so what follows is probably empty in this run, and other runs would have the same key. Correct the expression at its end.`
  )
}

const EXAMPLE = 'A key names one announcement: write it as in deploy-${{ github.sha }}.'
