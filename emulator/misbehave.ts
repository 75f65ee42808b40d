import { deliver, type EmulatedExchange, hangUp, pause, pauseWhileHeld } from './exchange.ts'
import type { Fault, When } from './faults.ts'
import { chunkedCut, cut, drip, endless, half, huge } from './strange-answers.ts'

/** Long enough for what was written before to cross the loopback, short enough for thousands of runs. */
const moment = 5

/** Deals with one request as the fault says, or as it should be without one. */
export async function perform(
  fault: Exclude<Fault, { kind: 'refuse' | 'hang-up-idle' }> | undefined,
  exchange: EmulatedExchange,
): Promise<void> {
  if (fault?.kind === 'reset') return sever(fault.when, exchange, () => exchange.tcp.resetAndDestroy())
  if (fault?.kind === 'close') return sever(fault.when, exchange, () => hangUp(exchange))
  if (!(await exchange.read())) return
  if (fault === undefined) return deliver(exchange.response, exchange.act())
  switch (fault.kind) {
    case 'answer': {
      if (fault.accepts === true) exchange.act()
      const { status, headers = {}, body = '' } = fault
      return deliver(exchange.response, { status, headers, body })
    }
    case 'late': {
      if (fault.actsAfter === true) await pause(fault.ms, exchange.closing)
      if (exchange.closing.aborted) return
      const answer = exchange.act()
      if (fault.actsAfter !== true) await pauseWhileHeld(exchange, fault.ms)
      return deliver(exchange.response, answer)
    }
    case 'drip':
      return drip(exchange, exchange.act(), fault.ms, fault.from ?? 'status-line')
    case 'endless':
      return endless(exchange, exchange.act())
    case 'huge':
      return huge(exchange, exchange.act(), fault.bytes)
    case 'cut':
      return cut(exchange, exchange.act())
    case 'chunked-cut':
      return chunkedCut(exchange, exchange.act())
    case 'expired-token':
      return deliver(exchange.response, exchange.act({ expired: true }))
    case 'garbage':
      exchange.stream.write(Buffer.from(fault.bytes, 'latin1'))
      return hangUp(exchange)
    default:
      return fault satisfies never
  }
}

async function sever(when: When, exchange: EmulatedExchange, end: () => void): Promise<void> {
  if (when === 'before-reading') return end()
  if (when === 'after-headers') {
    await pause(moment, exchange.closing)
    return end()
  }
  if (!(await exchange.read())) return
  if (when === 'after-accepting') exchange.act()
  if (when === 'mid-answer') {
    await half(exchange, exchange.act())
    await pause(moment, exchange.closing)
  }
  end()
}
