import { type Document, LineCounter, type Node } from 'yaml'
import { bothForms, type Message, type Position, type YamlError } from './errors.ts'
import { parse, type ReadOptions } from './parse.ts'
import { rejectUnsupported } from './unsupported.ts'

/** A YAML text that was read strictly: its root node, its errors, and how to add more. */
export interface StrictYaml {
  source: string
  /** Undefined if the text is not valid YAML, even with straight quotes and without JavaScript comments. */
  root: Document['contents'] | undefined
  errors: YamlError[]
  /** Adds an error at an offset into the text, at a node, or at a position that `position` returned. */
  addError(at: PositionLike, message: Message): void
  /** The position of a node, or of an offset into the text. */
  position(at: PositionLike): Position
}

/** An offset into a YAML text in UTF-16 units, a node of it, or a position in it. */
export type PositionLike = number | Node | null | Position

/**
 * Reads YAML so that text stays exactly what was typed (`1.10`, `no`, `007`). What YAML would silently drop or
 * change is an error: comments that take text away, anchors, aliases, tags. So are typographic quotes and JavaScript
 * comments; the text is then read as if they were right, so that what is wrong besides is found too.
 */
export function readStrictYaml(source: string, options: ReadOptions = {}): StrictYaml {
  const lines = new LineCounter()
  for (let at = 0; at >= 0; at = source.indexOf('\n', at) + 1 || -1) lines.addNewLine(at)
  const pointAt = (offset: number) => {
    const { line, col } = lines.linePos(offset)
    return { line: Math.max(1, line), column: Math.max(1, col) }
  }
  const position = (at: PositionLike): Position => {
    if (typeof at === 'number') return pointAt(at)
    if (at !== null && 'line' in at) return at
    const [start, end] = at?.range ?? [0, 0]
    const { line: endLine, column: endColumn } = pointAt(end)
    return { ...pointAt(start), ...(end > start ? { endLine, endColumn } : {}) }
  }
  const errors: YamlError[] = []
  const lostOn = new Set<number>()
  const addError: StrictYaml['addError'] = (at, message) => {
    const location = position(at)
    // The rest of a line with a lost comment is often wrong too. Only the cause is reported.
    if (!lostOn.has(location.line)) errors.push({ ...location, ...bothForms(message) })
  }
  const { document, found } = parse(source, options, (offset) => pointAt(offset).line)
  for (const { offset, message, isLostComment } of found) {
    errors.push({ ...position(offset), ...bothForms(message) })
    if (isLostComment) lostOn.add(pointAt(offset).line)
  }
  const root = document === undefined || document.errors.length > 0 ? undefined : document.contents
  if (root) rejectUnsupported(root, { addError, lineOf: (node) => position(node).line })
  return { source, root, errors, addError, position }
}
