/** Time that passes only when everything that can happen before has happened. Milliseconds. */
export interface VirtualTime {
  now(): number
  /** Calls back at a time; what was asked for first comes first where times are equal. */
  at(time: number, wake: () => void): void
  /** Lets time pass until nothing is left to wait for. */
  pass(): Promise<void>
}

/** A clock at zero. */
export function openTime(): VirtualTime {
  let now = 0
  let asked = 0
  const waiting: { time: number; order: number; wake: () => void }[] = []
  return {
    now: () => now,
    at(time, wake) {
      waiting.push({ time: Math.max(now, time), order: asked++, wake })
      waiting.sort((a, b) => a.time - b.time || a.order - b.order)
    },
    async pass() {
      for (;;) {
        // Promises that are settled run on to where they wait again.
        await new Promise(setImmediate)
        const next = waiting.shift()
        if (next === undefined) return
        now = next.time
        next.wake()
      }
    },
  }
}
