import { type Document, isMap, isNode, isScalar, isSeq, visit } from 'yaml'

/** What the corrected text in a message shows. */
export interface Shown {
  /** Whether a key's values may name people. They are replaced. */
  isPrivate?: (key: string) => boolean
  /** The part that is shown, if not all of it. */
  part?: (root: unknown) => unknown
}

// A longer text would bury the message. In UTF-16 units.
const MAX_LENGTH = 4_000
const MAX_SOURCE = 16_000

/** The text of a document that was read in spite of its mistakes, as it should be written. Undefined if it is too long. */
export function correctedText(document: Document, { isPrivate, part }: Shown): string | undefined {
  if ((document.range?.[2] ?? 0) > MAX_SOURCE) return undefined
  const copy = document.clone()
  copy.commentBefore = null
  copy.comment = null
  const shown = part?.(copy.contents)
  if (isNode(shown)) copy.contents = shown
  visit(copy, {
    Node(_key, node) {
      node.commentBefore = null
      node.comment = null
      node.spaceBefore = false
      if (isScalar(node) && node.type === 'QUOTE_SINGLE') node.type = 'QUOTE_DOUBLE'
    },
    Pair(_key, { key, value }) {
      const name = isScalar(key) ? String(key.value) : ''
      if (!isPrivate?.(name)) return
      hide(value)
      // What is no name may be an ID that slipped out of its list.
      if (isScalar(key) && !/^\s*[\w$-]+\s*$/.test(name)) key.value = '<name>'
    },
  })
  try {
    const text = indented(copy.toString({ lineWidth: 0, flowCollectionPadding: false }).trimEnd())
    return text.length > MAX_LENGTH ? undefined : text
  } catch {
    // It holds an alias of nothing, or nothing at all, and that is an error of its own.
    return undefined
  }
}

/** JSON with a line for each name. What is no JSON stays. */
function indented(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}

function hide(node: unknown): void {
  if (isScalar(node)) Object.assign(node, { value: '<end user>', type: 'QUOTE_DOUBLE' })
  if (isSeq(node)) for (const item of node.items) hide(item)
  if (isMap(node)) for (const { value } of node.items) hide(value)
}
