import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

// Runs the self-test of ci.yml with act (https://nektosact.com) on this machine, without a container: `npm run test:act`.
// act does a checkout of the repository that it runs in by copying it, and setup-node is stood in for by the Node that
// npm puts first on the PATH. So nothing is fetched but what `npm ci` does not find in its cache.
const repository = fileURLToPath(new URL('..', import.meta.url))
const workflow = '.github/workflows/ci.yml'
const STAND_IN = `
name: Stands in for actions/setup-node
description: Shows which Node is on the PATH.
inputs:
  node-version-file:
    description: Not used.
  cache:
    description: Not used.
runs:
  using: composite
  steps:
    - run: node --version
      shell: bash
`

if (process.platform !== 'linux') {
  console.log('SKIPPED: the self-test of ci.yml is a job for Linux. Nothing was run.')
} else if (spawnSync('act', ['--version']).error) {
  console.log('SKIPPED: there is no act on the PATH (https://nektosact.com). Nothing was run.')
} else {
  process.exitCode = runSelfTest()
}

function runSelfTest(): number {
  const [, setupNode] =
    /uses: (actions\/setup-node@\S+)/.exec(readFileSync(join(repository, workflow), 'utf8')) ?? []
  if (setupNode === undefined) throw new Error(`${workflow} does not use actions/setup-node.`)
  const directory = mkdtempSync(join(tmpdir(), 'walkme-act-'))
  try {
    const standIn = join(directory, 'setup-node')
    mkdirSync(standIn)
    writeFileSync(join(standIn, 'action.yml'), STAND_IN)
    const options = {
      '--job': 'self-test',
      '--matrix': 'where:x64',
      '--workflows': workflow,
      '--platform': 'ubuntu-latest=-self-hosted',
      '--local-repository': `${setupNode}=${standIn}`,
      '--action-cache-path': join(directory, 'cache'),
      '--env': 'npm_config_prefer_offline=true',
    }
    const { status } = spawnSync('act', ['push', '--no-cache-server', ...Object.entries(options).flat()], {
      cwd: repository,
      stdio: 'inherit',
    })
    return status ?? 1
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}
