import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { oneSystem } from '../emulator/account.ts'
import { startEmulator } from '../emulator/emulator.ts'
import { startGitHub } from '../emulator/github/server.ts'
import { EXAMPLE_ACCOUNT } from '../test/examples/account.ts'
import { RUNS } from './act-runs.ts'
import { readRepository } from './repository.ts'

// Runs every example with act (https://nektosact.com) against the emulators, without a container: part of `npm run test:act`.
// Nothing is added to them but `api-url`, and to their environment the address and the token of the emulated GitHub. act knows
// no environments, so the secrets are the repository's here, and nobody has to approve.
const REPOSITORY = fileURLToPath(new URL('..', import.meta.url))

if (process.platform !== 'linux') {
  console.log('SKIPPED: the examples are workflows for Linux. Nothing was run.')
} else if (spawnSync('act', ['--version']).error) {
  console.log('SKIPPED: there is no act on the PATH (https://nektosact.com). Nothing was run.')
} else {
  const problems = await playExamples()
  console.log(problems.join('\n') || 'Every example did with act what it should.')
  if (problems.length > 0) process.exitCode = 1
}

/** @returns What went otherwise than it should, a line for each. */
async function playExamples(): Promise<string[]> {
  const emulator = await startEmulator({ account: { ...oneSystem(), ...EXAMPLE_ACCOUNT } })
  const github = await startGitHub()
  const directory = mkdtempSync(join(tmpdir(), 'walkme-act-examples-'))
  try {
    const work = copyExamples(directory, emulator.url)
    const action = `${readRepository().fullName}@${'0'.repeat(40)}`
    const problems: string[] = []
    for (const { workflow, event, payload, seen, fails = false } of RUNS) {
      const before = emulator.ledger.length
      const payloadFile = join(directory, 'event.json')
      writeFileSync(payloadFile, JSON.stringify(payload))
      const options = {
        '--workflows': `.github/workflows/${workflow}`,
        '--eventpath': payloadFile,
        '--platform': 'ubuntu-latest=-self-hosted',
        '--local-repository': `${action}=${REPOSITORY}`,
        '--action-cache-path': join(directory, 'cache'),
        '--env': `GITHUB_API_URL=${github.url}`,
      }
      const status = await act([event, '--no-cache-server', ...Object.entries(options).flat()], work, {
        WALKME_CLIENT_ID: emulator.account.clientId,
        WALKME_CLIENT_SECRET: emulator.account.clientSecret,
        GITHUB_TOKEN: github.token,
      })
      const titles = emulator.ledger.slice(before).map(({ seen: { title } }) => title)
      if ((status === 0) === fails) problems.push(`${workflow}: act ended with ${status}.`)
      if (titles.join('\n') !== seen.join('\n'))
        problems.push(`${workflow}: people saw ${JSON.stringify(titles)}, not ${JSON.stringify(seen)}.`)
    }
    const played = new Set(RUNS.map(({ workflow }) => workflow))
    // Played by the workflow that calls it.
    for (const name of readdirSync(join(work, '.github/workflows')))
      if (!played.has(name) && name !== 'reusable-announcement.yml') problems.push(`${name} is not played.`)
    return problems
  } finally {
    await Promise.all([emulator.close(), github.close()])
    rmSync(directory, { recursive: true, force: true })
  }
}

/** Makes a repository that has copied the examples, and deploys and imports nothing. */
function copyExamples(directory: string, api: string): string {
  const work = join(directory, 'crm')
  for (const folder of ['workflows', 'notifications'])
    cpSync(join(REPOSITORY, 'examples', folder), join(work, '.github', folder), { recursive: true })
  const workflows = join(work, '.github/workflows')
  for (const name of readdirSync(workflows)) {
    const path = join(workflows, name)
    const source = readFileSync(path, 'utf8')
    writeFileSync(path, source.replaceAll(/^( +)client-secret: .*$/gm, `$&\n$1api-url: ${api}`))
  }
  writeFileSync(join(work, 'deploy.sh'), '#!/bin/sh\n', { mode: 0o755 })
  writeFileSync(join(work, 'import-customers.sh'), '#!/bin/sh\nexit 1\n', { mode: 0o755 })
  const git = (...args: string[]) => execFileSync('git', args, { cwd: work })
  git('init', '--quiet', '--initial-branch=main')
  git('remote', 'add', 'origin', 'https://github.com/octo-org/crm')
  git('add', '.')
  git(
    '-c',
    'user.name=Somebody',
    '-c',
    'user.email=somebody@example.com',
    'commit',
    '--quiet',
    '-m',
    'Examples',
  )
  git('tag', 'v4.10')
  return work
}

/** Runs act, whose secrets come from its environment. Not synchronously: the emulators answer meanwhile. */
function act(options: string[], cwd: string, secrets: Record<string, string>): Promise<number | null> {
  const named = Object.keys(secrets).flatMap((name) => ['--secret', name])
  return new Promise((resolve, reject) => {
    spawn('act', [...options, ...named], { cwd, env: { ...process.env, ...secrets }, stdio: 'inherit' })
      .on('error', reject)
      .on('close', resolve)
  })
}
