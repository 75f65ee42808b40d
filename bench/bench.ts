import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { startEmulator } from '../emulator/emulator.ts'
import { startGitHub } from '../emulator/github/server.ts'
import { listen } from '../emulator/listening.ts'
import { newAuthority } from '../test/counterparts/certificates.ts'
import { measureGrowth } from './growth.ts'
import { openLink } from './link.ts'
import { loadedFiles } from './loaded.ts'
import { type Comparison, type Contestant, compare, peakMemory, wallTime } from './measure.ts'
import { accountWith, OVERRIDES, overridesOf, stage } from './steps.ts'

// What the action costs, in ratios: `npm run bench`. Measures the committed bundle and builds nothing.
const RUNS = Number(process.env['BENCH_RUNS'] ?? 15)
const ROUND_TRIP = 50
/** The bundle of the chat action to compare with: `dist/index.js` of slackapi/slack-github-action. */
const CHAT_ACTION = process.env['BENCH_CHAT_ACTION']

const { file, empty, action, curl, chat, clear } = stage()
const systems = Array.from({ length: 20 }, (_, index) => `system-${index + 1}`)
const authority = newAuthority()
const certificates = file('authority.pem', authority.cert)

const plain = await startEmulator({ account: accountWith(Object.keys(OVERRIDES)) })
const secure = await startEmulator({ tls: authority.issue(), account: plain.account })
const several = await startEmulator({ tls: authority.issue(), account: { ...plain.account, systems } })
const github = await startGitHub()
const link = await openLink(secure.port, ROUND_TRIP)
const linkToSeveral = await openLink(several.port, ROUND_TRIP)
const chatServer = createServer((request, response) => request.resume().on('end', () => response.end('ok')))
const hook = `http://127.0.0.1:${await listen(chatServer, 0)}/services/T/B/x`

const inputs = { overrides: overridesOf(OVERRIDES) }
const typical = await action(plain, { inputs })
const far = { ...secure, url: `https://127.0.0.1:${link.port}` }
const trusted = { NODE_EXTRA_CA_CERTS: certificates }
const farTypical = await action(far, { inputs, env: trusted })
const farSeveral = (count: number) =>
  action(
    { ...several, url: `https://127.0.0.1:${linkToSeveral.port}` },
    { inputs: { ...inputs, 'system-id': systems.slice(0, count).join() }, env: trusted },
  )
const [farOne, farTwenty] = [await farSeveral(1), await farSeveral(systems.length)]

const notificationFile = `
templateId: ${plain.account.templates[0]?.id}
audiencesIds: [${plain.account.audiences[0]?.id}]
override:
  VERSION: \${{ github.sha }}
  URL: \${{ github.event.head_commit.url }}
`
file('notification.yml', notificationFile)
const ofFile = await action(plain, {
  inputs: { 'notification-file': 'notification.yml', 'template-id': '', audiences: '' },
})
const scheduled = await action(plain, {
  inputs: { ...inputs, 'start-at': '+1d', 'time-zone': 'Europe/Paris' },
})
let keys = 0
const firstOnce = async () => {
  const env = { GITHUB_API_URL: github.url, GITHUB_TOKEN: github.token }
  return wallTime(await action(plain, { inputs: { ...inputs, 'once-key': `release-${++keys}` }, env }))
}

const missing = ['curl', 'jq', 'bash'].filter((name) => spawnSync(name, ['--version']).status !== 0)
const skipped = [
  ...(missing.length > 0
    ? [`the comparison with curl and jq: there is no ${missing.join(', no ')} here`]
    : []),
  ...(CHAT_ACTION ? [] : ['the comparison with the chat action: BENCH_CHAT_ACTION names no bundle of it']),
]

type What = Pick<Comparison, 'what' | 'goal'>
const inTime = (what: What, measured: () => Promise<number>, against: Contestant) =>
  compare({ ...what, unit: 'ms', runs: RUNS }, measured, () => wallTime(against))

const comparisons: Comparison[] = [
  await inTime(
    { what: 'the typical step, against an empty process', goal: 3 },
    () => wallTime(typical),
    empty,
  ),
  ...(missing.length === 0
    ? [
        await inTime(
          { what: `the same over ${ROUND_TRIP} ms and TLS, against curl and jq`, goal: 0.75 },
          () => wallTime(farTypical),
          curl(far, certificates),
        ),
      ]
    : []),
  ...(CHAT_ACTION
    ? [
        await inTime(
          { what: "the typical step, against the chat action's one post", goal: 0.55 },
          () => wallTime(typical),
          chat(CHAT_ACTION, hook),
        ),
      ]
    : []),
  await inTime(
    { what: `20 systems against 1 over ${ROUND_TRIP} ms and TLS, six at a time`, goal: 1.8 },
    () => wallTime(farTwenty),
    farOne,
  ),
  await compare(
    { what: 'peak memory, against an empty process', goal: 1.4, unit: 'MiB', runs: RUNS },
    () => peakMemory(typical),
    () => peakMemory(empty),
  ),
  ...(await beside()),
]

/** Other steps than the typical one, against an empty process. */
async function beside(): Promise<Comparison[]> {
  const steps: [what: string, measured: () => Promise<number>][] = [
    ['a step without overrides', async () => wallTime(await action(plain))],
    ['a file with two expressions', () => wallTime(ofFile)],
    ['a start with a time zone', () => wallTime(scheduled)],
    ['a first run with a once-key', firstOnce],
  ]
  const measured: Comparison[] = []
  for (const [what, run] of steps) measured.push(await inTime({ what, goal: undefined }, run, empty))
  return measured
}

const dist = new URL('../dist/', import.meta.url)
const names = readdirSync(dist).filter((name) => name !== 'licenses.txt')
const kB = (files: string[]) =>
  files.reduce((sum, name) => sum + statSync(new URL(name, dist)).size, 0) / 1_000
const loadedBy = (step: Contestant) =>
  loadedFiles((env) => wallTime({ ...step, env: { ...step.env, ...env } }))
const sizes = [
  { what: 'the part that the typical step loads', goal: 415, kB: kB(await loadedBy(typical)) },
  { what: 'dist/ in all, licences aside', goal: 780, kB: kB(names) },
]
const growth = await measureGrowth(RUNS)
const whole = (values: number[]) => values.map((value) => value.toFixed(0)).join(' / ')

console.log(
  `Node ${process.version}, ${RUNS} pairs of runs in turn, medians; the ratio is taken pair by pair.`,
)
console.log(
  `The far link: a new connection waits ${ROUND_TRIP} ms, data ${ROUND_TRIP / 2} ms each way, TLS 1.3 as it comes.`,
)
for (const what of skipped) console.log(`SKIPPED: ${what}.`)
console.table(
  comparisons.map(({ what, goal, unit, measured, against, ratio }) => ({
    what,
    measured: `${measured.toFixed(1)} ${unit}`,
    against: `${against.toFixed(1)} ${unit}`,
    ratio: `${ratio.median.toFixed(2)} (${ratio.min.toFixed(2)} to ${ratio.max.toFixed(2)})`,
    goal: goal === undefined ? '' : `at most ${goal}`,
  })),
)
console.table(
  sizes.map(({ what, goal, kB }) => ({ what, size: `${kB.toFixed(0)} kB`, goal: `at most ${goal} kB` })),
)
console.table(
  growth.map(({ what, sizes, time, memory, last }) => ({
    what,
    size: sizes.join(' / '),
    'time in ms': whole(time),
    'memory in MiB': whole(memory),
    'the last two': `${last.size.toFixed(1)} times as much: ${last.time.toFixed(1)} the time, ${last.memory.toFixed(1)} the memory`,
  })),
)
writeFileSync(
  new URL('results.json', import.meta.url),
  `${JSON.stringify({ node: process.version, runs: RUNS, comparisons, sizes, growth }, null, 2)}\n`,
)

link.close()
linkToSeveral.close()
chatServer.close()
chatServer.closeAllConnections()
await once(chatServer, 'close')
for (const server of [plain, secure, several, github]) await server.close()
clear()
