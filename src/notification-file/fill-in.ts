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
  const inNode = source.slice(start, end)
  for (const { offset, length, message, bare } of filled.errors) {
    // An expression looks the same in the file as in the text, unless quotes or folding changed its line.
    const line = text.slice(text.lastIndexOf('\n', offset) + 1, offset + length).trimStart()
    const found = inNode.indexOf(line)
    const at = start + found + line.length - length
    yaml.addError(found < 0 ? node : { ...yaml.position(at), ...endOf(yaml, at + length) }, {
      text: message,
      bare,
    })
  }
  return undefined
}

function endOf(yaml: StrictYaml, offset: number): { endLine: number; endColumn: number } {
  const { line: endLine, column: endColumn } = yaml.position(offset)
  return { endLine, endColumn }
}
