import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type Scalar,
} from 'yaml'
import { lostComments } from './lost-comments.ts'

/** The message for a key that was given before. */
export const REPEATED_KEY = 'This key was given before. Keep one of the two.'

/** A position in a YAML text, line and column from 1. It has an end if it covers a whole node or expression. */
export interface Position {
  line: number
  column: number
  endLine?: number
  endColumn?: number
}

/** An error in a YAML text. */
export interface YamlError extends Position {
  message: string
}

/** A YAML text that was read strictly: its root node, its errors, and how to add more. */
export interface StrictYaml {
  /** Undefined if the text is not valid YAML. */
  root: Document['contents'] | undefined
  errors: YamlError[]
  /** Adds an error at an offset into the text, at a node, or at a position that `position` returned. */
  addError(at: PositionLike, message: string): void
  /** The position of a node, or of an offset into the text. */
  position(at: PositionLike): Position
}

/** An offset into a YAML text in UTF-16 units, a node of it, or a position in it. */
export type PositionLike = number | Node | null | Position

// Text that is pasted from a word processor or from WalkMe's article has these instead of straight quotes.
const TYPOGRAPHIC_QUOTE = /^[“”„‟«»‘’‚‛‹›]/u

/**
 * Reads YAML so that text stays exactly what was typed (`1.10`, `no`, `007`). What YAML would silently drop or
 * change is an error: comments that take text away, anchors, aliases, tags.
 */
export function readStrictYaml(source: string): StrictYaml {
  const lines = new LineCounter()
  const document = parseDocument(source, { schema: 'failsafe', lineCounter: lines, prettyErrors: false })
  const errors: YamlError[] = []
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
  const lostByLine = new Map(
    [...lostComments(source)].map(({ offset, message }) => [position(offset).line, { offset, message }]),
  )
  const addError: StrictYaml['addError'] = (at, message) => {
    const location = position(at)
    // The rest of a line with a lost comment is often wrong too. Only the cause is reported.
    if (!lostByLine.has(location.line)) errors.push({ ...location, message })
  }

  for (const { offset, message } of lostByLine.values()) errors.push({ ...position(offset), message })
  for (const error of document.errors) addError(error.pos[0], syntaxMessage(error.code, error.message))
  if (document.errors.length === 0) rejectAnchorsAliasesTags(document.contents, addError)
  const root = document.errors.length === 0 ? document.contents : undefined
  return { root, errors, addError, position }
}

/** The text of a scalar as it was typed. If it cannot be text, adds an error and returns undefined. */
export function textOf(
  yaml: StrictYaml,
  node: unknown,
  owner: Node | null,
  what: string,
): string | undefined {
  if (isAlias(node)) return undefined // it was already rejected
  if (isMap(node) || isSeq(node)) {
    yaml.addError(
      node,
      `${what} must be text, but this is a nested value. Put it in quotes to send it as text.`,
    )
    return undefined
  }
  if (!isScalar(node) || isNothing(node)) {
    yaml.addError(
      isScalar(node) ? node : owner,
      `${what} is missing. Write the text after it, in quotes if it really is "~", "null" or empty.`,
    )
    return undefined
  }
  const text = String(node.value)
  if (node.type === 'PLAIN' && TYPOGRAPHIC_QUOTE.test(text)) {
    yaml.addError(
      node,
      `${what} starts with a typographic quote (${text.charAt(0)}). Use straight quotes. ` +
        `If the text must start with this quote, put all of it in straight quotes: ${JSON.stringify(text)}`,
    )
    return undefined
  }
  const isBlock = node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED'
  return isBlock ? text.replace(/\n$/, '') : text
}

function isNothing(node: Scalar): boolean {
  return node.type === 'PLAIN' && /^(~|null|Null|NULL)?$/.test(String(node.value ?? ''))
}

function rejectAnchorsAliasesTags(root: unknown, addError: StrictYaml['addError']): void {
  const pending: unknown[] = [root]
  while (pending.length > 0) {
    const node = pending.pop()
    if (isAlias(node))
      addError(node, 'An alias (*) is not supported here. Write the text out, or put it in quotes.')
    if (isScalar(node) || isMap(node) || isSeq(node)) {
      if (node.anchor !== undefined) {
        addError(
          node,
          `An anchor (&${node.anchor}) is not supported here. Put the text in quotes if it starts with "&".`,
        )
      }
      if (node.tag !== undefined) {
        addError(
          node,
          `A tag (${node.tag}) is not supported here. Put the text in quotes if it starts with "!".`,
        )
      }
    }
    if (isSeq(node)) pending.push(...node.items.toReversed())
    if (isMap(node)) pending.push(...node.items.toReversed().flatMap((pair) => [pair.value, pair.key]))
  }
}

function syntaxMessage(code: string, message: string): string {
  switch (code) {
    case 'DUPLICATE_KEY':
      return REPEATED_KEY
    case 'BLOCK_AS_IMPLICIT_KEY':
      return 'A ": " inside a text needs quotes around the whole text, as in TITLE: "Deploy: done".'
    case 'TAB_AS_INDENT':
      return 'A tab cannot indent YAML. Use spaces.'
    case 'MULTIPLE_DOCS':
      return 'Only one YAML document is expected here. Remove the "---" line.'
    case 'BAD_SCALAR_START':
      return 'A text cannot start with this character unless it is in quotes.'
    default:
      return `This is not valid YAML (${message.replace(/\s+/g, ' ')}). Quotes around the text usually fix it.`
  }
}
