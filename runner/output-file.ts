/**
 * Reads the format of `GITHUB_OUTPUT`: `name=value` on a line, or `name<<DELIMITER`, lines, `DELIMITER`. The last of a repeated name wins.
 * @throws For a line that is neither, and for a value without its end, as the runner fails the step for.
 */
export function parseOutputs(text: string): Record<string, string> {
  const outputs: Record<string, string> = {}
  const lines = text.split(/\r?\n/)
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? ''
    if (line === '') continue
    const equals = line.indexOf('=')
    const heredoc = line.indexOf('<<')
    if (equals >= 0 && (heredoc < 0 || equals < heredoc)) {
      outputs[line.slice(0, equals)] = line.slice(equals + 1)
    } else if (heredoc > 0) {
      const end = lines.indexOf(line.slice(heredoc + 2), index + 1)
      if (end < 0) throw new Error(`GITHUB_OUTPUT: the value of ${line.slice(0, heredoc)} has no end`)
      outputs[line.slice(0, heredoc)] = lines.slice(index + 1, end).join('\n')
      index = end
    } else {
      throw new Error(`GITHUB_OUTPUT: neither name=value nor name<<DELIMITER: ${line}`)
    }
  }
  return outputs
}
