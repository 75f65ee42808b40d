/** Where the demo sends to: the emulator, or WalkMe itself with somebody's own API key. */
export type Destination =
  | { kind: 'emulator' }
  | { kind: 'walkme'; inputs: Record<string, string>; audiences: number }
  | { kind: 'incomplete'; missing: string[] }

/** All four, and WalkMe itself is meant. */
const required = {
  WALKME_CLIENT_ID: 'client-id',
  WALKME_CLIENT_SECRET: 'client-secret',
  WALKME_TEMPLATE_ID: 'template-id',
  WALKME_AUDIENCES: 'audiences',
}

const optional = { WALKME_DATA_CENTER: 'data-center', WALKME_API_URL: 'api-url' }

/** Reads the `WALKME_*` variables. None of the four set means the emulator; some of them is a mistake. */
export function chooseDestination(env: Record<string, string | undefined>): Destination {
  const missing = Object.keys(required).filter((name) => given(env[name]) === undefined)
  if (missing.length === Object.keys(required).length) return { kind: 'emulator' }
  if (missing.length > 0) return { kind: 'incomplete', missing }
  const inputs: Record<string, string> = {}
  for (const [variable, input] of Object.entries({ ...required, ...optional })) {
    const value = given(env[variable])
    if (value !== undefined) inputs[input] = value
  }
  const audiences = (inputs['audiences'] ?? '').split(/[\n,]/).filter((item) => item.trim() !== '')
  return { kind: 'walkme', inputs, audiences: audiences.length }
}

function given(value: string | undefined): string | undefined {
  return value?.trim() === '' ? undefined : value
}
