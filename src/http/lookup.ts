import dns from 'node:dns'
import type { LookupFunction } from 'node:net'

const lookups = new Map<string, Promise<dns.LookupAddress[]>>()

/**
 * Looks up a host name once for all connections that wait for it. Node makes only a few lookups at the same time and
 * cannot cancel them, so with a slow resolver twenty lookups would run one after the other.
 */
const lookup: LookupFunction = (host, options, callback) => {
  const pending =
    lookups.get(host) ??
    new Promise<dns.LookupAddress[]>((resolve, reject) => {
      dns.lookup(host, { ...options, all: true }, (error, addresses) =>
        error ? reject(error) : resolve(addresses),
      )
    }).finally(() => lookups.delete(host))
  lookups.set(host, pending)
  pending.then(
    (addresses) => {
      const [first] = addresses
      if (options.all || first === undefined) callback(null, addresses)
      else callback(null, first.address, first.family)
    },
    (error) => callback(error, ''),
  )
}

/**
 * How to open a TCP connection to a host name. If it has several addresses, each one has a second: that is when TCP itself
 * tries again. Node's default of 250 ms gives up an address that is only slow.
 */
export const TCP_OPTIONS = { lookup, autoSelectFamilyAttemptTimeout: 1_000 }
