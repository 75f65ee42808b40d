import { defineConfig } from 'vitest/config'

// Only tests that call the code in this process can tell a mutant: the others run dist/, which has none. Of the drawn
// schedules of faults a few are enough here.
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/{bundle,emulator,examples,mutation,scripts}/**', 'test/once/bundle.test.ts', 'test/troubleshooting.test.ts'],
    env: { FUZZ_RUNS: '50' },
    testTimeout: 30_000,
  },
})
