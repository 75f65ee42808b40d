import { isAlias, isMap, isScalar, isSeq, type Node } from 'yaml'
import type { Message } from './errors.ts'

/** The message for a key that was given before, on the line with this number. */
export function repeatedKey(key: string, line: number): Message {
  const rest = `was given before, on line ${line}. Keep one of the two.`
  return { text: `${JSON.stringify(key)} ${rest}`, bare: `This key ${rest}` }
}

interface Reader {
  addError: (at: Node | null, message: Message) => void
  lineOf: (node: Node) => number
}

/** Rejects what would change the text that was typed: anchors, aliases, tags and repeated keys. */
export function rejectUnsupported(root: unknown, { addError, lineOf }: Reader): void {
  const pending: unknown[] = [root]
  while (pending.length > 0) {
    const node = pending.pop()
    if (isAlias(node)) {
      const message = 'An alias (*) is not supported here. Write the text out, or put it in quotes.'
      addError(node, message)
    }
    if (isScalar(node) || isMap(node) || isSeq(node)) {
      const put = 'is not supported here. Put the text in quotes if it starts with'
      if (node.anchor !== undefined)
        addError(node, { text: `An anchor (&${node.anchor}) ${put} "&".`, bare: `An anchor ${put} "&".` })
      if (node.tag !== undefined)
        addError(node, { text: `A tag (${node.tag}) ${put} "!".`, bare: `A tag ${put} "!".` })
    }
    if (isSeq(node)) for (const item of node.items.toReversed()) pending.push(item)
    if (!isMap(node)) continue
    // The YAML library compares each key with each other one, which takes minutes for a large file.
    const lines = new Map<string, number>()
    for (const { key } of node.items) {
      if (!isScalar(key)) continue
      const name = String(key.value)
      const before = lines.get(name)
      if (before === undefined) lines.set(name, lineOf(key))
      else addError(key, repeatedKey(name, before))
    }
    for (const { key, value } of node.items.toReversed()) pending.push(value, key)
  }
}
