import type { Environment } from '../environment.ts'

/** A forward proxy from the environment variables. */
export interface ForwardProxy {
  url: string
  /** The hosts that are reached without the proxy: the value of `NO_PROXY`. */
  bypass: string
}

/**
 * The proxy for a base URL; undefined if there is none. If its URL cannot be used, returns an error message, which never
 * shows the value. Lower-case names come first, as with `curl`. Without `HTTPS_PROXY`, `HTTP_PROXY` is used, as with undici.
 */
export function proxyFor(base: URL, environment: Environment): ForwardProxy | string | undefined {
  // A loopback base URL is the emulator or a test server on this machine. A proxy could not reach it.
  if (base.protocol === 'http:') return undefined
  const [name, value] = proxyVariables(environment)[0] ?? []
  if (name === undefined || value === undefined) return undefined
  const url = withScheme(value)
  if (!isUsable(url)) {
    return `${name} is not the URL of a proxy. Write http://host:port, and special characters in a password as %23 and the like.`
  }
  return { url, bypass: environment['no_proxy'] || environment['NO_PROXY'] || '' }
}

/** The environment variables that name a proxy and have a value. The first one is used. */
export function proxyVariables(environment: Environment): [name: string, value: string][] {
  return ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'].flatMap((name): [string, string][] => {
    const value = environment[name]
    return value ? [[name, value]] : []
  })
}

/** Many people write `proxy.example:3128`, but a URL needs a scheme. */
function withScheme(value: string): string {
  return value.includes('://') ? value : `http://${value}`
}

function isUsable(text: string): boolean {
  const url = URL.parse(text)
  if (url === null || !/^https?:$/.test(url.protocol) || url.hostname === '') return false
  try {
    decodeURIComponent(url.username + url.password)
    return true
  } catch {
    return false
  }
}
