import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { listen } from '../../emulator/listening.ts'
import {
  type Answer,
  createCommit,
  createRef,
  createTree,
  getCommit,
  getRef,
  moveRef,
  type Repository,
  said,
} from './repository.ts'

/** GitHub's git API for the repository `octo-org/crm`, as its documentation has it. */
export interface GitHub extends Repository {
  /** The base URL of the API, with a path prefix as GitHub Enterprise Server has one. */
  url: string
  token: string
  /** What the token may do with the repository's contents. */
  permission: 'write' | 'read' | 'none'
  /** The calls that came, in order. */
  calls: string[]
  /** What goes wrong with the next calls of a kind, one after the other. */
  faults(call: Call, ...faults: Fault[]): void
  /** How many connections are open. */
  connections(): number
  close(): Promise<void>
}

const CALLS = ['GET ref', 'GET commits', 'POST trees', 'POST commits', 'POST refs', 'PATCH refs'] as const

/** A call by its method and what it is about. */
export type Call = (typeof CALLS)[number]

/** What comes instead of the API's answer; with `acts`, after it has done what it was asked for. */
export type Fault =
  | { kind: 'answer'; status: number; message?: string; headers?: Record<string, string>; acts?: boolean }
  /** Something else than an error, made of the body that came. */
  | { kind: 'pretence'; status: number; data: (sent: string) => unknown }
  | { kind: 'hang'; acts?: boolean }
  | { kind: 'reset'; acts?: boolean }

const ROOT = '/api/v3/repos/octo-org/crm/git/'

/** Starts it on a free port. */
export async function startGitHub(): Promise<GitHub> {
  const queued = new Map<Call, Fault[]>()
  const server = createServer((request, response) => void handle(request, response))
  let connections = 0
  server.on('connection', (socket) => {
    connections++
    socket.on('close', () => connections--)
  })
  const port = await listen(server, 0)
  const github: GitHub = {
    url: `http://127.0.0.1:${port}/api/v3`,
    token: 'ghs_16C7e42F292c6912E7710c838347Ae178B4a',
    permission: 'write',
    refs: new Map([['refs/heads/main', '8b1f0d6c5a4e3f2d1c0b9a8f7e6d5c4b3a2f1e0d']]),
    commits: new Map(),
    trees: new Set(),
    calls: [],
    faults: (call, ...faults) => void queued.set(call, [...(queued.get(call) ?? []), ...faults]),
    connections: () => connections,
    now: () => Date.now(),
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const { call, name } = callIn(request)
    github.calls.push(call ?? `${request.method} ${request.url}`)
    const body = Buffer.concat(chunks).toString('utf8')
    const act = () => answerTo(github, request, body)
    const fault = call && queued.get(call)?.shift()
    if (fault === undefined) return reply(response, act())
    if (fault.kind === 'pretence') return reply(response, { status: fault.status, data: fault.data(body) })
    if (fault.acts) act()
    if (fault.kind === 'reset') request.socket.resetAndDestroy()
    if (fault.kind === 'answer')
      reply(response, said(fault.status, fault.message ?? `About ${name}`), fault.headers)
  }

  function reply(response: ServerResponse, { status, data }: Answer, headers = {}): void {
    const date = new Date(github.now()).toUTCString()
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', date, ...headers })
    response.end(JSON.stringify(data))
  }

  return github
}

function answerTo(github: GitHub, request: IncomingMessage, body: string): Answer {
  const { authorization, 'user-agent': agent, 'content-type': type = '' } = request.headers
  const { call, name } = callIn(request)
  if (!agent) return said(403, 'Request forbidden by administrative rules.')
  if (authorization !== `token ${github.token}`) return said(401, 'Bad credentials')
  if (call === undefined || github.permission === 'none') return said(404, 'Not Found')
  if (call === 'GET ref') return getRef(github, name)
  if (call === 'GET commits') return getCommit(github, name)

  if (github.permission === 'read') return said(403, 'Resource not accessible by integration')
  if (!type.startsWith('application/json')) return said(400, 'Problems parsing JSON')
  const json: unknown = JSON.parse(body)
  switch (call) {
    case 'POST trees':
      return createTree(github, json)
    case 'POST commits':
      return createCommit(github, json)
    case 'POST refs':
      return createRef(github, json)
    case 'PATCH refs':
      return moveRef(github, name, json)
  }
}

function callIn({ method, url = '' }: IncomingMessage): { call: Call | undefined; name: string } {
  const [kind = '', ...rest] = url.startsWith(ROOT) ? url.slice(ROOT.length).split('/') : []
  return {
    call: CALLS.find((call) => call === `${method} ${kind}`),
    name: decodeURIComponent(rest.join('/')),
  }
}
