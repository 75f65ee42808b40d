import { DEFAULT_DATA_CENTER } from './data-centers.ts'
import type { InputName } from './schema.ts'

/** What the runner passes for an input that is not given, from `action.yml`. */
export const DEFAULTS: Partial<Record<InputName, string>> = {
  'data-center': DEFAULT_DATA_CENTER,
  'preview-to': 'nobody',
  'dry-run': 'false',
  'on-missing-credentials': 'fail',
  'fail-on-error': 'true',
  'timeout-seconds': '60',
  retries: '3',
  'resend-when-uncertain': 'false',
}

/** Whether a text is what the runner passes if the input is not given. */
export function isDefault(name: InputName, text: string): boolean {
  // The default of github-token differs in each run, so it cannot be recognized.
  return name === 'github-token' || text === DEFAULTS[name]
}
