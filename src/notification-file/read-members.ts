import { isMap, isScalar, isSeq, type Pair } from 'yaml'
import { nodeOf } from '../inputs/overrides.ts'
import type { Draft } from '../notification/draft.ts'
import type { StrictYaml } from '../yaml/strict-yaml.ts'
import { isMember, READERS, type Reading } from './members.ts'
import { addUnknownMember } from './unknown-member.ts'

/**
 * Reads all members of a notification file, at the top or under `notification`.
 *
 * @returns undefined if it is no notification, so that none of its members is told to be missing
 */
export function readMembers(reading: Reading, root: unknown): Draft | undefined {
  const { yaml } = reading
  const what = workflowPart(root)
  if (what !== undefined) {
    yaml.addError(
      0,
      `This is ${what}, but the file takes only the members of a notification, in the API's names. Write lines such as "templateId: …" in it, and name the file in "notification-file" of the step.`,
    )
    return undefined
  }
  if (!isMap(root)) {
    yaml.addError(0, 'A notification was expected: lines such as "templateId: …", or the JSON of the API.')
    return undefined
  }
  const pairs = root.items.filter((pair) => memberName(pair) !== '$schema')
  const wrapped = pairs.find((pair) => memberName(pair) === 'notification')
  if (!wrapped) return readPairs(reading, pairs)
  const others = pairs.filter((pair) => pair !== wrapped)
  if (isMap(wrapped.value)) {
    for (const pair of others) addUnknownMember(yaml, pair)
    return readPairs(reading, wrapped.value.items)
  }
  rejectNotIndented(yaml, wrapped, others)
  return readPairs(reading, others)
}

/** What a root is if it belongs in a workflow: people paste the whole step of which only the notification is meant. */
function workflowPart(root: unknown): string | undefined {
  if (isSeq(root)) return root.items.some(isStep) ? 'a list of steps' : undefined
  if (!isMap(root)) return undefined
  if (isStep(root)) return 'a step'
  if (isMap(root.get('jobs'))) return 'a workflow'
  return isSeq(root.get('steps')) ? 'a list of steps' : undefined
}

function isStep(node: unknown): boolean {
  return isMap(node) && (node.has('uses') || isMap(node.get('with')) || (node.has('run') && node.has('name')))
}

function readPairs(reading: Reading, pairs: readonly Pair[]): Draft {
  const { yaml } = reading
  const draft: Draft = {}
  for (const [index, pair] of pairs.entries()) {
    const name = memberName(pair)
    const below = pairs.slice(index + 1)
    if (name === 'override' && isEmpty(pair.value)) {
      const keys = below.filter((other) => !isMember(memberName(other)))
      rejectNotIndented(yaml, pair, keys)
      return {
        ...draft,
        override: { location: reading.location(yaml.position(nodeOf(pair.key))) },
        ...readPairs(
          reading,
          below.filter((other) => !keys.includes(other)),
        ),
      }
    }
    if (isMember(name)) {
      const located = READERS[name](reading, pair.value, nodeOf(pair.key))
      if (located) Object.assign(draft, { [name]: located })
    } else {
      // What is meant was given, though under a wrong name: that it is missing need not be told too.
      const meant = addUnknownMember(yaml, pair)
      const location = reading.location(yaml.position(nodeOf(pair.key)))
      if (meant === 'notification')
        return isMap(pair.value) ? { ...draft, ...readPairs(reading, pair.value.items) } : draft
      if (meant) Object.assign(draft, { [meant]: { location } })
    }
  }
  return draft
}

/** Rejects a member that has nothing under it. Lines that follow in its own column are probably meant to be there. */
function rejectNotIndented(yaml: StrictYaml, owner: Pair, below: readonly Pair[]): void {
  const name = memberName(owner)
  const [first] = below
  if (!first || !isEmpty(owner.value)) {
    // A comment took what stands under it, and that was told.
    const { line } = yaml.position(nodeOf(owner.key))
    if (yaml.errors.some((error) => error.line > line)) return
    yaml.addError(
      nodeOf(owner.value) ?? nodeOf(owner.key),
      `"${name}" must have lines under it, indented by two spaces.`,
    )
    return
  }
  const more = below.length > 1 ? ` and the ${below.length - 1} after it` : ''
  yaml.addError(nodeOf(first.key), `Indent this line${more} by two spaces, to be under "${name}".`)
}

function isEmpty(value: unknown): boolean {
  return value === null || (isScalar(value) && value.type === 'PLAIN' && (value.value ?? '') === '')
}

function memberName({ key }: Pair): string {
  return String(key)
}
