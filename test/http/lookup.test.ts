import dns, { type LookupAddress, type LookupOptions } from 'node:dns'
import { expect, onTestFinished, test, vi } from 'vitest'
import { TCP_OPTIONS } from '../../src/http/lookup.ts'

const FOUR = { address: '192.0.2.1', family: 4 }
const SIX = { address: '2001:db8::1', family: 6 }

/** Has a resolver answer with an error or these addresses. Returns what it is asked. */
function resolver(answer: Error | LookupAddress[]) {
  const spy = vi.spyOn(dns, 'lookup').mockImplementation((...given: unknown[]) => {
    const callback: unknown = given.at(-1)
    const results = answer instanceof Error ? [answer] : [null, answer]
    if (typeof callback === 'function') setImmediate(() => callback(...results))
  })
  onTestFinished(() => spy.mockRestore())
  return () => spy.mock.calls.map(([host, options]) => [host, options])
}

/** What Node is called back with. */
function lookUp(host: string, options: LookupOptions): Promise<unknown[]> {
  return new Promise((resolve) => TCP_OPTIONS.lookup(host, options, (...results) => resolve(results)))
}

test('all addresses of a host are handed on, or the first with its family', async () => {
  const asked = resolver([SIX, FOUR])

  expect(await lookUp('two.example', { all: true, hints: 32 })).toEqual([null, [SIX, FOUR]])
  expect(await lookUp('two.example', { all: false, hints: 32 })).toEqual([null, SIX.address, 6])
  expect(asked()).toEqual(Array(2).fill(['two.example', { all: true, hints: 32 }]))
})

test('a host without addresses is not taken for one with some', async () => {
  resolver([])
  expect(await lookUp('none.example', {})).toEqual([null, []])
})

test('an error is handed on, and is not that of the next lookup', async () => {
  const error = new Error('ENOTFOUND')
  resolver(error)
  expect(await lookUp('lost.example', { all: true })).toEqual([error, ''])
  resolver([FOUR])
  expect(await lookUp('lost.example', { all: true })).toEqual([null, [FOUR]])
})

test('lookups of a host at the same time are one, and other hosts have their own', async () => {
  const asked = resolver([FOUR])
  const hosts = ['one.example', 'one.example', 'other.example']
  await Promise.all(hosts.map((host) => lookUp(host, {})))

  expect(asked().map(([host]) => host)).toEqual(['one.example', 'other.example'])
})

test('each address of a host has a second', () => {
  expect(TCP_OPTIONS.autoSelectFamilyAttemptTimeout).toBe(1_000)
})
