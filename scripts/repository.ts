import { readFileSync } from 'node:fs'
import * as z from 'zod'

const REPOSITORY = /^github:(?<owner>[^/]+)\/(?<name>[^/]+)$/

/** Where the action is published on GitHub. */
export interface Repository {
  /** The account or organisation; a word in its place as long as nobody has published it. */
  owner: string
  /** `owner/name`. */
  fullName: string
}

/**
 * Reads the one place that decides who publishes the action: `repository` in package.json, `github:owner/name`.
 *
 * @param manifest where package.json lies; this repository's by default
 * @throws If package.json does not say it in this form.
 */
export function readRepository(
  manifest: string | URL = new URL('../package.json', import.meta.url),
): Repository {
  const { repository } = z
    .object({ repository: z.string() })
    .parse(JSON.parse(readFileSync(manifest, 'utf8')))
  const { owner, name } = REPOSITORY.exec(repository)?.groups ?? {}
  if (owner === undefined || name === undefined)
    throw new Error(`"repository" in package.json is "${repository}", and should be "github:owner/name".`)
  return { owner, fullName: `${owner}/${name}` }
}

/** Where editors find the JSON Schema of a notification file, which is its `$id`, too. */
export function schemaUrl({ fullName }: Repository): string {
  return `https://raw.githubusercontent.com/${fullName}/v1/schemas/notification.schema.json`
}
