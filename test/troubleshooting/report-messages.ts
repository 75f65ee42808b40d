import { oneSystem } from '../../emulator/account.ts'
import { type Emulator, startEmulator } from '../../emulator/emulator.ts'
import type { Fault } from '../../emulator/faults.ts'
import { createLog } from '../../src/log/log.ts'
import { refuseOldNode } from '../../src/log/old-node.ts'
import { reportBug, reportOutcome, resultsDespiteBug } from '../../src/report/annotations.ts'
import { setOutputs } from '../../src/report/outputs.ts'
import { createReport } from '../../src/report/report.ts'
import type { SystemResult } from '../../src/walkme/result.ts'
import { quietCore, reportOf } from '../report/reports.ts'
import { runInProcess, type StepInputs, validInputs } from '../world.ts'

const reason = '<reason>'
const refused: Partial<SystemResult> = { systemId: '<system>', outcome: 'not-sent', reason }
const lost: Partial<SystemResult> = { systemId: '<system>', outcome: 'uncertain', reason }

/** What the action says of a whole run, around the reasons and besides them. */
export async function reportMessages(): Promise<string[]> {
  const said: string[] = []
  const say = (text: string | Error) => void said.push(String(text))
  const core = quietCore({
    error: say,
    warning: say,
    setOutput() {
      throw new Error('<error>')
    },
  })
  const log = createLog(core, {})
  for (const results of [[refused], [lost], [{ outcome: 'sent' as const }, refused, lost]]) {
    reportOutcome(reportOf(results), true, log)
  }
  for (const environment of [{}, { GITHUB_OUTPUT: 'here', GITHUB_STEP_SUMMARY: 'here' }]) {
    const writer = createLog(core, environment)
    writer.output('<output>', '')
    await writer.summary(() => {
      throw new Error('<error>')
    })
  }
  const one = reportOf([{ outcome: 'uncertain' }])
  for (const report of [createReport([], []), one, { ...one, outcome: 'sent' as const }])
    reportBug('<error>', report, log)
  said.push(...resultsDespiteBug('<error>', one.payload, new Map()).map((result) => result.reason))
  const large = { notification: { templateId: 'x', title: 'x'.repeat(60 * 1024) } }
  const larger = { notification: { templateId: 'x', title: 'x'.repeat(120 * 1024) } }
  for (const payload of [[large, large], [larger]])
    setOutputs({ ...reportOf([]), payload }, { ...log, output() {} })
  void refuseOldNode('<version>', {}, (line) => say(line.trim().replace(/^::error::/, '')))
  const all = said.map((message) => message.replace(/(?<=^The )\d+(?= request)/, '<number>'))
  return [...all, ...(await noticesAndWarnings())]
}

/** What a run says that does not fail. */
async function noticesAndWarnings(): Promise<string[]> {
  const noId: Fault = { kind: 'answer', status: 200, body: '{}' }
  const twice: Fault = { kind: 'reset', when: 'after-accepting' }
  const noCredentials = { 'client-id': '', 'client-secret': '' }
  const runs: [inputs: StepInputs, ...faults: Fault[]][] = [
    [{}, noId],
    [{ 'resend-when-uncertain': 'true' }, twice],
    [{ 'preview-to': 'me' }],
    [{ 'dry-run': 'true' }],
    [{ 'dry-run': 'true', ...noCredentials }],
    [{ 'on-missing-credentials': 'skip', ...noCredentials }],
  ]
  const emulator = await startEmulator({ account: oneSystem() })
  try {
    const said = await noticesOfSecondAttempt(emulator)
    for (const [inputs, ...faults] of runs) {
      emulator.faults('send', ...faults)
      const ran = await runInProcess(
        { ...validInputs(emulator), ...inputs },
        { GITHUB_EVENT_NAME: 'pull_request' },
        { now: () => Date.now() },
      )
      said.push(...ran.said('warning'), ...ran.said('notice'))
    }
    return said
  } finally {
    await emulator.close()
  }
}

/** What a second attempt says of itself. */
async function noticesOfSecondAttempt(emulator: Emulator): Promise<string[]> {
  const inputs = { ...validInputs(emulator), 'end-at': '+1h' }
  const ran = await runInProcess(inputs, { GITHUB_RUN_ATTEMPT: '2' }, { now: () => Date.now() })
  return ran.said('notice').map((notice) => notice.replace('attempt 2', 'attempt <number>'))
}
