import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import { rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { afterAll, beforeAll } from 'vitest'

/** A server certificate and its key, as PEM. */
export interface Certificate {
  key: string
  cert: string
}

/** What a server certificate says; by default it is for this machine, and valid for a day. */
export interface Terms {
  /** Host names, wildcards and IPv4 addresses. */
  hosts?: readonly string[]
  /** Days from now. */
  from?: number
  /** Days from now. */
  until?: number
}

/** Somebody who issues certificates. */
export interface Authority {
  /** Its own certificate, as PEM. */
  cert: string
  issue(terms?: Terms): Certificate
}

const DAY = 24 * 60 * 60 * 1_000
const ECDSA_WITH_SHA256 = der(0x30, oid('2a8648ce3d040302'))

/**
 * A new authority that nobody knows yet, so that no private key lies in the repository. Certificates are built from DER by
 * hand (RFC 5280 §4.1): Node makes keys only, and @peculiar/x509 comes with twenty packages, a polyfill and the DOM's types.
 */
export function newAuthority(): Authority {
  const issuer = commonName(`Test authority ${randomBytes(4).toString('hex')}`)
  const own = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  // RFC 5280 §4.2.1.9: only a certificate that says so may sign others.
  const mayIssue = extension('551d13', der(0x30, der(0x01, Buffer.from([0xff]))), 'critical')
  const signed = (subject: Buffer, publicKey: KeyObject, extra: Buffer, from: number, until: number) =>
    certificate({ issuer, signer: own.privateKey, subject, publicKey, extra, from, until })

  return {
    cert: signed(issuer, own.publicKey, mayIssue, -2, 2),
    issue({ hosts = ['127.0.0.1', 'localhost'], from = -1, until = 1 } = {}) {
      const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
      const names = extension('551d11', der(0x30, ...hosts.map(generalName)))
      return {
        key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
        cert: signed(commonName('Test server'), publicKey, names, from, until),
      }
    },
  }
}

/** A certificate for 127.0.0.1 that vouches for itself, valid for a day. */
export function selfSigned(): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const name = commonName('Test server')
  const extra = extension('551d11', der(0x30, generalName('127.0.0.1')))
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: certificate({
      issuer: name,
      signer: privateKey,
      subject: name,
      publicKey,
      extra,
      from: -1,
      until: 1,
    }),
  }
}

/** Has this process trust an authority during the tests of a file. Node reads `NODE_EXTRA_CA_CERTS` only at its start. */
export function trustDuringTests({ cert }: Authority): void {
  const before = getCACertificates('default')
  beforeAll(() => setDefaultCACertificates([...before, cert]))
  afterAll(() => setDefaultCACertificates(before))
}

/** A file for `NODE_EXTRA_CA_CERTS`, there during the tests of a file. */
export function fileDuringTests({ cert }: Authority): string {
  const file = join(tmpdir(), `walkme-authority-${randomBytes(8).toString('hex')}.pem`)
  beforeAll(() => writeFileSync(file, cert))
  afterAll(() => rmSync(file))
  return file
}

interface Content {
  issuer: Buffer
  signer: KeyObject
  subject: Buffer
  publicKey: KeyObject
  extra: Buffer
  from: number
  until: number
}

function certificate({ issuer, signer, subject, publicKey, extra, from, until }: Content): string {
  const content = der(
    0x30,
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ECDSA_WITH_SHA256,
    issuer,
    der(0x30, utcTime(from), utcTime(until)),
    subject,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, der(0x30, extra)),
  )
  const signature = der(0x03, Buffer.from([0]), sign('sha256', content, signer))
  const whole = der(0x30, content, ECDSA_WITH_SHA256, signature)
  const lines = whole.toString('base64').match(/.{1,64}/g) ?? []
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
}

function commonName(text: string): Buffer {
  return der(0x30, der(0x31, der(0x30, oid('550403'), der(0x0c, Buffer.from(text)))))
}

function extension(id: string, value: Buffer, critical?: 'critical'): Buffer {
  const flag = critical === undefined ? [] : [der(0x01, Buffer.from([0xff]))]
  return der(0x30, oid(id), ...flag, der(0x04, value))
}

function generalName(host: string): Buffer {
  const isAddress = /^\d+(\.\d+){3}$/.test(host)
  return isAddress ? der(0x87, Buffer.from(host.split('.').map(Number))) : der(0x82, Buffer.from(host))
}

function der(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts)
  const { length } = content
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255]
  return Buffer.concat([Buffer.from([tag, ...size]), content])
}

function oid(hex: string): Buffer {
  return der(0x06, Buffer.from(hex, 'hex'))
}

function utcTime(days: number): Buffer {
  const digits = new Date(Date.now() + days * DAY).toISOString().replace(/\D/g, '').slice(2, 14)
  return der(0x17, Buffer.from(`${digits}Z`))
}
