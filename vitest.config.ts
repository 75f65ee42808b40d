import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Bundles as processes beside each other take their time on a small machine.
    testTimeout: 30_000,
  },
})
