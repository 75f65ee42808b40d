import dns from 'node:dns'
import type { LookupFunction } from 'node:net'

const lookups = new Map<string, Promise<dns.LookupAddress[]>>()

/**
 * Looks a name up once for all connections that wait for it: Node makes only a few lookups at a time, none of which
 * can be broken off, so that with a slow resolver twenty of them would come one after the other.
 */
export const lookup: LookupFunction = (host, options, callback) => {
  const found =
    lookups.get(host) ??
    new Promise<dns.LookupAddress[]>((resolve, reject) => {
      dns.lookup(host, { ...options, all: true }, (error, addresses) =>
        error ? reject(error) : resolve(addresses),
      )
    }).finally(() => lookups.delete(host))
  lookups.set(host, found)
  found.then(
    (addresses) => {
      const [first] = addresses
      if (options.all || first === undefined) callback(null, addresses)
      else callback(null, first.address, first.family)
    },
    (error) => callback(error, ''),
  )
}
