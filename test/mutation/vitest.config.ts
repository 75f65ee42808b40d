import { defineConfig } from 'vitest/config'
import { quickFirst } from './quick-first.ts'

const LAST = [
  '/once/property.',
  '/run/',
  '/once/once.',
  '/once/cancelled.',
  '/once/found.',
  '/once/failures.',
]

// Only tests that call the code in this process can tell a mutant: the others run dist/, which has none. And what is
// drawn at random would make the score another one each time.
export default defineConfig({
  test: {
    include: [
      'test/counterparts/preconnect.test.ts',
      'test/{http,inputs,log,notification,notification-file,once,report,run,walkme,yaml}/**/*.test.ts',
    ],
    // Those of the job summary take seconds to tell what others of test/report tell at once, and so do long texts.
    exclude: ['test/once/{bundle,proxy}.test.ts', 'test/report/summary*.test.ts', 'test/yaml/linear.test.ts'],
    env: { ONCE_RUNS: '1000', ONCE_SEED: '1' },
    // Each mutant has a worker of its own, in which all files can share what they import.
    isolate: false,
    setupFiles: ['test/mutation/load-first.ts'],
    sequence: { sequencer: quickFirst(LAST) },
    testTimeout: 30_000,
  },
})
