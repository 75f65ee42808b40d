import type { Environment } from '../environment.ts'
import { hostOf, isLoopback } from './base-url.ts'

/** An environment variable that names a proxy which cannot be used, and why. The message never shows the value. */
export interface UnusableProxy {
  variable: string
  message: string
}

const VARIABLES = {
  'https:': ['https_proxy', 'HTTPS_PROXY'],
  'http:': ['http_proxy', 'HTTP_PROXY'],
}

/**
 * The URL of the proxy for a base URL, from the environment variables that `curl`, git and GitHub's own toolkit use:
 * `HTTPS_PROXY` for `https:`, `HTTP_PROXY` for `http:`, in lower case first. Undefined if there is none, or if `NO_PROXY`
 * excludes the host: the variable's value is then not read at all.
 */
export function proxyFor(base: URL, environment: Environment): string | UnusableProxy | undefined {
  // A loopback base URL in plain HTTP is the emulator or a test server on this machine. A proxy could not reach it.
  if (base.protocol === 'http:' && isLoopback(base.hostname)) return undefined
  const names = base.protocol === 'http:' ? VARIABLES['http:'] : VARIABLES['https:']
  const [found] = valuesOf(names, environment)
  if (found === undefined) return undefined
  if (isExcluded(base, environment['no_proxy'] || environment['NO_PROXY'] || '')) return undefined

  const [variable, value] = found
  const url = withScheme(value)
  if (isUsable(url)) return url
  const message = /^socks/i.test(url)
    ? 'A SOCKS proxy cannot be used. Write an HTTP proxy as http://host:port, or name this host in NO_PROXY: ' +
      `${hostOf(base)}.`
    : 'This is not the URL of a proxy. Write http://host:port, and special characters in a password as %23 and the like.'
  return { variable, message }
}

/** The environment variables that name a proxy and have a value, whether or not they are used. */
export function proxyVariables(environment: Environment): [name: string, value: string][] {
  return valuesOf(Object.values(VARIABLES).flat(), environment)
}

function valuesOf(names: readonly string[], environment: Environment): [name: string, value: string][] {
  return names.flatMap((name): [string, string][] => {
    const value = environment[name]
    return value ? [[name, value]] : []
  })
}

/**
 * Whether a list of hosts, separated by commas or spaces, names the host of a base URL: `*`, a host, or a domain with all
 * its subdomains, each with or without a port. `*.example.com` is the subdomains alone.
 */
function isExcluded(base: URL, list: string): boolean {
  const host = hostOf(base).replace(/\.$/, '')
  const port = base.port || (base.protocol === 'https:' ? '443' : '80')
  return list
    .toLowerCase()
    .split(/[\s,]/)
    .some((entry) => {
      // An IPv6 address with a port has brackets; without brackets, all of it is the address.
      const [, inBrackets, plain, entryPort = port] = /^(?:\[(.+)\]|([^:]+))(?::(\d+))?$/.exec(entry) ?? []
      const name = (inBrackets ?? plain ?? entry).replace(/\.$/, '')
      const domain = name.replace(/^\*?\./, '')
      if (domain === '' || entryPort !== port) return false
      const isSame = host === domain && !name.startsWith('*')
      return domain === '*' || isSame || host.endsWith(`.${domain}`)
    })
}

/** Many people write `proxy.example:3128`, but a URL needs a scheme. */
function withScheme(value: string): string {
  return value.includes('://') ? value : `http://${value}`
}

function isUsable(text: string): boolean {
  const url = URL.parse(text)
  if (url === null || !/^https?:$/.test(url.protocol)) return false
  try {
    decodeURIComponent(url.username + url.password)
    return true
  } catch {
    return false
  }
}
