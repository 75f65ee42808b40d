import { createHash } from 'node:crypto'
import type { SendBody } from '../notification/notification.ts'
import type { OnceContext } from './once-context.ts'
import { entryOf, type OnceRecord } from './record.ts'

/**
 * A digest of what a notification says and to whom, without times. End users are counted only: the IDs of people could be
 * guessed from a digest.
 *
 * @param base the base URL of WalkMe's API
 */
export function digestOf({ notification }: SendBody, base: URL): string {
  const { templateId, title, runtimeTitle, runtimeDescription } = notification
  const { override = [], audiencesIds = [], endUsersIds = [] } = notification
  const content = [
    base.href.replace(/\/+$/, ''),
    templateId,
    [title, runtimeTitle, runtimeDescription],
    override.map(({ key, value }) => [key, value]).toSorted(),
    audiencesIds.toSorted(),
    endUsersIds.length,
  ]
  return createHash('sha256').update(JSON.stringify(content), 'utf8').digest('hex')
}

/** The systems that have another notification under this key than the step would send. They are skipped. */
export function systemsWithAnother(
  record: OnceRecord,
  bodies: readonly SendBody[],
  { base }: Pick<OnceContext, 'base'>,
): string[] {
  return bodies.flatMap((body) => {
    const { systemId = '' } = body.notification
    const entry = entryOf(record, systemId)
    const isAnother =
      entry?.outcome === 'sent' && entry.digest !== undefined && entry.digest !== digestOf(body, base)
    return isAnother ? [systemId] : []
  })
}
