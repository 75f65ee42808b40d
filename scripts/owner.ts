import { fileURLToPath } from 'node:url'
import { setOwner } from './set-owner.ts'

// Says who publishes the action, everywhere where it is named: `npm run owner -- acme`.
const [owner = ''] = process.argv.slice(2)
try {
  const changed = setOwner(fileURLToPath(new URL('..', import.meta.url)), owner)
  console.log(changed.length === 0 ? 'Nothing to change.' : `Changed:\n${changed.join('\n')}`)
  console.log(
    '\nFor an organisation, name one of its teams in .github/CODEOWNERS: GitHub takes no organisation there.',
  )
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}
