import type { Environment } from '../environment.ts'

/** A forward proxy, as the environment names it. */
export interface ForwardProxy {
  url: string
  /** The hosts that are reached without it, `NO_PROXY`. */
  bypass: string
}

/**
 * The proxy for a base URL; undefined where there is none, or a sentence for one that cannot be used, which never
 * shows its value. Lower case wins, as with `curl`; `HTTP_PROXY` stands in for `HTTPS_PROXY`, as with undici.
 */
export function proxyFor(base: URL, environment: Environment): ForwardProxy | string | undefined {
  // A loopback base URL is the emulator or a test server on this machine, which a proxy could not reach.
  if (base.protocol === 'http:') return undefined
  const [name, value] = proxyVariables(environment)[0] ?? []
  if (name === undefined || value === undefined) return undefined
  const url = withScheme(value)
  if (!isUsable(url)) {
    return `${name} is not the URL of a proxy. Write http://host:port, and special characters in a password as %23 and the like.`
  }
  return { url, bypass: environment['no_proxy'] || environment['NO_PROXY'] || '' }
}

/** The variables that name a proxy, those with a value, the one that counts first. */
export function proxyVariables(environment: Environment): [name: string, value: string][] {
  return ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'].flatMap((name): [string, string][] => {
    const value = environment[name]
    return value ? [[name, value]] : []
  })
}

/** `proxy.example:3128` is what many write; a URL needs its scheme. */
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
