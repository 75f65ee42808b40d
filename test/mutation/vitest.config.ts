import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

// The first test that fails ends the run of a mutant, so the quick ones come first and whole runs last.
const LAST = [
  '/once/property.',
  '/run/',
  '/once/once.',
  '/once/cancelled.',
  '/once/found.',
  '/once/failures.',
]

class QuickFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]) {
    const rank = ({ moduleId }: TestSpecification) => LAST.findIndex((part) => moduleId.includes(part))
    return files.toSorted((a, b) => rank(a) - rank(b))
  }
}

// Only tests that call the code in this process can tell a mutant: the others run dist/, which has none. And what is
// drawn at random would make the score another one each time.
export default defineConfig({
  test: {
    include: [
      'test/inputs/credentials.test.ts',
      'test/{inputs,notification,once,report,run,walkme}/**/*.test.ts',
    ],
    // Those of the job summary take seconds to tell what others of test/report tell at once.
    exclude: ['test/once/bundle.test.ts', 'test/report/summary*.test.ts'],
    env: { ONCE_RUNS: '1000', ONCE_SEED: '1' },
    // Each mutant has a worker of its own, in which all files can share what they import.
    isolate: false,
    sequence: { sequencer: QuickFirst },
    testTimeout: 30_000,
  },
})
