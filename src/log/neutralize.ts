// First group: C0 and C1 control characters except line feed and tab; terminal escapes begin with one. Second group:
// characters that change the direction of text. Third group: line breaks to .NET, in which the runner is written.
const UNPRINTABLE = /[^\P{Cc}\n\t]|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]|[\u2028\u2029]/gu

// White space except line breaks: over blank lines, each line would look through all of them.
const INDENTED_COMMAND = /^([\t \u00a0\u1680\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff]*)::/gmu

/** Replaces every unprintable character with U+FFFD, the replacement character. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, '\ufffd')
}

/**
 * Makes text safe to print: it then contains no terminal escape and no workflow command. The runner executes
 * `::command::` at the start of a line, after any white space, and the older `##[command]` anywhere in a line.
 * https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 */
export function neutralize(text: string): string {
  return printable(text)
    .replace(INDENTED_COMMAND, '$1\\::')
    .replace(/##(?=\[)/g, '##\\')
}
