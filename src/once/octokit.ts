import { getOctokit } from '@actions/github'
import { createHttpClient, USER_AGENT } from '../http/http.ts'
import type { OnceSettings } from '../inputs/once.ts'
import type { Log } from '../log/log.ts'

/** Octokit over our own HTTP client: it retries nothing and follows no redirect. */
export async function createOctokit({ token, api, proxy }: OnceSettings, log: Log) {
  const http = await createHttpClient({ base: api, proxy })
  const debug = (message: string) => log.debug(`Octokit: ${message}`)
  const silent = { debug, info: debug, warn: debug, error: debug }
  const octokit = getOctokit(token, {
    baseUrl: api.href.replace(/(?<!\/)\/+$/, ''),
    userAgent: USER_AGENT,
    log: silent,
    request: {
      /** The part of `fetch` that Octokit uses. */
      async fetch(url: string, { method, headers, body, signal }: Asked): Promise<Response> {
        const exchange = await http.request({ method, url: new URL(url), headers, body, signal })
        if (exchange.kind === 'failure') throw exchange.error
        if (!exchange.complete) throw new Error('the answer broke off')
        const { status, headers: answered } = exchange
        // `Response` throws for a body with one of these statuses, and for a status over 599.
        const content = [204, 205, 304].includes(status) ? null : exchange.body
        if (status > 599) throw new Error(`HTTP ${status}`)
        return new Response(content, { status, headers: answered })
      },
      log: silent,
    },
  })
  return { octokit, close: http.close }
}

/** A request as Octokit hands it to `fetch`. */
interface Asked {
  method: 'GET' | 'PATCH' | 'POST'
  headers: Record<string, string>
  body?: string
  signal?: AbortSignal
}
