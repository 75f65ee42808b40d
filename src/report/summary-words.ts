import type { SystemResult } from '../walkme/result.ts'
import { COMCENTER } from './links.ts'
import type { Report } from './report.ts'
import type { EscapeHtml } from './summary-notification.ts'

/** The outcome of the whole run, in words. */
export function headline({ outcome, results }: Report): string {
  const counted = results.filter(({ isLeftOut }) => !isLeftOut)
  // If other systems were not skipped, a skipped one has it from an earlier run.
  const haveIt = counted.filter(({ outcome }) => /^(sent|preview|skipped)$/.test(outcome)).length
  const leftOut = results.length - counted.length
  const others = leftOut === 0 ? '' : `, ${leftOut} skipped`
  switch (outcome) {
    case 'sent':
      if (leftOut > 0) return `sent to ${haveIt} ${haveIt === 1 ? 'system' : 'systems'}${others}`
      return results.length === 1 ? 'sent' : `sent to all ${haveIt} systems`
    case 'partial':
      return `sent to ${haveIt} of ${counted.length} systems${others}`
    case 'not-sent':
      return 'not sent'
    case 'uncertain':
      return 'uncertain, people may have got it'
    case 'preview':
      return 'preview, only the people in preview-to got it'
    case 'dry-run':
      return 'dry run, nothing was sent'
    case 'skipped':
      return 'skipped, nothing was sent'
  }
}

/** The outcome of one system, in words. */
export const OUTCOME = {
  sent: 'sent',
  'not-sent': 'not sent',
  uncertain: 'uncertain',
  preview: 'preview',
  'dry-run': 'dry run',
  skipped: 'skipped',
} as const satisfies Record<SystemResult['outcome'], string>

/** Paragraphs that explain the outcome, HTML. Empty if it needs no explanation. */
export function explanation({ outcome }: Report): string[] {
  if (outcome === 'preview')
    return [
      'WalkMe took it for the people in <code>preview-to</code>, and for nobody else. They see it in their menu.',
    ]
  return outcome === 'sent'
    ? [
        `WalkMe took it. How many people received, viewed and clicked it is in the analytics of WalkMe's ${COMCENTER}.`,
      ]
    : []
}

const CHECK_COMCENTER =
  `Look in WalkMe's ${COMCENTER}: is the notification in the table, and do its analytics count recipients? ` +
  'If it is there, you are done. If not,'

const WITH_KEY = '. With a <code>once-key</code>, running this again would have finished it; without one, '

/** What to do next, HTML: one paragraph for each step. Empty if there is nothing to do. */
export function nextSteps(
  { outcome, results, onceKey, troubleshooting }: Report,
  escapeHtml: EscapeHtml,
): string[] {
  const outcomes = new Set(results.map((result) => result.outcome))
  const isMixed = outcomes.size > 1
  const steps: string[] = []
  if (outcome === 'preview') {
    steps.push(
      'Look at it in the menu. If it is right, run this again with <code>preview-to: nobody</code>, and everybody gets it.',
    )
  }
  if (outcomes.has('not-sent') || outcome === 'not-sent') {
    steps.push(
      // An earlier run may have sent it, whatever this one did.
      onceKey !== undefined
        ? `This run sent nothing${isMixed ? ' where it was not sent' : ''}. Once the cause is fixed, run this again: the key remembers who has it.`
        : isMixed
          ? 'Where it was not sent, certainly nobody got it. Once the cause is fixed, send it to those systems only, ' +
            `by naming them in <code>system-id</code>${outcomes.has('sent') ? WITH_KEY : ': '}the others would get it twice.`
          : 'Certainly nobody got it. Once the cause is fixed, it is safe to run this again.',
    )
  }
  const uncertain = results.filter((result) => result.outcome === 'uncertain')
  const advice = new Set(uncertain.flatMap((result) => result.advice ?? []))
  if (advice.size > 0) {
    steps.push(...[...advice].map((words) => escapeHtml(words)))
  } else if (uncertain.length > 0) {
    const doubt = isMixed ? 'Where it is uncertain, people' : 'People'
    const again = isMixed ? 'send it to those systems only.' : 'it is safe to run this again.'
    steps.push(`${doubt} may have got it, or may not. ${CHECK_COMCENTER} ${again}`)
  }
  if (outcome !== 'preview' && steps.length > 0 && troubleshooting !== undefined)
    steps.push(explainedOn(troubleshooting))
  return steps
}

/** A paragraph that names the page that explains messages, HTML. */
export function explainedOn(troubleshooting: string): string {
  return `More about the messages is on ${troubleshooting}.`
}
