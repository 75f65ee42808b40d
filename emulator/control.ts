import type { Account } from './account.ts'
import { type Answer, json, mistakes } from './answer.ts'
import { type Fault, type FaultyCall, faultOrder } from './faults.ts'
import type { LedgerEntry } from './ledger.ts'
import type { RecordedRequest } from './request.ts'

/** What other processes may look at and steer. */
export interface Controlled {
  account: Account
  ledger: readonly LedgerEntry[]
  requests: readonly RecordedRequest[]
  faults(call: FaultyCall, ...faults: Fault[]): void
}

/** Everything the emulator offers that WalkMe does not lies under this path. */
export const controlPath = '/emulator/'

/** `GET /emulator/ledger`, `/emulator/requests`, `/emulator/account`; `POST /emulator/faults` with `{call, faults}`. */
export function answerControl(method: string, path: string, body: string, controlled: Controlled): Answer {
  const what = path.slice(controlPath.length)
  if (what === 'faults') {
    return method === 'POST' ? queueFaults(body, controlled) : wrongMethod('POST')
  }
  if (what !== 'ledger' && what !== 'requests' && what !== 'account') {
    return mistakes(404, ['There is ledger, requests, account and faults under /emulator/'])
  }
  return method === 'GET' ? json(200, controlled[what]) : wrongMethod('GET')
}

function queueFaults(body: string, controlled: Controlled): Answer {
  let order: unknown
  try {
    order = JSON.parse(body)
  } catch {
    return mistakes(400, ['The body is not JSON'])
  }
  const parsed = faultOrder.safeParse(order)
  if (!parsed.success) {
    return mistakes(
      400,
      parsed.error.issues.map((issue) => `${issue.path.join('.') || 'The body'}: ${issue.message}`),
    )
  }
  controlled.faults(parsed.data.call, ...parsed.data.faults)
  return json(200, { queued: parsed.data.faults.length })
}

function wrongMethod(allow: string): Answer {
  return mistakes(405, [`This is a ${allow}`], { allow })
}
