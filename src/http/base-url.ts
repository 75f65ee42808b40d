/**
 * Reads a base URL: `https:`, or `http:` on a loopback host. A path prefix is kept.
 * For anything else, returns an error message. The message never shows the text, since it may contain a credential.
 */
export function parseBaseUrl(text: string): URL | string {
  const url = /\s/.test(text) ? null : URL.parse(text)
  if (url === null || !/^https?:\/\//i.test(text)) {
    return 'This is not a URL. Write the base URL of the API, as in https://api.walkme.com.'
  }
  if (url.username !== '' || url.password !== '') {
    return 'A URL with a user name or password in it is not accepted. Use client-id and client-secret.'
  }
  if (/[?#]/.test(text)) return 'A base URL has no query ("?") and no fragment ("#"). Remove them.'
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    return 'Plain http: would send the credentials unencrypted. Use https: (http: is for loopback hosts only).'
  }
  return url
}

/** The URL of an API call: the base URL with its path prefix, then the path of the call. */
export function callUrl(base: URL, path: `/${string}`): URL {
  const url = new URL(base)
  url.pathname = url.pathname.replace(/(?<!\/)\/+$/, '') + path
  return url
}

/** The host name or address of a URL, as `node:net` expects it: IPv6 without brackets. */
export function hostOf({ hostname }: URL): string {
  return hostname.replace(/[[\]]/g, '')
}

/** Whether a URL's host name is this machine itself. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname)
}
