import { test as base } from 'vitest'
import { oneSystem } from '../emulator/account.ts'
import { type Emulator, startEmulator } from '../emulator/emulator.ts'

/** A test that is handed an emulator of its own, closed when the test ends. */
export const test = base.extend<{ emulator: Emulator }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the fixtures that are needed from this pattern
  emulator: async ({}, use) => {
    const emulator = await startEmulator({ account: oneSystem() })
    await use(emulator)
    await emulator.close()
  },
})
