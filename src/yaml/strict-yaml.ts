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

/** What is said of a key that was given before. */
export const REPEATED_KEY = 'This key was given before. Keep one of the two.'

/** A place in a YAML text, from 1; with an end where the whole of something is meant. */
export interface Position {
  line: number
  column: number
  endLine?: number
  endColumn?: number
}

/** A mistake in a YAML text. */
export interface YamlError extends Position {
  message: string
}

/** A YAML text that was read strictly: its root node, and a way to complain about a place in it. */
export interface StrictYaml {
  /** Undefined where the text is no valid YAML: there is nothing to read then. */
  root: Document['contents'] | undefined
  errors: YamlError[]
  /** Adds a mistake at an offset into the text, at a node's start, or at a place that `position` told. */
  addError(at: Whereabouts, message: string): void
  /** The place of a node, or of an offset into the text. */
  position(at: Whereabouts): Position
}

/** An offset into a YAML text, a node of it, or a place in it. */
export type Whereabouts = number | Node | null | Position

// Pasted from a word processor or from WalkMe's own article, these stand where a quote was meant.
const TYPOGRAPHIC_QUOTE = /^[“”„‟«»‘’‚‛‹›]/u

/**
 * Reads YAML so that text stays the text that was typed (`1.10`, `no`, `007`), and so that nothing which YAML
 * drops or changes in silence gets past: comments that swallow text, anchors, aliases, tags.
 */
export function readStrictYaml(source: string): StrictYaml {
  const lines = new LineCounter()
  const document = parseDocument(source, { schema: 'failsafe', lineCounter: lines, prettyErrors: false })
  const errors: YamlError[] = []
  const pointAt = (offset: number) => {
    const { line, col } = lines.linePos(offset)
    return { line: Math.max(1, line), column: Math.max(1, col) }
  }
  const position = (at: Whereabouts): Position => {
    if (typeof at === 'number') return pointAt(at)
    if (at !== null && 'line' in at) return at
    const [start, end] = at?.range ?? [0, 0]
    const { line: endLine, column: endColumn } = pointAt(end)
    return { ...pointAt(start), ...(end > start ? { endLine, endColumn } : {}) }
  }
  const lost = new Map(
    [...lostComments(source)].map(({ offset, message }) => [position(offset).line, { offset, message }]),
  )
  const addError: StrictYaml['addError'] = (at, message) => {
    const location = position(at)
    // What a lost comment leaves of its line is often wrong too; the cause alone is the better answer.
    if (!lost.has(location.line)) errors.push({ ...location, message })
  }

  for (const { offset, message } of lost.values()) errors.push({ ...position(offset), message })
  for (const error of document.errors) addError(error.pos[0], syntaxMessage(error.code, error.message))
  if (document.errors.length === 0) rejectAnchorsAliasesTags(document.contents, addError)
  const root = document.errors.length === 0 ? document.contents : undefined
  return { root, errors, addError, position }
}

/** The text of a scalar as it was typed, or undefined after complaining about what cannot be text. */
export function textOf(
  yaml: StrictYaml,
  node: unknown,
  owner: Node | null,
  what: string,
): string | undefined {
  if (isAlias(node)) return undefined // it was refused already
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
      `${what} is missing. Write the text behind it; in quotes if it really is "~", "null" or empty.`,
    )
    return undefined
  }
  const text = String(node.value)
  if (node.type === 'PLAIN' && TYPOGRAPHIC_QUOTE.test(text)) {
    yaml.addError(
      node,
      `${what} starts with a typographic quote (${text.charAt(0)}). Use straight quotes, or put the whole text ` +
        `in them if it is meant to start so: ${JSON.stringify(text)}`,
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
      return `This is not valid YAML (${message.replace(/\s+/g, ' ')}). Quotes around the text usually mend it.`
  }
}
