import { defineConfig } from 'vitest/config'
import { quickFirst } from './quick-first.ts'

// What makes and uses connections is judged by the tests with real servers and proxies. Some of them run dist/, which
// has no mutants: Stryker leaves those out, since they reach none.
export default defineConfig({
  test: {
    include: ['test/{counterparts,http}/**/*.test.ts'],
    isolate: false,
    setupFiles: ['test/mutation/load-first.ts'],
    sequence: { sequencer: quickFirst(['/counterparts/', '/counterparts/proxy', '/counterparts/http2.']) },
    testTimeout: 30_000,
  },
})
