import { validateHeaderName, validateHeaderValue } from 'node:http'
import * as z from 'zod'

/**
 * When a connection is severed:
 * - `before-reading`: at once, with nothing of the body read.
 * - `after-headers`: a moment later, when the client has had time to write the body, which stays unread.
 * - `after-body`: the whole request was read, and nothing done about it.
 * - `after-accepting`: it was acted on (ledger written, token issued) and not answered.
 * - `mid-answer`: it was acted on; status line, headers and half of the promised body went out.
 */
const when = z.enum(['before-reading', 'after-headers', 'after-body', 'after-accepting', 'mid-answer'])

const ms = z.number().min(0).max(600_000)

const headerValue = z.string().refine(quietly((value) => validateHeaderValue('x', value)))
const headers = z.record(
  z.string().refine(quietly((name) => validateHeaderName(name))),
  z.union([headerValue, z.array(headerValue)]),
)

const fault = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('answer'),
    status: z.int().min(200).max(999),
    headers: headers.optional(),
    body: z.string().optional(),
    accepts: z.boolean().optional(),
  }),
  z.strictObject({ kind: z.literal('reset'), when }),
  z.strictObject({ kind: z.literal('close'), when }),
  z.strictObject({ kind: z.literal('late'), ms, actsAfter: z.boolean().optional() }),
  z.strictObject({ kind: z.literal('drip'), ms, from: z.enum(['status-line', 'body']).optional() }),
  z.strictObject({ kind: z.literal('endless') }),
  z.strictObject({ kind: z.literal('huge'), bytes: z.int().min(0).max(100_000_000) }),
  z.strictObject({ kind: z.literal('cut') }),
  z.strictObject({ kind: z.literal('chunked-cut') }),
  z.strictObject({ kind: z.literal('hang-up-idle') }),
  z.strictObject({ kind: z.literal('refuse'), ms }),
  z.strictObject({ kind: z.literal('expired-token') }),
  z.strictObject({ kind: z.literal('garbage'), bytes: z.string() }),
])

/** When a connection is severed. */
export type When = z.infer<typeof when>

/**
 * One way to go wrong, as plain JSON. "Acts" means: checks the request and, if it is right, issues the token or writes the ledger.
 * - `answer`: this answer instead. `accepts`: it acts first, as a server behind a gateway that then answered so.
 * - `reset`, `close`: severs the connection, by TCP RST or FIN.
 * - `late`: acts, answers `ms` later. With `actsAfter` it waits first and then acts, even if the client has gone.
 * - `drip`: acts, answers a byte every `ms`, from the first byte of the status line or (`from: 'body'`) of the body.
 * - `endless`: acts, answers with a body that never ends. `huge`: one of that many bytes, valid JSON.
 * - `cut`: acts, answers with a whole JSON body but a `Content-Length` beyond it, then FIN. `chunked-cut`: the same inside a chunk.
 * - `hang-up-idle`: acts, answers with keep-alive, and hangs up at once. A request that still comes is reset unread.
 * - `refuse`: acts, answers with `Connection: close`, and refuses new connections for `ms`.
 * - `expired-token`: the token call issues a dead token; the send call answers 401 to any token.
 * - `garbage`: these bytes (characters as Latin-1) instead of HTTP, then FIN. Does not act.
 */
export type Fault = z.infer<typeof fault>

/** A call that can have faults. */
export type FaultyCall = 'token' | 'send'

/** What `POST /emulator/faults` takes. */
export const faultOrder = z.strictObject({ call: z.enum(['token', 'send']), faults: z.array(fault) })

function quietly(validate: (text: string) => void): (text: string) => boolean {
  return (text) => {
    try {
      validate(text)
      return true
    } catch {
      return false
    }
  }
}
