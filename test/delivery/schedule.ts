import fc from 'fast-check'
import type { Fault } from '../../emulator/faults.ts'

/** One drawn run: what goes wrong at each call, in order, and how the action was set up. */
export interface Schedule {
  token: Fault[]
  send: Fault[]
  /** How many systems it goes to, side by side; they share the faults, first come, first served. */
  systems: number
  retries: number
  resendWhenUncertain: boolean
  /** Milliseconds for everything. */
  deadline: number
  /** What the jitter is drawn as, one for all waits. */
  jitter: number
}

const milliseconds = fc.integer({ min: 0, max: 120 })
const when = fc.constantFrom('before-reading', 'after-headers', 'after-body', 'after-accepting', 'mid-answer')
const retryAfter = fc.constantFrom('0', '1', 'soon', new Date(0).toUTCString(), new Date(4e12).toUTCString())

/** A status that says for certain that the server did not act. */
const refusal: fc.Arbitrary<Fault> = fc.oneof(
  fc
    .constantFrom(301, 302, 307, 308, 400, 401, 403, 404, 409, 413, 422, 429)
    .map((status): Fault => ({ kind: 'answer', status })),
  fc
    .record({ status: fc.constantFrom(429, 503), after: retryAfter })
    .map(({ status, after }): Fault => ({ kind: 'answer', status, headers: { 'retry-after': after } })),
)

/** A status, or a page, that may come whether the server acted or not. */
const doubt: fc.Arbitrary<Fault> = fc
  .record({
    status: fc.constantFrom(200, 201, 303, 408, 500, 502, 503, 504, 599),
    accepts: fc.boolean(),
    isHtml: fc.boolean(),
  })
  .map(
    ({ status, accepts, isHtml }): Fault => ({
      kind: 'answer',
      status,
      accepts,
      headers: { 'content-type': isHtml ? 'text/html' : 'application/json' },
      body: isHtml ? '<h1>Welcome</h1>' : '{"error":"something went wrong"}',
    }),
  )

/** A success without anything in it. */
const success: fc.Arbitrary<Fault> = fc
  .constantFrom(200, 201, 202, 204)
  .map((status): Fault => ({ kind: 'answer', status, accepts: true }))

const transport: fc.Arbitrary<Fault> = fc.oneof(
  fc.record({ kind: fc.constantFrom('reset' as const, 'close' as const), when }),
  fc.record({ kind: fc.constant('late' as const), ms: milliseconds, actsAfter: fc.boolean() }),
  fc.record({
    kind: fc.constant('drip' as const),
    ms: fc.integer({ min: 0, max: 3 }),
    from: fc.constantFrom('status-line' as const, 'body' as const),
  }),
  fc.record({ kind: fc.constant('refuse' as const), ms: fc.integer({ min: 1, max: 60 }) }),
  fc.constantFrom<Fault[]>(
    { kind: 'endless' },
    { kind: 'huge', bytes: 1_200_000 },
    { kind: 'cut' },
    { kind: 'chunked-cut' },
    { kind: 'hang-up-idle' },
    { kind: 'expired-token' },
    { kind: 'garbage', bytes: 'SSH-2.0-OpenSSH\r\n' },
  ),
)

/**
 * Schedules in which the server keeps to what the delivery relies on: it did not act where it says so for certain,
 * and it did where it answers 2xx without an error. All else, and every moment to break off, is drawn.
 */
export const schedule: fc.Arbitrary<Schedule> = fc
  .record({
    token: fc.array(fc.oneof({ weight: 3, arbitrary: transport }, refusal, doubt), { maxLength: 3 }),
    send: fc.array(fc.oneof({ weight: 3, arbitrary: transport }, refusal, doubt, success), { maxLength: 4 }),
    systems: fc.constantFrom(1, 1, 2, 3),
    retries: fc.integer({ min: 0, max: 3 }),
    resendWhenUncertain: fc.boolean(),
    deadline: fc.integer({ min: 30, max: 150 }),
    jitter: fc.double({ min: 0, max: 0.02, noNaN: true }),
  })
  .filter(({ token, send }) => !(token.some(isDeadToken) && send.some(isBareSuccess)))

// A dead token is never acted on, so a server that answers it with 2xx would be lying.
const isDeadToken = ({ kind }: Fault) => kind === 'expired-token'
const isBareSuccess = (fault: Fault) =>
  fault.kind === 'answer' && fault.status < 300 && fault.body === undefined
