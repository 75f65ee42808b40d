import type { Run } from '../inputs/once.ts'
import { capitalize } from '../text.ts'
import type { CallResult } from './refs.ts'

/** Describes a failed call in a few words, for the log and within a sentence. */
export function describeCallResult(answer: CallResult<unknown>): string {
  switch (answer.kind) {
    case 'refused':
      return answer.message === '' ? `HTTP ${answer.status}` : `HTTP ${answer.status}, ${answer.message}`
    case 'no-git-api':
      return `HTTP ${answer.status}`
    case 'lost':
      return answer.message
    case 'missing':
      return 'GitHub does not find it'
    default:
      return 'another run was first'
  }
}

/** What to do if a record could not be read, or another run holds the key. Clearing the record could tell people twice. */
export const KEY_GUARDS = 'Run this again later: the key guards it, so nobody is told twice.'

/** What to do if the record itself says `uncertain`. `haveSome`: other systems in the record have it. */
export function clearingAdvice(ref: string, haveSome: boolean): string {
  const command = `"git push origin --delete ${ref}"`
  const look =
    'Look in ComCenter first: if the notification is there, people have it and you are done. If not,'
  return haveSome
    ? `${look} run this again with "resend-when-uncertain: true", which sends only where it is uncertain. ` +
        `(${command} clears the record, but of all systems: those that have it would get it again.)`
    : `${look} clear the record with ${command} and run this again.`
}

/** Why the key could not be claimed, in sentences that say what to do. */
export function whyNotClaimed(answer: CallResult<unknown>): string {
  return `The once-key could not be claimed at GitHub (${describeCallResult(answer)}), so this run sent nothing. ${adviceForRefusal(answer)}`
}

/**
 * Why a record could not be read, in sentences. They begin with the permission or the token if that is the cause.
 *
 * @param what the record, as in `the record of this once-key`
 */
export function whyNotRead(answer: CallResult<unknown>, what = 'the record of this once-key'): string {
  const words = `${what} could not be read at GitHub (${describeCallResult(answer)}), so this run sent nothing.`
  const cause = causeOfRefusal(answer)
  return cause === undefined ? capitalize(words) : `${cause} ${capitalize(words)}`
}

function causeOfRefusal(answer: CallResult<unknown>): string | undefined {
  if (answer.kind === 'no-git-api') return NO_GIT_API
  if (answer.kind !== 'refused') return undefined
  if (answer.isRateLimit) return 'The rate limit of github-token is used up.'
  if (answer.status <= 399)
    return 'github-token is not sent on to the address that GitHub redirects to. If the repository was renamed, start a new run.'
  return [401, 403, 404].includes(answer.status) ? adviceForRefusal(answer) : undefined
}

const NO_GIT_API =
  "This server does not have GitHub's git API, in which the record of a once-key is kept: Gitea and Forgejo, for " +
  'example, do not. Run the job on GitHub, or without "once-key".'

function adviceForRefusal(answer: CallResult<unknown>): string {
  if (answer.kind === 'no-git-api') return NO_GIT_API
  if (answer.kind !== 'refused') return 'Run this again later.'
  if (answer.isRateLimit) return 'The rate limit of github-token is used up. Run this again later.'
  if (answer.status <= 399)
    return 'A redirect is not followed. If the repository was renamed, run this again as a new run.'
  switch (answer.status) {
    case 401:
      return 'Check github-token: without the input, it is the token of the job.'
    case 403:
      return 'Give the job "permissions: contents: write". Pull requests from forks and Dependabot never have it.'
    case 404:
      return 'Check github-token: it needs "contents: write" for this very repository.'
    case 409:
      return 'The repository needs a first commit. If it has one, run this again later.'
    case 422:
      return 'If a ruleset restricts who creates or updates refs, exempt refs/walkme/* from it. Else run this again later.'
    default:
      return 'Run this again later.'
  }
}

/** A run with its ID, attempt and URL, for messages. */
export function nameOfRun({ id, attempt }: Run, runsUrl: string): string {
  return id === '' ? 'an unnamed run' : `run ${id} (attempt ${attempt}, ${runsUrl}${id})`
}

/** Makes a sentence from a clause: capital letter and period. */
export function sentenceOf(words: string): string {
  return `${capitalize(words)}.`
}
