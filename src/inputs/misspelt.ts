import { bareName } from '../names.ts'
import { isSpellingOf } from './input-text.ts'
import { isNearName } from './near-name.ts'
import { INPUT_NAMES, type InputName } from './schema.ts'

// What people are likely to write instead, unless it resembles the input: names of the API, and everyday words. Keys are
// compared without `-`, `_` and case.
const ALIASES: Record<string, InputName> = {
  audiencesids: 'audiences',
  endusersids: 'end-users',
  users: 'end-users',
  userids: 'end-users',
  recipients: 'audiences',
  message: 'runtime-description',
  body: 'runtime-description',
  text: 'runtime-description',
  description: 'runtime-description',
  runtimemessage: 'runtime-description',
  type: 'notification-type',
  end: 'end-at',
  enddate: 'end-at',
  tz: 'time-zone',
  zone: 'time-zone',
  hours: 'show-hours',
  officehours: 'show-hours',
  workinghours: 'show-hours',
  workhours: 'show-hours',
  businesshours: 'show-hours',
  url: 'api-url',
  baseurl: 'api-url',
  endpoint: 'api-url',
  region: 'data-center',
  secret: 'client-secret',
  clientkey: 'client-id',
  variables: 'overrides',
  dry: 'dry-run',
  test: 'dry-run',
  reviewers: 'preview-to',
  simulate: 'dry-run',
  file: 'notification-file',
  notification: 'notification-file',
  config: 'notification-file',
  subject: 'runtime-title',
  heading: 'runtime-title',
  schedule: 'start-at',
  timeout: 'timeout-seconds',
  timeoutminutes: 'timeout-seconds',
  retry: 'retries',
  maxretries: 'retries',
  attempts: 'retries',
  resend: 'resend-when-uncertain',
  once: 'once-key',
  after: 'after-key',
  testmode: 'dry-run',
  testrun: 'dry-run',
  noop: 'dry-run',
  testusers: 'preview-to',
  quiethours: 'show-hours',
  displayhours: 'show-hours',
  openinghours: 'show-hours',
  expiresat: 'end-at',
  expires: 'end-at',
  expiry: 'end-at',
  until: 'end-at',
}

// Whoever writes one of these words means to hold something back. Ignored, it would go to everybody, or once more.
const HOLDING_BACK: [word: RegExp, meant: InputName][] = [
  [/preview/, 'preview-to'],
  [/dryrun/, 'dry-run'],
  [/after.*key/, 'after-key'],
  [/once.*key|idempoten|dedup/, 'once-key'],
]

/**
 * The input that a misspelt name probably means. Undefined if the name is another spelling of an input, or not similar to any.
 * The runner only warns about an unknown input. With `override:` instead of `overrides:`, people would then see raw placeholders.
 *
 * @param name an input's name as the runner passes it, in upper or lower case
 */
export function nearestInput(name: string): InputName | undefined {
  if (INPUT_NAMES.some((known) => isSpellingOf(name, known))) return undefined
  const plain = bareName(name)
  const alias = Object.hasOwn(ALIASES, plain) ? ALIASES[plain] : undefined
  return (
    alias ??
    INPUT_NAMES.find((known) => isNearName(plain, bareName(known))) ??
    HOLDING_BACK.find(([word]) => word.test(plain))?.[1]
  )
}
