import type { Log } from '../log/log.ts'
import type { Report } from './report.ts'

/** The names of the outputs, in the order of `action.yml`. */
export const OUTPUT_NAMES = ['outcome', 'notification-id', 'notification-ids', 'results', 'payload'] as const

// All in bytes. Linux passes at most 128 KiB in one environment variable, which is how later steps read an output.
const MAX_RESPONSE = 4 * 1024
const MAX_RESULTS = 64 * 1024
const MAX_PAYLOAD = 100 * 1024

/** Sets all outputs, with empty text for what is not known. */
export function setOutputs(report: Report, log: Log): void {
  const values = outputs(redacted(report, log), log)
  for (const name of OUTPUT_NAMES) log.output(name, values[name])
}

function outputs(report: Report, log: Log): Record<(typeof OUTPUT_NAMES)[number], string> {
  const { outcome, results, payload } = report
  return {
    outcome,
    // A skipped system may have the ID with which an earlier run sent it.
    'notification-id':
      results.find((one) => one.outcome === 'sent' || one.outcome === 'preview' || one.notificationId)
        ?.notificationId ?? '',
    'notification-ids': JSON.stringify(results.map((result) => result.notificationId)),
    results: resultsWithin(MAX_RESULTS, report),
    payload: payloadWithin(MAX_PAYLOAD, payload, log),
  }
}

/** Each text is redacted before it becomes part of JSON, so that the JSON stays valid. */
function redacted(report: Report, log: Log): Report {
  const redactText = (key: string, value: unknown) =>
    typeof value === 'string' && key !== 'outcome' ? log.redact(value) : value
  return JSON.parse(JSON.stringify(report, redactText))
}

/** The results as JSON with a maximum number of bytes. Responses are shortened first, then reasons if that is not enough. */
function resultsWithin(bytes: number, { results }: Report): string {
  const withTextsOf = (response: number, reason: number) =>
    JSON.stringify(
      results.map(({ milliseconds, advice, isLeftOut, ...result }) => ({
        ...result,
        reason: cut(result.reason, reason),
        response: cut(result.response, response),
      })),
    )
  const sizes = [4096, 2048, 1024, 512, 256, 128, 0]
  const attempts = [
    ...sizes.map((size) => [size, MAX_RESPONSE] as const),
    ...sizes.map((size) => [0, size] as const),
  ]
  const [response, reason] = attempts.find((sizes) => Buffer.byteLength(withTextsOf(...sizes)) <= bytes) ?? [
    0, 0,
  ]
  return withTextsOf(response, reason)
}

/** The request bodies as JSON with a maximum number of bytes: all of them, or the first, or none, with a warning. */
function payloadWithin(bytes: number, payload: Report['payload'], log: Log): string {
  const candidates = [payload, payload.slice(0, 1), []]
  const fits = candidates.find((bodies) => Buffer.byteLength(JSON.stringify(bodies)) <= bytes) ?? []
  if (fits.length < payload.length) {
    const count = payload.length === 1 ? 'The request body is' : `The ${payload.length} request bodies are`
    const holds = fits.length === 0 ? 'none of it' : 'the first one'
    log.warning(
      `${count} larger than the ${bytes / 1024} KiB that an output can have, so "payload" has ${holds}. The outcome stands.`,
    )
  }
  return JSON.stringify(fits)
}

function cut(text: string, size: number): string {
  const bytes = Buffer.from(text)
  if (bytes.length <= size) return text
  // Decoding as a stream drops a character that the cut has split.
  return new TextDecoder().decode(bytes.subarray(0, size), { stream: true })
}
