import { defineConfig } from 'vitest/config'

// Measured on Linux only: elsewhere tests with links, pipes and signals are skipped.
const thresholds =
  process.platform === 'linux' ? { lines: 95, branches: 95, functions: 95, statements: 95 } : {}

// Pure functions: no network, no process, some six seconds for all of them. Every other test belongs to `whole`.
const UNIT = [
  'test/http/{base-url,exchange,proxy,retry}.test.ts',
  'test/{inputs,log,notification,notification-file,walkme}/**/*.test.ts',
  'test/yaml/!(linear).test.ts',
  'test/report/{annotations,details,outputs,report,summary,summary-words}.test.ts',
  'test/once/{after-decisions,claim,decisions,digest,dry-run,github-errors,messages,next-record,next-step,not-before,once-context,read-record,record,send}.test.ts',
  'test/emulator/{duplicates,ledger,moment,placeholders,plain-text,show}.test.ts',
  'test/runner/{output-file,workflow-commands}.test.ts',
  'test/examples/{evaluate,rules}.test.ts',
  'test/{action-types,contract,layers,text,workflows}.test.ts',
]

export default defineConfig({
  test: {
    // Bundles as processes beside each other take their time on a small machine.
    testTimeout: 30_000,
    projects: [
      { extends: true, test: { name: 'unit', include: UNIT, isolate: false } },
      { extends: true, test: { name: 'whole', include: ['test/**/*.test.ts'], exclude: UNIT } },
    ],
    coverage: {
      include: ['src/**/*.ts'],
      // The real world: only whole processes run it, and those run the bundle.
      exclude: ['src/index.ts', 'src/main.ts'],
      reporter: [['text', { skipFull: true }]],
      thresholds,
    },
  },
})
