import type { Node } from 'yaml'
import type { StrictYaml } from '../yaml/strict-yaml.ts'
import type { Contexts } from './contexts.ts'
import { fillIn } from './expressions.ts'

/** The text of a node with its expressions filled in. If one fails, adds an error at its position and returns undefined. */
export function fillInNode(
  yaml: StrictYaml,
  source: string,
  node: Node | null,
  text: string,
  contexts: Contexts,
): string | undefined {
  const filled = fillIn(text, contexts)
  if ('text' in filled) return filled.text
  const [start, end] = node?.range ?? [0, 0]
  for (const { offset, length, message } of filled.errors) {
    // An expression looks the same in the file as in the text, unless quotes or folding changed its line.
    const line = text.slice(text.lastIndexOf('\n', offset) + 1, offset + length).trimStart()
    const inFile = source.indexOf(line, start)
    const at = inFile + line.length - length
    yaml.addError(
      inFile >= 0 && inFile < end ? { ...yaml.position(at), ...endOf(yaml, at + length) } : node,
      message,
    )
  }
  return undefined
}

function endOf(yaml: StrictYaml, offset: number): { endLine: number; endColumn: number } {
  const { line: endLine, column: endColumn } = yaml.position(offset)
  return { endLine, endColumn }
}

/** Rejects JavaScript comments in JSON, as in WalkMe's article: YAML would read them as text. */
export function rejectScriptComments(yaml: StrictYaml, source: string): void {
  if (!/^\s*\{/.test(source)) return
  for (const match of source.matchAll(
    /"(?:[^"\\]|\\[\s\S])*(?:"|$)|(?<=[\s,[{])\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/g,
  )) {
    if (match[0].startsWith('"')) continue
    const message =
      'JSON has no comments. Remove this one, or write the file as YAML, where a comment begins with "# ".'
    yaml.errors.unshift({ ...yaml.position(match.index), message })
  }
}
