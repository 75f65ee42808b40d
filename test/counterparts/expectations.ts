import { expect } from 'vitest'
import type { Emulator } from '../../emulator/emulator.ts'
import type { Ran } from '../world.ts'

/** Both calls reached the emulator, and people have it once. */
export function expectSent(ran: Pick<Ran, 'outputs'>, { requests, ledger }: Emulator): void {
  expect(ran.outputs['outcome']).toBe('sent')
  expect(requests.map(({ call }) => call)).toEqual(['token', 'send'])
  expect(ledger).toHaveLength(1)
}

/** Not a byte reached the emulator. */
export function expectUntouched(ran: Pick<Ran, 'outputs'>, { connections }: Emulator): void {
  expect(ran.outputs['outcome']).toBe('not-sent')
  expect(connections()).toBe(0)
}

/** Why the one notification of a run was not sent. */
export function reasonOf({ outputs }: Pick<Ran, 'outputs'>): string {
  return JSON.parse(outputs['results'] ?? '')[0].reason
}

/** Every line and every output. */
export function everythingWritten({ lines, outputs }: Ran): string {
  return [...lines.map(({ text }) => text), ...Object.values(outputs)].join('\n')
}
