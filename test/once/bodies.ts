import type { Run } from '../../src/inputs/once.ts'
import type { SendBody } from '../../src/notification/notification.ts'
import type { Entry, OnceRecord } from '../../src/once/record.ts'

/** The run that wrote the records of these tests. */
export const run: Run = { id: '1658821493', attempt: 1, job: 'announce' }

/** A notification for each system; an empty ID for an account with but one. */
export function bodiesFor(...systemIds: string[]): SendBody[] {
  return systemIds.map((systemId) => ({
    notification: {
      ...(systemId === '' ? {} : { systemId }),
      templateId: 'template',
      audiencesIds: ['audience'],
    },
  }))
}

/** A record with an outcome for each system. */
export function recordOf(
  systems: Record<string, Entry['outcome']>,
  change: Partial<OnceRecord> = {},
): OnceRecord {
  return {
    version: 1,
    key: 'deploy-4f1c',
    state: Object.values(systems).includes('claimed') ? 'claimed' : 'finished',
    run,
    nonce: '5b0e',
    seconds: 65,
    templateId: 'template',
    systems: Object.entries(systems).map(([systemId, outcome]) => ({
      systemId,
      outcome,
      notificationId: outcome === 'sent' ? `id of ${systemId}` : '',
      ...(outcome === 'claimed' ? {} : { by: run }),
    })),
    ...change,
  }
}
