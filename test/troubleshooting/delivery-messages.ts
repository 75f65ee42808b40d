import { fileURLToPath } from 'node:url'
import { deadlineFor } from '../../src/http/deadline.ts'
import type { Exchange } from '../../src/http/exchange.ts'
import { extraCertificatesProblem } from '../../src/http/extra-certificates.ts'
import type { HttpAnswer } from '../../src/walkme/answer.ts'
import { clockRefusal } from '../../src/walkme/clock.ts'
import { explainFailure, explainMixedAnswer } from '../../src/walkme/send-request.ts'
import { readToken } from '../../src/walkme/token.ts'

// Without the angle brackets of the page: they would make it HTML.
const SAID = 'as the server says'
const WORDS = { 'content-type': 'text/plain' }

function answer(status: number, body = SAID, headers: Record<string, string> = WORDS): HttpAnswer {
  return { kind: 'answer', status, headers, body, complete: true }
}

/** An error as Node and undici make them: a code, and for proxies a sentence. */
function failure(code: string, { left = false, message = '' } = {}): Exchange {
  return {
    kind: 'failure',
    mayHaveBeenSent: left,
    error: Object.assign(new Error(message), { code, hostname: '<host>' }),
  }
}

// Codes of Node, OpenSSL and undici; of those that mean the same to the reader, all.
const CODES = [
  ...['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH'],
  ...['ETIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT', 'ECONNRESET'],
  ...['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID', 'ERR_TLS_CERT_ALTNAME_INVALID', 'CERT_REVOKED'],
  ...['DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN', 'UNABLE_TO_GET_ISSUER_CERT'],
  ...['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'CERT_UNTRUSTED'],
  ...['CERT_REJECTED', 'CERT_SIGNATURE_FAILURE', 'CERT_CHAIN_TOO_LONG'],
  ...['INVALID_CA', 'INVALID_PURPOSE', 'PATH_LENGTH_EXCEEDED'],
]

/** Every failure of a connection: before a byte of the request left, and after. */
async function failures(): Promise<Exchange[]> {
  const world = { elapsed: () => 0 }
  const cancelled = deadlineFor(60_000, { ...world, cancelled: AbortSignal.abort() })
  const overdue = deadlineFor(1, { ...world, cancelled: new AbortController().signal })
  await new Promise((resolve) => overdue.signal.addEventListener('abort', resolve, { once: true }))
  cancelled.clear()
  overdue.clear()
  return [
    ...CODES.map((code) => failure(code)),
    failure('ECONNRESET', { left: true }),
    ...['bad response', 'bad upgrade'].map((message) => failure('UND_ERR_SOCKET', { left: true, message })),
    failure('UND_ERR_HEADERS_OVERFLOW', { left: true }),
    ...[407, 502].map((status) =>
      failure('UND_ERR_ABORTED', { message: `Proxy response (${status}) !== 200 when HTTP Tunneling` }),
    ),
    ...[cancelled, overdue].flatMap(({ signal }) =>
      [false, true].map(
        (left): Exchange => ({ kind: 'failure', mayHaveBeenSent: left, error: signal.reason }),
      ),
    ),
  ]
}

/** Every reason for which a token or a send can fail, as the action says it. */
export async function deliveryMessages(): Promise<string[]> {
  const html = { 'content-type': 'text/html' }
  const broken = await failures()
  const tokenAnswers = [
    ...[302, 401, 404, 418].map((status) => answer(status)),
    answer(299, '<html>', html),
    answer(299, '{}'),
    answer(418, '{"access_token":"x"}'),
    { ...answer(299), complete: false },
  ]
  const sendAnswers = [
    ...[302, 400, 401, 403, 404, 418, 429, 500].map((status) => answer(status)),
    answer(503, SAID, { ...WORDS, 'retry-after': '1' }),
    answer(299, JSON.stringify({ error: SAID })),
  ]
  const ca = "The server's certificate was issued by an authority that this machine does not know: "
  const problems = ['/nowhere.pem', fileURLToPath(import.meta.url)].map((path) =>
    extraCertificatesProblem(path, () => 0),
  )
  return [
    clockRefusal('<time> behind'),
    ...problems.map((problem) => `${ca}${problem} (CODE).`),
    explainMixedAnswer(answer(299), []),
    ...tokenAnswers.map(reasonOf),
    ...broken.map((failed) => {
      // What can go wrong with a connection is listed once, as the send says it.
      const [reason, sent] = [reasonOf(failed), explainFailure(failed, [])]
      const same = `No token: ${sent.charAt(0).toLowerCase()}${sent.slice(1)}`
      return reason === same ? 'No token: <what went wrong with the connection>' : reason
    }),
    ...[...sendAnswers, ...broken].map((exchange) => explainFailure(exchange, [])),
  ].map(withPlaceholders)
}

function reasonOf(exchange: Exchange): string {
  const result = readToken(exchange)
  return 'reason' in result ? result.reason : ''
}

// One of these stands for many; the other statuses have an advice of their own.
const MANY = /HTTP (299|302|418|429|500|502|503)\b/g

function withPlaceholders(message: string): string {
  return message
    .replaceAll(SAID, '<what the server says>')
    .replace(MANY, 'HTTP <status>')
    .replace(/\([A-Z_]+\)/, '(<code>)')
    .replace(/deadline of [\d.]+ s/, 'deadline of <seconds> s')
}
