import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { oneSystem } from '../emulator/account.ts'
import { type Emulator, startEmulator } from '../emulator/emulator.ts'
import { newAuthority } from '../test/counterparts/certificates.ts'
import { openLink } from './link.ts'
import { loadedFiles } from './loaded.ts'
import { type Comparison, type Contestant, compare, peakMemory, wallTime } from './measure.ts'

// What the action costs, in ratios: `npm run bench`. Measures the committed bundle and builds nothing.
const RUNS = Number(process.env['BENCH_RUNS'] ?? 15)
const ROUND_TRIP = 50
const dist = fileURLToPath(new URL('../dist', import.meta.url))
const directory = mkdtempSync(join(tmpdir(), 'walkme-bench-'))

const systems = Array.from({ length: 20 }, (_, index) => `system-${index + 1}`)
const authority = newAuthority()
const authorityFile = join(directory, 'authority.pem')
writeFileSync(authorityFile, authority.cert)

const plain = await startEmulator({ account: oneSystem() })
const secure = await startEmulator({ tls: authority.issue(), account: oneSystem() })
const several = await startEmulator({ tls: authority.issue(), account: { systems } })
const link = await openLink(secure.port, ROUND_TRIP)
const linkToSeveral = await openLink(several.port, ROUND_TRIP)

const path = { PATH: process.env['PATH'] ?? '' }
const nothing: Contestant = { command: process.execPath, args: ['--eval', '0'], env: path }

function action({ account }: Emulator, url: string, systemIds: string[] = []): Contestant {
  return {
    command: process.execPath,
    args: [join(dist, 'index.js')],
    env: {
      ...path,
      GITHUB_OUTPUT: file('output'),
      GITHUB_STEP_SUMMARY: file('summary'),
      NODE_EXTRA_CA_CERTS: authorityFile,
      'INPUT_API-URL': url,
      'INPUT_CLIENT-ID': account.clientId,
      'INPUT_CLIENT-SECRET': account.clientSecret,
      'INPUT_TEMPLATE-ID': account.templates[0]?.id ?? '',
      INPUT_AUDIENCES: account.audiences[0]?.id ?? '',
      'INPUT_SYSTEM-ID': systemIds.join(),
    },
  }
}

function curl({ account }: Emulator, url: string): Contestant {
  return {
    command: 'bash',
    args: [fileURLToPath(new URL('curl.sh', import.meta.url))],
    env: {
      ...path,
      API_URL: url,
      CURL_CA_BUNDLE: authorityFile,
      CLIENT_ID: account.clientId,
      CLIENT_SECRET: account.clientSecret,
      TEMPLATE_ID: account.templates[0]?.id ?? '',
      AUDIENCE: account.audiences[0]?.id ?? '',
    },
  }
}

function file(name: string): string {
  const path = join(directory, name)
  writeFileSync(path, '')
  return path
}

function size(names: string[]): number {
  return names.reduce((sum, name) => sum + statSync(join(dist, name)).size, 0) / 1_000
}

const far = `https://127.0.0.1:${link.port}`
const farSeveral = `https://127.0.0.1:${linkToSeveral.port}`
const plainSend = action(plain, plain.url)
const hasCurl = ['curl', 'jq', 'bash'].every((name) => spawnSync(name, ['--version']).status === 0)

const comparisons: Comparison[] = [
  await compare(
    {
      what: 'whole process, one send to a plain local server, against an empty Node process',
      goal: 3,
      unit: 'ms',
      runs: RUNS,
    },
    () => wallTime(plainSend),
    () => wallTime(nothing),
  ),
  ...(hasCurl
    ? [
        await compare(
          {
            what: `whole process over TLS, ${ROUND_TRIP} ms round trips, against curl and jq`,
            goal: 0.75,
            unit: 'ms',
            runs: RUNS,
          },
          () => wallTime(action(secure, far)),
          () => wallTime(curl(secure, far)),
        ),
      ]
    : []),
  await compare(
    { what: `20 systems against 1, ${ROUND_TRIP} ms round trips`, goal: 1.8, unit: 'ms', runs: RUNS },
    () => wallTime(action(several, farSeveral, systems)),
    () => wallTime(action(several, farSeveral, systems.slice(0, 1))),
  ),
  await compare(
    { what: 'peak memory against an empty Node process', goal: 1.6, unit: 'MiB', runs: RUNS },
    () => peakMemory(plainSend),
    () => peakMemory(nothing),
  ),
]

const names = readdirSync(dist).filter((name) => name !== 'licenses.txt')
const loaded = await loadedFiles((env) => wallTime({ ...plainSend, env: { ...plainSend.env, ...env } }))
const sizes = [
  { what: 'dist/ in all, licences aside', goal: 780, kB: size(names) },
  { what: 'the part loaded by a plain send', goal: 345, kB: size(loaded) },
]

console.log(
  `Node ${process.version}, ${RUNS} pairs of runs in turn, medians; the ratio is taken pair by pair.`,
)
console.log(
  `The far link: a new connection waits ${ROUND_TRIP} ms, data ${ROUND_TRIP / 2} ms each way, TLS 1.3 as it comes.`,
)
if (!hasCurl) console.log('SKIPPED: the comparison with curl. There is no curl, jq or bash here.')
console.table(
  comparisons.map(({ what, goal, unit, measured, against, ratio }) => ({
    what,
    measured: `${measured.toFixed(1)} ${unit}`,
    against: `${against.toFixed(1)} ${unit}`,
    ratio: `${ratio.median.toFixed(2)} (${ratio.min.toFixed(2)} to ${ratio.max.toFixed(2)})`,
    goal: `at most ${goal}`,
  })),
)
console.table(
  sizes.map(({ what, goal, kB }) => ({ what, size: `${kB.toFixed(0)} kB`, goal: `at most ${goal} kB` })),
)
writeFileSync(
  new URL('results.json', import.meta.url),
  `${JSON.stringify({ node: process.version, runs: RUNS, comparisons, sizes }, null, 2)}\n`,
)

link.close()
linkToSeveral.close()
for (const emulator of [plain, secure, several]) await emulator.close()
rmSync(directory, { recursive: true })
