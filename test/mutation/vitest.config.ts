import { defineConfig } from 'vitest/config'

// Only tests that call the code in this process can tell a mutant: the others run dist/, which has none. And what is
// drawn at random would make the score another one each time.
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: [
      'test/{bundle,counterparts,delivery,emulator,examples,scripts}/**',
      'test/once/bundle.test.ts',
      'test/troubleshooting.test.ts',
    ],
    testTimeout: 30_000,
  },
})
