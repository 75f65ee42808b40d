import type { SystemResult } from '../walkme/result.ts'
import type { Report } from './report.ts'

/** The outcome of the whole run in words. */
export function headline({ outcome, results }: Report): string {
  // Beside others, one that was skipped has it from an earlier run.
  const haveIt = results.filter((result) => result.outcome === 'sent' || result.outcome === 'skipped').length
  switch (outcome) {
    case 'sent':
      return results.length === 1 ? 'sent' : `sent to all ${haveIt} systems`
    case 'partial':
      return `sent to ${haveIt} of ${results.length} systems`
    case 'not-sent':
      return 'not sent'
    case 'uncertain':
      return 'uncertain, people may have got it'
    case 'dry-run':
      return 'dry run, nothing was sent'
    case 'skipped':
      return 'skipped, nothing was sent'
  }
}

/** One system's outcome in words. */
export const OUTCOME = {
  sent: 'sent',
  'not-sent': 'not sent',
  uncertain: 'uncertain',
  'dry-run': 'dry run',
  skipped: 'skipped',
} as const satisfies Record<SystemResult['outcome'], string>

/** What the outcome does not say, in a paragraph; none where it says all. */
export function meaning({ outcome }: Report): string[] {
  return outcome === 'sent'
    ? [
        "WalkMe took it. How many people received, viewed and clicked it is in the analytics of WalkMe's ComCenter.",
      ]
    : []
}

const LOOK =
  "Look in WalkMe's ComCenter: is the notification in the table, do its analytics count receivers? " +
  'If it is there, you are done. If not,'

/** What to do next, HTML: a sentence or two for each thing to do; nothing where there is nothing to do. */
export function nextSteps({ outcome, results, onceKey }: Report): string[] {
  const outcomes = new Set(results.map((result) => result.outcome))
  const isMixed = outcomes.size > 1
  const steps: string[] = []
  if (outcomes.has('not-sent') || outcome === 'not-sent') {
    steps.push(
      isMixed && onceKey === undefined
        ? 'Where it was not sent, certainly nobody got it. Once the cause is mended, send it to those systems only, ' +
            'by naming them in <code>system-id</code>: the others would get it twice.'
        : isMixed
          ? 'Where it was not sent, certainly nobody got it. Once the cause is mended, run this again: the key ' +
            'remembers who has it.'
          : 'Certainly nobody got it. Once the cause is mended, it is safe to run this again.',
    )
  }
  if (outcomes.has('uncertain')) {
    const doubt = isMixed ? 'Where it is uncertain, people' : 'People'
    const again = isMixed ? 'send it to those systems only.' : 'it is safe to run this again.'
    // The key remembers the doubt too, and a plain re-run would only say it again.
    const resend = 'run this again with <code>resend-when-uncertain: true</code>, or with a new key.'
    steps.push(`${doubt} may have got it, or may not. ${LOOK} ${onceKey === undefined ? again : resend}`)
  }
  return steps
}
