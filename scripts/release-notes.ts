import { readFileSync } from 'node:fs'
import { releaseNotes } from './changelog.ts'

// Prints the notes of a release: `node scripts/release-notes.ts v1.2.3`. It needs no dependency, so that a job with the
// right to publish has to install none.
const [version = ''] = process.argv.slice(2)
const changelog = readFileSync(new URL('../CHANGELOG.md', import.meta.url), 'utf8')
process.stdout.write(`${releaseNotes(changelog, version)}\n`)
