// C0 and C1 control characters but for line feed and tab: terminal escapes begin with one. The second group
// changes the order in which text is shown, the third are line breaks to .NET, in which the runner is written.
const UNPRINTABLE = /[^\P{Cc}\n\t]|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]|[\u2028\u2029]/gu

/** Text in which every character that is not for reading has become the replacement character, U+FFFD. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, '\ufffd')
}

/**
 * Text that does nothing when it is printed: no terminal escape, and no workflow command. The runner obeys
 * `::command::` at the start of a line, after any white space, and the older `##[command]` anywhere in one.
 * https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 */
export function neutralize(text: string): string {
  return printable(text)
    .replace(/^([\s\u200b\u2060\ufeff]*)::/gmu, '$1\\::')
    .replace(/##(?=\[)/g, '##\\')
}
