import { getOctokit } from '@actions/github'
import { Agent, EnvHttpProxyAgent, fetch, type RequestInit } from 'undici'
import type { Log } from '../report/log.ts'
import { USER_AGENT } from '../walkme/http.ts'
import type { OnceSettings } from './settings.ts'

const CONNECT_TIMEOUT = 10_000

// As for WalkMe in src/walkme/http.ts: HTTP/2 would make a request again by itself.
// An answer without end must not fill memory.
const OPTIONS = { allowH2: false, useMilo: false, maxResponseSize: 1024 * 1024 } as const

/** Octokit over a connection of our own: nothing is made again by itself, no redirect is followed. */
export function connect({ token, api, proxy }: OnceSettings, log: Log) {
  const closing = new AbortController()
  const socket = {
    allowH2: false,
    rejectUnauthorized: true,
    timeout: CONNECT_TIMEOUT,
    signal: closing.signal,
  }
  // All three are given, since undici reads the process's environment for what is left undefined.
  const dispatcher = proxy
    ? new EnvHttpProxyAgent({
        ...{ httpProxy: proxy.url, httpsProxy: proxy.url, noProxy: proxy.bypass },
        ...OPTIONS,
        ...{ connect: socket, proxyTls: socket, requestTls: socket },
      })
    : new Agent({ ...OPTIONS, connect: socket })
  const debug = (message: string) => log.debug(`Octokit: ${message}`)
  const silent = { debug, info: debug, warn: debug, error: debug }
  const octokit = getOctokit(token, {
    baseUrl: api.href.replace(/\/+$/, ''),
    userAgent: USER_AGENT,
    log: silent,
    request: {
      fetch: (url: string, options: RequestInit) => fetch(url, { ...options, dispatcher }),
      redirect: 'manual',
      log: silent,
    },
  })
  return {
    octokit,
    close() {
      void dispatcher.destroy()
      closing.abort()
    },
  }
}
