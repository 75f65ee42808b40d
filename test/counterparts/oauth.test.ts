import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { createRemoteJWKSet, type JWTPayload, jwtVerify } from 'jose'
import {
  type MutableResponse,
  type MutableToken,
  OAuth2Server,
  type TokenRequestIncomingMessage,
} from 'oauth2-mock-server'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { runAction } from '../../runner/runner.ts'
import { runInProcess, type StepInputs } from '../world.ts'
import { listenHere } from './servers.ts'

const CLIENT = { id: 'crm-deploys', secret: 'a:secret/with+what=Basic-must%carry ü' }

const oauth = new OAuth2Server()

beforeAll(async () => {
  await oauth.issuer.keys.generate('RS256')
  await oauth.start(0, '127.0.0.1')
})
afterAll(() => oauth.stop())

// The server signs for anybody who asks. What a real one does with the Basic header happens in its events.
oauth.service.on('beforeTokenSigning', ({ payload }: MutableToken, asked: TokenRequestIncomingMessage) => {
  payload['client_id'] = basicPair(asked)?.id
})
oauth.service.on('beforeResponse', (answer: MutableResponse, asked: TokenRequestIncomingMessage) => {
  const pair = basicPair(asked)
  if (pair?.id === CLIENT.id && pair.secret === CLIENT.secret) return
  answer.statusCode = 400
  answer.body = { error: 'invalid_client', error_description: 'Client authentication failed' }
})

function basicPair({ headers }: IncomingMessage): { id: string; secret: string } | undefined {
  const encoded = /^Basic (\S+)$/.exec(headers.authorization ?? '')?.[1]
  const [, id, secret] = /^([^:]*):(.*)$/s.exec(Buffer.from(encoded ?? '', 'base64').toString()) ?? []
  return id === undefined || secret === undefined ? undefined : { id, secret }
}

interface Front {
  url: string
  /** The claims of the tokens that proved genuine, one per accepted send. */
  accepted: JWTPayload[]
  /** Why the other sends were turned away. */
  turnedAway: string[]
}

/** WalkMe's two paths on one port: tokens come from the OAuth server, and a send needs one of them. */
async function startFront(): Promise<Front> {
  const tokenEndpoint = { host: '127.0.0.1', port: oauth.address().port, path: '/token' }
  const keys = createRemoteJWKSet(new URL(`http://127.0.0.1:${tokenEndpoint.port}/jwks`))
  const front: Front = { url: '', accepted: [], turnedAway: [] }

  function passToOAuth(asked: IncomingMessage, answer: ServerResponse): void {
    const { rawHeaders: headers } = asked
    const onward = request({ ...tokenEndpoint, method: 'POST', headers, setHost: false, agent: false })
    onward.on('response', (got) => {
      answer.writeHead(got.statusCode ?? 502, got.rawHeaders)
      got.pipe(answer)
    })
    asked.pipe(onward)
  }

  async function takeSend(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
    const { notification } = JSON.parse(await text(asked))
    const [, token = ''] = /^Bearer (\S+)$/.exec(asked.headers.authorization ?? '') ?? []
    try {
      const { payload } = await jwtVerify(token, keys, { issuer: oauth.issuer.url ?? '' })
      front.accepted.push(payload)
      answer.writeHead(200, { 'content-type': 'application/json' })
      answer.end(JSON.stringify({ notificationId: `for ${notification.templateId}` }))
    } catch (error) {
      front.turnedAway.push(String(error))
      answer.writeHead(401, { 'www-authenticate': 'Bearer error="invalid_token"' }).end()
    }
  }

  const port = await listenHere(
    createServer((asked, answer) => {
      const call = `${asked.method} ${asked.url}`
      if (call === 'POST /accounts/connect/token') passToOAuth(asked, answer)
      else if (call === 'POST /public/v1/notifications/send') void takeSend(asked, answer)
      else answer.writeHead(404).end()
    }),
  )
  front.url = `http://127.0.0.1:${port}`
  return front
}

function stepInputs({ url }: Front): StepInputs & Record<string, string> {
  return {
    'client-id': CLIENT.id,
    'client-secret': CLIENT.secret,
    'api-url': url,
    'template-id': 'crm-is-live',
    audiences: 'sales',
  }
}

test('a token of a real OAuth 2.0 server is accepted where tokens are verified', async () => {
  const front = await startFront()
  const ran = await runInProcess(stepInputs(front))

  expect(ran.outputs).toMatchObject({ outcome: 'sent', 'notification-id': 'for crm-is-live' })
  expect(front.accepted).toEqual([expect.objectContaining({ client_id: CLIENT.id, iss: oauth.issuer.url })])
  expect(front.turnedAway).toEqual([])
})

test('the bundle gets such a token, too, and writes it nowhere', async () => {
  const tokens: unknown[] = []
  const note = ({ body }: MutableResponse) => void tokens.push(body === '' ? '' : body['access_token'])
  oauth.service.on('beforeResponse', note)
  onTestFinished(() => void oauth.service.off('beforeResponse', note))
  const front = await startFront()
  const step = await runAction({ inputs: stepInputs(front), debug: true })

  expect(step.outputs).toMatchObject({ outcome: 'sent', 'notification-id': 'for crm-is-live' })
  expect(front.accepted).toHaveLength(1)
  expect(tokens).toEqual([expect.stringMatching(/^eyJ/)])
  const readable = [step.stdout, step.stderr, step.summary, JSON.stringify(step.outputs)].join('\n')
  expect(readable.replaceAll(/^::add-mask::.*$/gm, '')).not.toContain(tokens[0])
})

test('a client that the OAuth server does not know is not-sent, in words that say what to compare', async () => {
  const front = await startFront()
  const ran = await runInProcess({ ...stepInputs(front), 'client-secret': 'yesterday' })

  expect(ran.outputs['outcome']).toBe('not-sent')
  expect(ran.said('error')).toEqual([
    expect.stringContaining(
      'WalkMe does not know this client ID and secret (HTTP 400, invalid_client: Client authentication failed). ' +
        'Compare client-id and client-secret with the API key',
    ),
  ])
  expect([...front.accepted, ...front.turnedAway]).toEqual([])
})

test('an expired token is turned away, and a new one is asked for', async () => {
  oauth.service.once('beforeTokenSigning', ({ payload }: MutableToken) => {
    payload.exp = payload.iat - 60
  })
  const front = await startFront()
  const ran = await runInProcess(stepInputs(front))

  expect(ran.outputs['outcome']).toBe('sent')
  expect(front.turnedAway).toEqual([expect.stringContaining('"exp" claim timestamp check failed')])
  expect(front.accepted).toHaveLength(1)
})

test('a server whose own tokens are never good is not-sent, after one new token', async () => {
  const mint = ({ payload }: MutableToken) => {
    payload.iss = 'https://somebody-else.example'
  }
  oauth.service.on('beforeTokenSigning', mint)
  onTestFinished(() => void oauth.service.off('beforeTokenSigning', mint))
  const front = await startFront()
  const ran = await runInProcess(stepInputs(front))

  expect(ran.outputs['outcome']).toBe('not-sent')
  expect(ran.said('error')).toEqual([
    expect.stringContaining('The token that WalkMe had just issued was refused. Check that data-center'),
  ])
  expect(front.turnedAway).toHaveLength(2)
  expect(front.accepted).toEqual([])
})
