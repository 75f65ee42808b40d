import { Dispatcher } from 'undici'
import { describe, expect, test } from 'vitest'
import { exchangeOver, type HttpRequest } from '../../src/http/exchange.ts'

const MEBIBYTE = 1024 * 1024

/** What a dispatcher holds of one request: what it was asked for, and the handler that it tells. */
interface Dispatched {
  options: Dispatcher.DispatchOptions
  handler: Required<Pick<Dispatcher.DispatchHandler, (typeof EVENTS)[number]>>
}

const EVENTS = [
  'onRequestStart',
  'onResponseStart',
  'onResponseData',
  'onResponseEnd',
  'onResponseError',
] as const

/** A dispatcher that sends nothing: the test plays undici, event by event. */
function fakeDispatcher() {
  const dispatched: Dispatched[] = []
  const dispatch = (
    options: Dispatcher.DispatchOptions,
    {
      onRequestStart,
      onResponseStart,
      onResponseData,
      onResponseEnd,
      onResponseError,
    }: Dispatcher.DispatchHandler,
  ) => {
    if (!onRequestStart || !onResponseStart || !onResponseData || !onResponseEnd || !onResponseError)
      throw new Error('undici needs all of these.')
    const handler = { onRequestStart, onResponseStart, onResponseData, onResponseEnd, onResponseError }
    dispatched.push({ options, handler })
    return true
  }
  return { dispatcher: Object.assign(new Dispatcher(), { dispatch }), dispatched }
}

/** The controller that undici hands to each event, and the reasons for which the request was aborted. */
function fakeController(aborted = false) {
  const aborts: string[] = []
  const controller: Dispatcher.DispatchController = {
    aborted,
    paused: false,
    reason: null,
    abort: (reason) => void aborts.push(reason.message),
    pause() {},
    resume() {},
  }
  return { controller, aborts }
}

/** A request that has been dispatched and not begun. */
function begin(change: Partial<HttpRequest> = {}) {
  const { dispatcher, dispatched } = fakeDispatcher()
  const url = new URL('https://api.example.com/v1/send?dry=1')
  const exchange = exchangeOver(dispatcher, { method: 'POST', url, headers: {}, ...change })
  const [request] = dispatched
  if (request === undefined) throw new Error('Nothing was dispatched.')
  return { exchange, ...request, ...fakeController() }
}

const lost = new Error('lost')

test('a request is dispatched as it is, and asks for an answer that is not compressed', () => {
  const { options } = begin({ headers: { 'x-a': 'b' }, body: 'the body' })

  expect(options).toEqual({
    origin: 'https://api.example.com',
    path: '/v1/send?dry=1',
    method: 'POST',
    headers: { 'accept-encoding': 'identity', 'x-a': 'b' },
    body: 'the body',
  })
  expect(begin({ method: 'GET' }).options).toMatchObject({ method: 'GET', body: null })
})

describe('a request is sent once:', () => {
  test('a second start is refused, and the first may have been sent', async () => {
    const { exchange, handler, controller, aborts } = begin()
    handler.onRequestStart(controller, {})
    expect(aborts).toEqual([])
    handler.onRequestStart(controller, {})
    expect(aborts).toEqual(['A request is never sent twice.'])
    handler.onResponseError(controller, lost)

    expect(await exchange).toEqual({ kind: 'failure', mayHaveBeenSent: true, error: lost })
  })

  test('one that fails before it starts has not been sent', async () => {
    const { exchange, handler, controller } = begin()
    handler.onResponseError(controller, lost)

    expect(await exchange).toEqual({ kind: 'failure', mayHaveBeenSent: false, error: lost })
  })

  test('one that undici has aborted already when it starts has not been sent', async () => {
    const { exchange, handler } = begin()
    const { controller, aborts } = fakeController(true)
    handler.onRequestStart(controller, {})
    handler.onResponseError(controller, lost)

    expect(await exchange).toEqual({ kind: 'failure', mayHaveBeenSent: false, error: lost })
    expect(aborts).toEqual([])
  })
})

describe('a signal', () => {
  const reason = new Error('cancelled')

  test('that is aborted already keeps the request from being dispatched', async () => {
    const { dispatcher, dispatched } = fakeDispatcher()
    const url = new URL('https://api.example.com')
    const signal = AbortSignal.abort(reason)
    const exchange = exchangeOver(dispatcher, { method: 'GET', url, headers: {}, signal })

    expect(await exchange).toEqual({ kind: 'failure', mayHaveBeenSent: false, error: reason })
    expect(dispatched).toEqual([])
  })

  test('ends the wait for a connection, and nothing is sent should one come later', async () => {
    const abort = new AbortController()
    const { exchange, handler, controller, aborts } = begin({ signal: abort.signal })
    abort.abort(reason)

    expect(await exchange).toEqual({ kind: 'failure', mayHaveBeenSent: false, error: reason })
    handler.onRequestStart(controller, {})
    expect(aborts).toEqual(['cancelled'])
  })

  test('breaks off a request that has started, which may have been sent', async () => {
    const abort = new AbortController()
    const { exchange, handler, controller, aborts } = begin({ signal: abort.signal })
    handler.onRequestStart(controller, {})
    expect(aborts).toEqual([])
    abort.abort(reason)
    expect(aborts).toEqual(['cancelled'])
    handler.onResponseError(controller, reason)

    expect(await exchange).toEqual({ kind: 'failure', mayHaveBeenSent: true, error: reason })
  })
})

describe('an answer', () => {
  /** A request that has started. */
  function started() {
    const begun = begin()
    begun.handler.onRequestStart(begun.controller, {})
    return begun
  }

  test('has its status, its headers in lower case and on one line each, and its whole body', async () => {
    const { exchange, handler, controller } = started()
    const euro = Buffer.from('€')
    handler.onResponseStart(controller, 200, { 'X-One': 'a', 'x-two': ['b', 'c'], 'x-none': undefined })
    handler.onResponseData(controller, euro.subarray(0, 1))
    handler.onResponseData(controller, euro.subarray(1))
    handler.onResponseEnd(controller, {})

    expect(await exchange).toEqual({
      kind: 'answer',
      status: 200,
      headers: { 'x-one': 'a', 'x-two': 'b, c', 'x-none': '' },
      body: '€',
      complete: true,
    })
  })

  test('is not a 1xx, which only comes before it', async () => {
    const { exchange, handler, controller } = started()
    handler.onResponseStart(controller, 199, {})
    handler.onResponseEnd(controller, {})
    handler.onResponseError(controller, lost)

    expect(await exchange).toEqual({ kind: 'failure', mayHaveBeenSent: true, error: lost })
  })

  test('that breaks off is incomplete', async () => {
    const { exchange, handler, controller } = started()
    handler.onResponseStart(controller, 201, {})
    handler.onResponseData(controller, Buffer.from('{"id'))
    handler.onResponseError(controller, lost)

    expect(await exchange).toEqual({
      kind: 'answer',
      status: 201,
      headers: {},
      body: '{"id',
      complete: false,
    })
  })

  test('of a mebibyte is taken whole', async () => {
    const { exchange, handler, controller, aborts } = started()
    handler.onResponseStart(controller, 200, {})
    for (let half = 0; half < 2; half++) handler.onResponseData(controller, Buffer.alloc(MEBIBYTE / 2, 'x'))
    handler.onResponseEnd(controller, {})

    expect(await exchange).toMatchObject({ body: 'x'.repeat(MEBIBYTE), complete: true })
    expect(aborts).toEqual([])
  })

  test('of more is incomplete, and broken off', async () => {
    const { exchange, handler, controller, aborts } = started()
    handler.onResponseStart(controller, 200, {})
    handler.onResponseData(controller, Buffer.alloc(MEBIBYTE, 'x'))
    handler.onResponseData(controller, Buffer.from('y'))

    expect(await exchange).toMatchObject({ status: 200, body: 'x'.repeat(MEBIBYTE), complete: false })
    expect(aborts).toEqual(['The response is too large.'])
  })
})
