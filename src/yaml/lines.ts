/** A line of YAML: its offset in the source, and its key and value where it looks as if it had them. */
export interface Line {
  start: number
  text: string
  indent: number
  key?: string
  value: string
}

/** Whether a line has a key without spaces, as most placeholders have. Prose with a colon in it has none. */
export function hasPlainKey({ key }: Line): boolean {
  return key !== undefined && /^["']?[#\w.-]+["']?$/.test(key)
}

/** The index of the line that holds an offset. */
export function lineOf(lines: readonly Line[], offset: number): number {
  const after = lines.findIndex(({ start }) => start > offset)
  return after < 0 ? lines.length - 1 : after - 1
}

/** The lines of a source, taken apart. */
export function linesOf(source: string): Line[] {
  let start = 0
  return source.split('\n').map((raw) => {
    const text = raw.replace(/\r$/, '')
    const indent = text.length - text.trimStart().length
    const line: Line = { start, text, indent, ...keyAndValue(text.slice(indent)) }
    start += raw.length + 1
    return line
  })
}

/** What stands before the first colon of a line and behind it. In a list the dash is left out. */
function keyAndValue(text: string): { key?: string; value: string } {
  let body = text
  while (body.startsWith('- ')) body = body.slice(2).trimStart()
  const quoted = /^("[^"]*"|'[^']*')\s*:(\s|$)/.exec(body)?.[1]
  const end = quoted?.length ?? body.search(/:(\s|$)/)
  if (end <= 0) return { value: body.trim() }
  return { key: body.slice(0, end), value: body.slice(body.indexOf(':', end) + 1).trim() }
}
