import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Account } from '../emulator/account.ts'
import { runnerEnvironment, samplePush } from '../runner/environment.ts'
import { inputVariables } from '../runner/runner.ts'
import type { Contestant } from './measure.ts'

/** What a step sends to: an emulator, or a link in front of one. */
export interface Target {
  url: string
  account: Account
}

/** A step to measure: inputs and environment on top of those that every step has. */
interface Step {
  inputs?: Record<string, string>
  env?: Record<string, string>
}

/** The two placeholders of the typical step, and their texts. */
export const OVERRIDES = { VERSION: '4.10', URL: 'https://crm.example.com/releases/4.10' }

/** An account with one system and one template, which has these placeholders. */
export function accountWith(placeholders: readonly string[]): Partial<Account> {
  const message = placeholders.map((name) => `###${name}###`).join(' ')
  const id = '5eed0001-0000-4000-8000-00000000be7c'
  return {
    systems: ['e0e1e2e3e4e5e6e7e8e9eaebecedeeef'],
    templates: [{ id, name: id, title: 'New', message }],
  }
}

/** Overrides as YAML, a line for each. */
export function overridesOf(texts: Readonly<Record<string, string>>): string {
  return Object.entries(texts)
    .map(([name, text]) => `${name}: ${text}`)
    .join('\n')
}

/** A directory for the files of the steps, and what makes the processes to measure. */
export function stage() {
  const directory = mkdtempSync(join(tmpdir(), 'walkme-bench-'))
  const file = (name: string, content = '') => {
    const path = join(directory, name)
    writeFileSync(path, content)
    return path
  }
  const base = {
    ...runnerEnvironment(),
    GITHUB_WORKSPACE: directory,
    GITHUB_OUTPUT: file('output'),
    GITHUB_STEP_SUMMARY: file('summary'),
    GITHUB_EVENT_PATH: file('event.json', JSON.stringify(samplePush)),
  }
  const node = (script: string, env: Record<string, string>): Contestant => ({
    command: process.execPath,
    args: [script],
    env,
  })
  return {
    file,
    /** A Node process that does nothing. */
    empty: node(file('empty.mjs'), base),
    /** A step that uses the action, as the runner starts it. */
    async action({ url, account }: Target, { inputs, env }: Step = {}): Promise<Contestant> {
      const own = {
        'api-url': url,
        'client-id': account.clientId,
        'client-secret': account.clientSecret,
        'template-id': account.templates[0]?.id ?? '',
        audiences: account.audiences[0]?.id ?? '',
      }
      const variables = await inputVariables({ inputs: { ...own, ...inputs }, ...(env && { env }) })
      return node(fileURLToPath(new URL('../dist/index.js', import.meta.url)), {
        ...base,
        ...variables,
        ...env,
      })
    },
    /** What people would use in its place: two calls of curl, and jq. */
    curl: ({ url, account }: Target, certificates: string): Contestant => ({
      command: 'bash',
      args: [fileURLToPath(new URL('curl.sh', import.meta.url))],
      env: {
        ...base,
        API_URL: url,
        CURL_CA_BUNDLE: certificates,
        CLIENT_ID: account.clientId,
        CLIENT_SECRET: account.clientSecret,
        TEMPLATE_ID: account.templates[0]?.id ?? '',
        AUDIENCE: account.audiences[0]?.id ?? '',
        ...OVERRIDES,
      },
    }),
    /** One post of the most used chat action to a web hook. */
    chat: (bundle: string, hook: string): Contestant =>
      node(bundle, {
        ...base,
        INPUT_WEBHOOK: hook,
        'INPUT_WEBHOOK-TYPE': 'incoming-webhook',
        INPUT_PAYLOAD: 'text: Version 4.10 is live',
        'INPUT_PAYLOAD-TEMPLATED': 'false',
        INPUT_ERRORS: 'true',
        INPUT_RETRIES: '5',
      }),
    clear: () => rmSync(directory, { recursive: true }),
  }
}
