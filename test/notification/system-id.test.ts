import { expect, test } from 'vitest'
import { canonicalSystemId } from '../../src/notification/system-id.ts'

test('IDs are compared without case, and without dashes if 32 hex digits remain', () => {
  const bare = 'bcf4c7f5682b4aa6875a0fc9bdfa21ca'
  const dashed = 'bcf4c7f5-682b-4aa6-875a-0fc9bdfa21ca'
  for (const id of [
    bare,
    bare.toUpperCase(),
    dashed,
    `-${bare}`,
    `{${dashed}}`,
    `(${bare})`,
    `URN:UUID:${dashed}`,
  ])
    expect(canonicalSystemId(id)).toBe(bare)
  expect(canonicalSystemId('ACME-crm')).toBe('acme-crm')
  expect(canonicalSystemId(`${bare}-0`)).toBe(`${bare}-0`)
  expect(canonicalSystemId('')).toBe('')
})
