/**
 * A system ID in the form in which IDs are compared: without case, and without dashes if 32 hex digits remain. WalkMe
 * shows the same ID in both notations. Some tools write them in braces, in parentheses, or after `urn:uuid:`. It is only
 * for comparing: WalkMe gets an ID as it was given.
 */
export function canonicalSystemId(systemId: string): string {
  const lower = systemId.toLowerCase()
  const bare = lower.replaceAll('-', '')
  return /^(?:urn:uuid:|\{|\()?([0-9a-f]{32})[})]?$/.exec(bare)?.[1] ?? lower
}
