import { globSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

// A module that a test is the first to load has its constants judged by that test alone, so everything is loaded before.
const root = fileURLToPath(new URL('../..', import.meta.url))
for (const path of globSync('src/*/**/*.ts', { cwd: root, exclude: ['**/*.d.ts'] }))
  await import(`${root}${path}`)
