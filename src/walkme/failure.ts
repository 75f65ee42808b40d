import { causesOf, codeOf } from '../http/causes.ts'
import { Interruption } from '../http/deadline.ts'
import type { Exchange } from '../http/exchange.ts'
import { extraCertificatesProblem } from '../http/extra-certificates.ts'

/** An exchange without an answer. */
export type Failure = Extract<Exchange, { kind: 'failure' }>

const UNKNOWN_AUTHORITY = [
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'CERT_UNTRUSTED',
]

const CERTIFICATE: Record<string, string> = {
  CERT_HAS_EXPIRED: "the server's certificate has expired: its operator must renew it",
  CERT_NOT_YET_VALID: "the server's certificate is not valid yet: check the clock of this machine",
  ERR_TLS_CERT_ALTNAME_INVALID:
    "the server's certificate is for another host name: check data-center and api-url, or what intercepts the connection",
  CERT_REVOKED: "the server's certificate was revoked: its operator must replace it",
  CERT_REJECTED: refused(),
  CERT_SIGNATURE_FAILURE: refused(),
  CERT_CHAIN_TOO_LONG: refused(),
  INVALID_CA: refused(),
  INVALID_PURPOSE: refused(),
  PATH_LENGTH_EXCEEDED: refused(),
}

const CONNECTION: Record<string, string> = {
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

// What to check if a host name cannot be resolved. The name is of the server, or of a proxy.
const RESOLUTION: Record<string, string> = {
  ENOTFOUND: 'check data-center, api-url, the proxy settings and the DNS of the runner',
  EAI_AGAIN: 'check the DNS of the runner',
}

/**
 * Whether a retry does not help: the server's certificate was not accepted, or the proxy refused the user name and
 * password. A wrong password that is presented again and again locks the account.
 */
export function isPermanent(error: unknown): boolean {
  const errors = causesOf(error)
  return (
    errors.some((cause) => isPasswordRefused(tunnelStatus(cause))) ||
    errors.some((cause) => isCertificateCode(codeOf(cause) ?? ''))
  )
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
  if (code === 'UND_ERR_HEADERS_OVERFLOW') {
    return `the headers of the answer are larger than 64 KiB, so it could not be read (${code})`
  }
  if (failure.mayHaveBeenSent) return `the connection broke before an answer came (${code})`
  const known = messageFor(code, failure.error)
  if (known !== undefined) return `${known} (${code})`
  const tunnel = tunnelStatus(failure.error)
  if (isPasswordRefused(tunnel)) {
    return `the proxy did not accept the user name and password in HTTPS_PROXY, or there are none (HTTP ${tunnel})`
  }
  if (tunnel !== undefined) return `the proxy refused the connection to this host (HTTP ${tunnel})`
  return `no connection could be made (${code})`
}

/** The status with which a proxy refused a tunnel. undici has it only in the text of its error. */
function tunnelStatus({ message }: Error): string | undefined {
  return /^Proxy response \((\d{3})\)/.exec(message)?.[1]
}

/** 407 is the right status (RFC 9110 §15.5.8). tinyproxy answers 401 to a wrong password. */
function isPasswordRefused(status: string | undefined): boolean {
  return status === '407' || status === '401'
}

function isCertificateCode(code: string): boolean {
  return UNKNOWN_AUTHORITY.includes(code) || Object.hasOwn(CERTIFICATE, code)
}

function messageFor(code: string, error: Error): string | undefined {
  if (Object.hasOwn(RESOLUTION, code))
    return `the host name${hostOf(error)} could not be resolved: ${RESOLUTION[code]}`
  if (UNKNOWN_AUTHORITY.includes(code)) return unknownAuthority()
  const messages = Object.hasOwn(CERTIFICATE, code) ? CERTIFICATE : CONNECTION
  return Object.hasOwn(messages, code) ? messages[code] : undefined
}

/** A space and the host name that Node could not resolve, or nothing. */
function hostOf(error: Error): string {
  const hosts = causesOf(error).flatMap((cause) =>
    'hostname' in cause && typeof cause.hostname === 'string' ? [` ${cause.hostname}`] : [],
  )
  return hosts[0] ?? ''
}

function unknownAuthority(): string {
  const problem = extraCertificatesProblem()
  return (
    "the server's certificate was issued by an authority that this machine does not know: " +
    (problem ?? 'if it is your own, name its file in NODE_EXTRA_CA_CERTS')
  )
}

function refused(): string {
  return "the server's certificate is not valid for this use: its operator must replace it"
}

/** The first error code with a message of its own; if there is none, the code of the innermost error. */
function mostSpecificCode(error: Error): string {
  const codes = causesOf(error).flatMap((cause) => codeOf(cause) ?? [])
  return codes.find((code) => messageFor(code, error) !== undefined) ?? codes.at(-1) ?? error.name
}
