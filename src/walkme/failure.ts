import { causesOf, codeOf } from '../http/causes.ts'
import { Interruption } from '../http/deadline.ts'
import type { Exchange } from '../http/exchange.ts'

/** An exchange without an answer. */
export type Failure = Extract<Exchange, { kind: 'failure' }>

const CERTIFICATE: Record<string, string> = {
  CERT_HAS_EXPIRED: "the server's certificate has expired: its operator must renew it",
  CERT_NOT_YET_VALID: "the server's certificate is not valid yet: check the clock of this machine",
  ERR_TLS_CERT_ALTNAME_INVALID:
    "the server's certificate is for another host name: check data-center and api-url, or what intercepts the connection",
  DEPTH_ZERO_SELF_SIGNED_CERT: unknownAuthority(),
  SELF_SIGNED_CERT_IN_CHAIN: unknownAuthority(),
  UNABLE_TO_GET_ISSUER_CERT: unknownAuthority(),
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: unknownAuthority(),
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: unknownAuthority(),
  CERT_UNTRUSTED: unknownAuthority(),
  CERT_REVOKED: "the server's certificate was revoked: its operator must replace it",
  CERT_REJECTED: refused(),
  CERT_SIGNATURE_FAILURE: refused(),
  CERT_CHAIN_TOO_LONG: refused(),
  INVALID_CA: refused(),
  INVALID_PURPOSE: refused(),
  PATH_LENGTH_EXCEEDED: refused(),
}

const CONNECTION: Record<string, string> = {
  ENOTFOUND: 'the host name could not be resolved: check data-center, api-url and the DNS of the runner',
  EAI_AGAIN: 'the host name could not be resolved: check the DNS of the runner',
  ECONNREFUSED:
    'the connection was refused: check api-url, the proxy settings and the firewall of the runner',
  EHOSTUNREACH: 'the host is unreachable: check the network of the runner',
  ENETUNREACH: 'the network is unreachable: check the network of the runner',
  ETIMEDOUT: 'the connection timed out: check the firewall and the proxy settings of the runner',
  UND_ERR_CONNECT_TIMEOUT:
    'the connection timed out: check the firewall and the proxy settings of the runner',
}

// undici closes the connection at these, and says only this (lib/dispatcher/client-h1.js, onHeadersComplete).
const UNASKED = new Map([
  ['bad response', '"100 Continue"'],
  ['bad upgrade', '"101 Switching Protocols"'],
])

/** Whether the server's certificate was not accepted. A retry does not fix that. */
export function isCertificateFailure({ error }: Failure): boolean {
  return Object.hasOwn(CERTIFICATE, mostSpecificCode(error))
}

/** Says why no answer came and what to do, as a part of a sentence: it begins with a small letter and has no period. */
export function describeFailure(failure: Failure): string {
  const code = mostSpecificCode(failure.error)
  if (failure.error instanceof Interruption) {
    return `${failure.error.message} before ${failure.mayHaveBeenSent ? 'an answer came' : 'the request could be made'}`
  }
  const unasked = UNASKED.get(failure.error.message)
  if (unasked !== undefined)
    return `the server sent ${unasked}, which was not asked for, so the connection was closed before an answer came`
  if (failure.mayHaveBeenSent) return `the connection broke before an answer came (${code})`
  const known = messageFor(code)
  if (known !== undefined) return `${known} (${code})`
  const tunnel = /^Proxy response \((\d{3})\)/.exec(failure.error.message)?.[1]
  if (tunnel === '407')
    return 'the proxy needs a user name and password: put them into HTTPS_PROXY (HTTP 407)'
  if (tunnel !== undefined) return `the proxy refused the connection to this host (HTTP ${tunnel})`
  return `no connection could be made (${code})`
}

function messageFor(code: string): string | undefined {
  const messages = Object.hasOwn(CERTIFICATE, code) ? CERTIFICATE : CONNECTION
  return Object.hasOwn(messages, code) ? messages[code] : undefined
}

function unknownAuthority(): string {
  return (
    "the server's certificate was issued by an authority that this machine does not know: " +
    'if it is your own, name its file in NODE_EXTRA_CA_CERTS'
  )
}

function refused(): string {
  return "the server's certificate is not valid for this use: its operator must replace it"
}

/** The first error code with a message of its own; if there is none, the code of the innermost error. */
function mostSpecificCode(error: Error): string {
  const codes = causesOf(error).flatMap((cause) => codeOf(cause) ?? [])
  return codes.find((code) => messageFor(code) !== undefined) ?? codes.at(-1) ?? error.name
}
