import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { listen } from '../listening.ts'
import {
  type Answer,
  createCommit,
  createRef,
  createTree,
  getCommit,
  getRef,
  listMatchingRefs,
  moveRef,
  newRepository,
  type Repository,
  said,
} from './repository.ts'

/**
 * GitHub's git API for repositories of any name, as its documentation has it: each is there as soon as it is asked for, with
 * a branch `main`. Its own refs, commits and trees are those of `octo-org/crm`.
 */
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

const CALLS = [
  'GET ref',
  'GET matching-refs',
  'GET commits',
  'POST trees',
  'POST commits',
  'POST refs',
  'PATCH refs',
] as const

/** A call by its method and what it is about. */
export type Call = (typeof CALLS)[number]

/** What comes instead of the API's answer; with `acts`, after it has done what it was asked for. */
export type Fault =
  | { kind: 'answer'; status: number; message?: string; headers?: Record<string, string>; acts?: boolean }
  /** Something else than an error, made of the body that came. */
  | { kind: 'pretence'; status: number; data: (sent: string) => unknown }
  | { kind: 'hang'; acts?: boolean }
  | { kind: 'reset'; acts?: boolean }

const PATH = /^\/api\/v3\/repos\/([^/]+\/[^/]+)\/git\/([^/]+)\/?(.*)$/

/**
 * Starts it on 127.0.0.1; port 0, the default, takes a free one.
 * @throws What Node throws for a port that is taken (`EADDRINUSE`) or not allowed.
 */
export async function startGitHub({ port: wanted = 0 } = {}): Promise<GitHub> {
  const queued = new Map<Call, Fault[]>()
  const server = createServer((request, response) => {
    // A client that breaks off, or one of nonsense: neither may end the program.
    handle(request, response).catch(() => request.socket.destroy())
  })
  let connections = 0
  server.on('connection', (socket) => {
    connections++
    socket.on('close', () => connections--)
  })
  const port = await listen(server, wanted)
  const github: GitHub = {
    url: `http://127.0.0.1:${port}/api/v3`,
    token: 'ghs_16C7e42F292c6912E7710c838347Ae178B4a',
    permission: 'write',
    ...newRepository(() => Date.now()),
    calls: [],
    faults: (call, ...faults) => void queued.set(call, [...(queued.get(call) ?? []), ...faults]),
    connections: () => connections,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }

  // GitHub does not tell names apart by their case.
  const repositories = new Map<string, Repository>([['octo-org/crm', github]])
  function repositoryOf(name: string): Repository {
    const repository = repositories.get(name.toLowerCase()) ?? newRepository(() => github.now())
    repositories.set(name.toLowerCase(), repository)
    return repository
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const { call, name, repository } = callIn(request)
    github.calls.push(call ?? `${request.method} ${request.url}`)
    const body = Buffer.concat(chunks).toString('utf8')
    const act = () => answerTo(github, repositoryOf(repository), request, body)
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
    const standard = {
      'content-type': 'application/json; charset=utf-8',
      date,
      'x-github-request-id': requestId(),
    }
    response.writeHead(status, { ...standard, ...headers })
    response.end(JSON.stringify(data))
  }

  return github
}

/** As GitHub writes one: five groups of hex digits between colons. */
function requestId(): string {
  return randomUUID().toUpperCase().replaceAll('-', ':')
}

function answerTo(github: GitHub, repository: Repository, request: IncomingMessage, body: string): Answer {
  const { authorization, 'user-agent': agent, 'content-type': type = '' } = request.headers
  const { call, name } = callIn(request)
  if (!agent) return said(403, 'Request forbidden by administrative rules.')
  if (authorization !== `token ${github.token}`) return said(401, 'Bad credentials')
  if (call === undefined || github.permission === 'none') return said(404, 'Not Found')
  if (call === 'GET ref') return getRef(repository, name)
  if (call === 'GET matching-refs') return listMatchingRefs(repository, name)
  if (call === 'GET commits') return getCommit(repository, name)

  if (github.permission === 'read') return said(403, 'Resource not accessible by integration')
  if (!type.startsWith('application/json')) return said(400, 'Problems parsing JSON')
  let json: unknown
  try {
    json = JSON.parse(body)
  } catch {
    return said(400, 'Problems parsing JSON')
  }
  switch (call) {
    case 'POST trees':
      return createTree(repository, json)
    case 'POST commits':
      return createCommit(repository, json)
    case 'POST refs':
      return createRef(repository, json)
    case 'PATCH refs':
      return moveRef(repository, name, json)
  }
}

function callIn({ method, url = '' }: IncomingMessage) {
  const [, repository = '', kind, name = ''] = PATH.exec(url) ?? []
  return {
    call: CALLS.find((call) => call === `${method} ${kind}`),
    name: decodeURIComponent(name),
    repository,
  }
}
