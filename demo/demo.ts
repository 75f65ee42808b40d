import { stringify } from 'yaml'
import { oneSystem } from '../emulator/account.ts'
import { startEmulator } from '../emulator/emulator.ts'
import { neutralise } from '../emulator/plain-text.ts'
import { renderNotification } from '../emulator/show.ts'
import { runAction, type Step, type StepResult } from '../runner/runner.ts'
import { chooseDestination } from './destination.ts'

/** What the demo needs of the world. */
export interface DemoWorld {
  env: Record<string, string | undefined>
  /** Asks a person and resolves to the answer; absent where there is nobody to ask. */
  ask?: (question: string) => Promise<string>
  /** `--yes`: do not ask. */
  yes: boolean
  print: (text: string) => void
  /** Where the action lies; this repository's by default. */
  action?: Pick<Step, 'bundle' | 'actionFile'>
}

/** What the step says, wherever it goes. */
const announcement = {
  'runtime-title': 'CRM 4.10 is live',
  'runtime-description': `New today:
- Find an account by its phone number
- Export any list to Excel

Nothing to install: reload the page.`,
  overrides: 'VERSION: 4.10\nURL: https://example.com/crm/releases/4.10',
}

/** What a real run may need of this machine to reach WalkMe, and a run against the emulator must not see. */
const network = [
  'HTTPS_PROXY',
  'https_proxy',
  'HTTP_PROXY',
  'http_proxy',
  'NO_PROXY',
  'no_proxy',
  'NODE_EXTRA_CA_CERTS',
]

/**
 * Runs the action on a sample deploy announcement and prints the step, its log, its outputs and what people see.
 * @returns The exit code: the step's own, or 1 when nothing was sent or people see anything but this one notification.
 */
export async function demonstrate(world: DemoWorld): Promise<number> {
  const destination = chooseDestination(world.env)
  switch (destination.kind) {
    case 'emulator':
      return runAgainstEmulator(world)
    case 'walkme':
      return runAgainstWalkMe(world, destination)
    case 'incomplete':
      world.print(`To send to WalkMe itself, set these as well: ${destination.missing.join(', ')}.`)
      return 1
  }
}

async function runAgainstEmulator({ print, action }: DemoWorld): Promise<number> {
  const emulator = await startEmulator({ account: oneSystem() })
  try {
    const { account, ledger, url } = emulator
    const inputs = {
      'client-id': account.clientId,
      'client-secret': account.clientSecret,
      'api-url': url,
      'template-id': account.templates[0]?.id ?? '',
      audiences: account.audiences.map(({ id }) => id).join('\n'),
      ...announcement,
    }
    print(section('The step', describeStep(inputs)))
    const result = await runAction({ ...action, inputs, secrets: [account.clientSecret] })
    print(describeResult(result))
    const seen = ledger.map(renderNotification).join('\n\n') || '  Nothing.'
    print(`${heading('What people see in Workstation')}${seen}\n`)
    if (ledger.length === 1) return result.exitCode ?? 1
    print(`The emulator should have accepted one notification, and accepted ${ledger.length}.`)
    return result.exitCode || 1
  } finally {
    await emulator.close()
  }
}

async function runAgainstWalkMe(
  { env, ask, yes, print, action }: DemoWorld,
  to: { inputs: Record<string, string>; audiences: number },
): Promise<number> {
  const inputs: Record<string, string> = { ...to.inputs, ...announcement }
  print(section('The step', describeStep(inputs)))
  const audiences = to.audiences === 1 ? '1 audience' : `${to.audiences} audiences`
  const question = `Send this to WalkMe itself, to ${audiences}? Nothing takes it back. Type yes: `
  const answer = yes ? 'yes' : await ask?.(question)
  if (answer?.trim().toLowerCase() !== 'yes') {
    const hint = answer === undefined ? ' There is no terminal to ask on; --yes sends without asking.' : ''
    print(`Nothing was sent.${hint}`)
    return 1
  }
  const result = await runAction({
    ...action,
    inputs,
    secrets: [inputs['client-secret'] ?? ''],
    env: Object.fromEntries(network.map((name) => [name, env[name]])),
  })
  print(describeResult(result))
  print('What people see: look in ComCenter, and in Workstation.')
  return result.exitCode ?? 1
}

function describeStep(inputs: Record<string, string>): string {
  const shown = {
    uses: '../emulator/',
    with: { ...inputs, 'client-secret': '${{ secrets.WALKME_CLIENT_SECRET }}' },
  }
  return stringify([shown], { lineWidth: 0 })
}

function describeResult({ log, outputs, endedBy }: StepResult): string {
  const pretty = Object.entries(outputs).map(([name, value]) => `${name}: ${prettyJson(value)}`)
  return [
    section('Its log', endedBy === null ? log : `${log}\n(ended by ${endedBy})`),
    section('Its outputs', pretty.join('\n')),
  ].join('\n')
}

function prettyJson(value: string): string {
  if (!/^[[{]/.test(value)) return value
  try {
    return JSON.stringify(JSON.parse(value), null, 2)
  } catch {
    return value
  }
}

function section(title: string, body: string): string {
  const lines = neutralise(body.trimEnd()).split('\n')
  return `${heading(title)}${lines.map((line) => `  ${line}`.trimEnd()).join('\n')}\n`
}

function heading(title: string): string {
  return `${title}\n${'─'.repeat(title.length)}\n`
}
