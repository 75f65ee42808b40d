import type { Run } from '../inputs/once.ts'
import { capitalize } from '../text.ts'
import type { CallResult } from './refs.ts'

/** Describes a failed call in a few words, for the log and within a sentence. */
export function describeCallResult(answer: CallResult<unknown>): string {
  switch (answer.kind) {
    case 'refused':
      return answer.message === '' ? `HTTP ${answer.status}` : `HTTP ${answer.status}, ${answer.message}`
    case 'lost':
      return answer.message
    case 'missing':
      return 'GitHub does not find it'
    default:
      return 'another run was first'
  }
}

/** Why the key could not be claimed, in sentences that say what to do. */
export function whyNotClaimed(answer: CallResult<unknown>): string {
  return `The once-key could not be claimed at GitHub (${describeCallResult(answer)}), so this run sent nothing. ${adviceForRefusal(answer)}`
}

function adviceForRefusal(answer: CallResult<unknown>): string {
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
