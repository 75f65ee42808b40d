import { defineConfig } from 'vitest/config'

// Measured on Linux only: elsewhere tests with links, pipes and signals are skipped.
const thresholds =
  process.platform === 'linux' ? { lines: 95, branches: 95, functions: 95, statements: 95 } : {}

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Bundles as processes beside each other take their time on a small machine.
    testTimeout: 30_000,
    coverage: {
      include: ['src/**/*.ts'],
      // The real world: only whole processes run it, and those run the bundle.
      exclude: ['src/index.ts', 'src/main.ts'],
      reporter: [['text', { skipFull: true }]],
      thresholds,
    },
  },
})
