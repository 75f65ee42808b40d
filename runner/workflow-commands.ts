/** What the runner makes of a step's output. */
export interface RenderedLog {
  /** As a person reads it on the run's page. */
  text: string
  /** The values that were masked, in the order they came. */
  masked: string[]
}

interface Command {
  name: string
  value: string
}

/** All commands the runner knows; a line with another name is plain text (actions/runner, `ActionCommandManager`). */
const known =
  /^(add-mask|add-matcher|add-path|debug|echo|endgroup|error|group|notice|remove-matcher|save-state|set-env|set-output|stop-commands|warning)$/i

const shown: Record<string, string> = {
  debug: 'Debug: ',
  notice: 'Notice: ',
  warning: 'Warning: ',
  error: 'Error: ',
}

/**
 * Renders a step's output as the runner does: masks are learned and applied, commands obeyed and not shown, annotations and
 * groups shown in words.
 * @param lines stdout's and stderr's lines in the order they came; the runner obeys both alike.
 * @param options `debug`: show `::debug::`. `secrets`: values that the runner knows to be secret from the start.
 */
export function renderLog(
  lines: string[],
  { debug = false, secrets = [] }: { debug?: boolean; secrets?: string[] } = {},
): RenderedLog {
  const masked: string[] = []
  const text: string[] = []
  let depth = 0
  let resumeAt: string | undefined
  learn(secrets)
  for (const line of lines) {
    const command = resumeAt === undefined ? parseCommand(line) : undefined
    if (resumeAt !== undefined && line.trim() === `::${resumeAt}::`) resumeAt = undefined
    else if (command === undefined) say(line)
    else obey(command)
  }
  return { text: text.join('\n'), masked }

  function learn(values: string[]): void {
    for (const value of values) if (value !== '' && !masked.includes(value)) masked.push(value)
  }

  function obey({ name, value }: Command): void {
    if (name === 'add-mask') learn([value, ...value.split(/[\r\n]+/)])
    else if (name === 'stop-commands') resumeAt = value
    else if (name === 'endgroup') depth = Math.max(0, depth - 1)
    else if (name === 'group') {
      say(`▼ ${value}`)
      depth++
    } else if (shown[name] !== undefined && (name !== 'debug' || debug)) say(`${shown[name]}${value}`)
  }

  function say(words: string): void {
    for (const line of hide(words, masked).split(/\r\n|\r|\n/)) text.push(`${'  '.repeat(depth)}${line}`)
  }
}

/** Replaces every secret by `***`, the longest first so that none leaves its tail behind. */
function hide(words: string, masked: string[]): string {
  return masked
    .toSorted((a, b) => b.length - a.length)
    .reduce((text, secret) => text.replaceAll(secret, '***'), words)
}

/** `::name props::value` at the start of a line (spaces allowed), or the older `##[name props]value` anywhere in one. */
function parseCommand(line: string): Command | undefined {
  const [, head, value] = /^\s*::(.+?)::(.*)$/s.exec(line) ?? /##\[(.+?)\](.*)$/s.exec(line) ?? []
  const name = head?.split(' ', 1)[0]?.toLowerCase()
  if (name === undefined || value === undefined || !known.test(name)) return undefined
  return { name, value: decode(value) }
}

function decode(value: string): string {
  return value.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%')
}
